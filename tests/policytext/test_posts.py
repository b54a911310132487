"""Lines that say who holds a post."""

from __future__ import annotations

from policytext.posts import find_posts

LIST = (
    "领导小组成员名单\n组　　长：白帆　　副市长\n副 组 长：江雨　　市教育局局长\n石磊　　市财政局局长\n"
    "成　　员：各县区分管负责人。\n办公室设在市教育局。\n联系电话：12345\n"
)


def test_posts_are_found_with_all_who_hold_them() -> None:
    assert [(p.post, [LIST[a:b] for a, b in p.entries]) for p in find_posts(LIST)] == [
        ("组长", ["白帆　　副市长"]),
        ("副组长", ["江雨　　市教育局局长", "石磊　　市财政局局长"]),
        ("成员", ["各县区分管负责人"]),
    ]


def test_the_label_is_the_post_and_nothing_else() -> None:
    assert find_posts("小组成员单位：市教育局\n会议由召集人主持：先议后决\n") == []
