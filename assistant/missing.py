"""What the documents do not have, said to the reader in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """One sentence for each language."""

    chinese: str
    english: str


PERSON = Missing("文件没有写明人员姓名或联系方式。", "They name no persons and give no contact details.")
AMOUNT = Missing(
    "有相关条款，但没有给出所问的数额。",
    "There are clauses on the subject, but none gives the figure asked for.",
)

# The labels of a document's own data.
DETAILS = {
    "抄送": "list of copies", "有效期": "period of validity", "主送": "addressees", "附件": "attachments",
    "适用范围": "scope", "制定依据": "legal basis", "解释机关": "interpreting body", "施行日期": "day of effect",
}  # fmt: skip


def no_place(place: str) -> Missing:
    return Missing(f"已收录的文件没有涉及{place}。", f"None of them is about {place}.")


def no_year(year: int) -> Missing:
    return Missing(f"已收录的文件没有{year}年的内容。", f"They have nothing on {year}.")


def no_duty(departments: Sequence[str]) -> Missing:
    names = "、".join(departments)
    return Missing(f"没有一项任务写明由{names}负责。", f"No task is assigned to {names}.")


def no_duty_within(departments: Sequence[str]) -> Missing:
    """They answer for something, but for nothing of what the question is limited to."""
    names = "、".join(departments)
    return Missing(
        f"所问的范围内没有一项任务写明由{names}负责。",
        f"No task of what you ask about is assigned to {names}.",
    )


def not_listed(departments: Sequence[str], post: str) -> Missing:
    names = "、".join(departments)
    return Missing(f"名单里没有{names}的{post}。", f"The list has nobody of {names} as {post}.")


def no_words(words: Sequence[str]) -> Missing:
    named = "”“".join(words)
    return Missing(f"没有提到“{named}”。", f"They do not mention “{named}”.")


def no_detail(label: str) -> Missing:
    return Missing(
        f"所问的文件没有写明{label}。", f"The document does not print its {DETAILS.get(label, label)}."
    )
