from __future__ import annotations


def test_another_year_keeps_the_topic(ask):
    answer = ask("2021年改造老旧渔船多少艘？", "那2020年呢？")
    assert answer.text.startswith("860艘")


def test_another_topic_keeps_what_is_asked(ask):
    answer = ask("更新老旧渔船由谁负责？", "茶叶品牌呢？")
    assert answer.text.startswith("由省商务厅牵头")


def test_a_pronoun_means_the_task_before(ask):
    answer = ask("2021年新增优质茶园多少亩？", "这项工作由谁负责？")
    assert answer.text.startswith("由省林业厅负责")


def test_a_bare_question_means_the_task_before(ask):
    assert ask("打造茶叶品牌的内容是什么？", "谁负责？").text.startswith("由省商务厅牵头")


def test_the_first_item_means_the_first_line_of_the_list_before(ask):
    assert "茶叶冷链仓库20座" in ask("茶产业提升有哪些任务？", "第一项建设多少座冷链仓库？").text


def test_the_second_item_is_not_the_first(ask):
    assert ask("茶产业提升有哪些任务？", "第二项由谁负责？").text.startswith("由省商务厅牵头")


def test_a_figure_is_looked_for_in_the_clause_of_the_answer_before(ask):
    assert ask("建设现代渔港由谁负责？", "开工率要达到多少？").text.startswith("超过90%")


def test_another_department_keeps_the_question_for_tasks(ask):
    answer = ask("省林业厅有哪些任务？", "省市场监管局呢？")
    assert answer.text.startswith("省市场监管局共1项任务")


def test_what_was_carried_over_is_told(ask):
    (note,) = ask("2021年改造老旧渔船多少艘？", "那2020年呢？").notes
    assert "改造老旧渔船" in note


def test_a_complete_question_carries_nothing_over(ask):
    assert ask("更新老旧渔船由谁负责？", "2021年建设村级电商服务站多少个？").notes == ()


def test_a_year_without_a_word_is_refused_though_the_topic_is_known(ask):
    assert ask("2021年改造老旧渔船多少艘？", "那2035年呢？").status == "not_found"


def test_the_note_names_the_topic_that_is_now_asked_about(ask):
    notes = ask("2021年建设现代渔港由谁负责？", "茶叶品牌呢？").notes
    assert any("茶叶品牌" in note for note in notes)
    assert not any("渔港" in note for note in notes)
