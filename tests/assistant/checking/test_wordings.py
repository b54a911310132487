"""Statements without figures against sentences of invented documents: said, denied, or left open."""

from __future__ import annotations

import pytest

from assistant.checking.wordings import Evidence, judge_wording, prepared
from policytext.folding import fold


def verdict(statement: str, sentence: str, around: str = "", clause: str = "") -> str:
    judged = judge_wording(statement, [Evidence(prepared(sentence), fold(around), fold(clause))])
    return judged.verdict if judged else "none"


ROW = "12.护理记录完整率\t定性\t计算方法：查阅病历。"
TABLE = "护理质量考核指标"
ISLAND = "渔港休渔期管理办法"


@pytest.mark.parametrize(
    ("statement", "sentence", "around"),
    [
        ("渔港管理站负责登记进港渔船", "渔港管理站负责登记进港渔船，并公布停泊位置。", ""),
        ("答复里茶园灌溉设施还有待改造", "茶园是山区的主要产业，其灌溉设施还有待改造。", ""),
        ("答复里说茶园灌溉设施还有待改造和完善", "茶园是山区的主要产业，其灌溉设施还有待改造和完善。", ""),
        (
            "海岛旅游以镇村两级码头为依托",
            "带动渔民以合作社为平台，以镇村两级码头为依托，开展接待服务。",
            "关于发展海岛旅游的意见",
        ),
        ("原则上每个镇建设一座养老食堂", "原则上每个镇（街道）建设一座设施齐全、价格合理的养老食堂。", ""),
        ("护理记录完整率是定性指标", ROW, TABLE),
        ("休渔期渔船不得出海捕捞", "休渔期渔船不得出海捕捞。", ISLAND),
        ("应急预案要修订", "各渔港认真修订应急预案，组织演练。", ""),
        ("茶叶拍卖由行业协会组织实施", "茶叶拍卖由行业协会组织实施，费用自理。", ""),
    ],
)
def test_a_statement_that_one_sentence_holds_whole_is_confirmed(statement, sentence, around):
    assert verdict(statement, sentence, around) == "supported"


@pytest.mark.parametrize(
    ("statement", "sentence", "around"),
    [
        ("渔业协调小组刻制印章并对外发文", "渔业协调小组不刻制印章，不对外发文。", ""),
        ("休渔期渔船可以出海捕捞", "休渔期渔船不得出海捕捞。", ISLAND),
        ("渔港管理站不登记进港渔船", "渔港管理站登记进港渔船。", ""),
        ("护理记录完整率是定量指标", ROW, TABLE),
        ("渔民参加互助保险坚持强制原则", "渔民参加互助保险坚持自愿原则。", ""),
        ("合作社扩大养殖规模", "合作社缩小养殖规模。", ""),
    ],
)
def test_the_contrary_of_a_sentence_is_denied(statement, sentence, around):
    assert verdict(statement, sentence, around) == "contradicted"


@pytest.mark.parametrize(
    ("statement", "sentence", "around"),
    [
        # another subject, verb or object than its part of the sentence has
        ("茶农修复古道", "茶农种植良种，林场修复古道。", ""),
        ("推动古道修复", "推动茶园改造，加强古道修复。", ""),
        ("渔港改造码头", "码头公司改造码头。", "渔港建设"),
        # an attribute or an object that the sentence does not have
        ("渔港管理站登记外地渔船", "渔港管理站登记进港渔船。", ""),
        ("加强教师队伍", "加强教师队伍建设。", ""),
        # a condition, a modality, a quantifier
        ("渔船可以出海捕捞", "未经许可渔船不得出海捕捞。", ""),
        ("合作社建设冷库", "鼓励合作社建设冷库。", ""),
        ("所有合作社建设冷库", "合作社建设冷库。", ""),
        ("每个镇必须建设一座养老食堂", "原则上每个镇建设一座养老食堂。", ""),
        ("只登记进港的渔船", "登记进港的渔船。", ""),
        ("合作社收购茶叶", "除特殊情况外，合作社不收购茶叶。", ""),
        # what is forbidden is not done
        ("渔船出海捕捞", "严禁休渔期渔船出海捕捞。", ""),
        # turned round twice
        ("合作社不扩大养殖规模", "合作社缩小养殖规模。", ""),
        # a limit belongs to its figure
        ("停泊时间最长超过三天", "停泊时间最长不得超过三天。", ""),
    ],
)
def test_a_doubtful_statement_gets_no_verdict(statement, sentence, around):
    assert verdict(statement, sentence, around) == "none"


def test_a_label_gives_the_values_that_hold():
    clause = "（三）试行渔船电子登记。（负责部门：渔业局，适用范围：青岛、厦门）"
    sentence = "（三）试行渔船电子登记。"
    assert verdict("渔船电子登记适用于厦门", sentence, clause=clause) == "supported"
    assert verdict("渔船电子登记适用于大连", sentence, clause=clause) == "contradicted"
    open_list = clause.replace("厦门", "厦门等市")
    assert verdict("渔船电子登记适用于大连", sentence, clause=open_list) == "none"


def test_a_labelled_source_is_compared_with_the_printed_one():
    clause = "12.护理记录完整率\t定性。指标来源：病案平台。"
    assert verdict("护理记录完整率的指标来源是病案平台", ROW, TABLE, clause) == "supported"
    assert verdict("护理记录完整率的指标来源是医院填报", ROW, TABLE, clause) == "contradicted"


def test_sentences_that_disagree_give_no_verdict():
    evidence = [Evidence(fold(s), "") for s in ("渔港管理站登记进港渔船。", "渔港管理站不登记进港渔船。")]
    assert judge_wording("渔港管理站登记进港渔船", evidence) is None
