"""The same question in other characters: traditional ones, and digits of full width."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("建設現代漁港由誰負責？", "建设现代渔港由谁负责？"),
        ("2021年改造老舊漁船多少艘？", "2021年改造老旧渔船多少艘？"),
        ("茶葉博覽會舉辦幾場？", "茶叶博览会举办几场？"),
        ("省商務廳有哪些任務？", "省商务厅有哪些任务？"),
        ("２０２１年改造老旧渔船多少艘？", "2021年改造老旧渔船多少艘？"),
        ("核对：村级电商服务站２４００个，对吗？", "核对：村级电商服务站2400个，对吗？"),
        ("渔 家 贷 风险补偿资金多少亿元", "渔家贷风险补偿资金多少亿元"),
    ],
)
def test_the_answer_is_the_same(ask, written, usual):
    answer = ask(written)
    assert answer.status == "answered"
    assert answer.text == ask(usual).text


def test_a_year_that_is_not_there_is_refused_in_full_width_too(ask):
    assert ask("２０１９年改造老旧渔船多少艘？").status == "not_found"
