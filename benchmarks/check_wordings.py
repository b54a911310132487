"""Judge statements without figures: true ones in shorter or other words, and the same with one thing changed.

    python -m benchmarks.check_wordings [FOLDER…] [--seed 7] [--most 1500] [--wrong]

The statements are made mechanically from the sentences of the folders. Of the true less than 0.01 may be told
不符, of the changed less than 0.02 相符; the share of the true that get no verdict is what caution costs.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.checking.aligning import content, opposites
from assistant.checking.grams import Weights, grams
from assistant.checking.wordings import Evidence, judge_wording, prepared
from assistant.library import Library
from assistant.terms import synonym_groups
from benchmarks.folder_library import FOLDERS, library_of
from policytext.folding import fold
from policytext.sentences import split_statements

NEAREST = 12  # statements of all documents that a made one is judged by, as when it is asked

_ADVERB = re.compile(r"积极|切实|认真|进一步|大力|不断|全面|加快|深入|有效|着力|逐步|充分|稳步")
_BRACKET = re.compile(r"\([^()]*\)")
_ATTRIBUTE = re.compile(r"[一-鿿]{2,8}的")
_NEGATED = re.compile(r"不得|不再|不予|不应|不(?=[一-鿿]{2})|未(?=[一-鿿]{2})|禁止|严禁")
_IDIOM = re.compile(
    r"不断|不少|不低|不超|不高|不同|不仅|不足|不良|不动产|未来|未成年|不合格|不规范|不合理|不平衡|不充分|不到|不限|不正当"
)


@dataclass(frozen=True)
class Made:
    text: str
    change: str  # "" for a true one
    form: str
    source: str


@dataclass(frozen=True)
class Source:
    """A statement of a document; `parts` between its commas."""

    evidence: Evidence

    @property
    def parts(self) -> list[str]:
        return [p for p in re.split(r"[,|]", self.evidence.sentence.rstrip("。;!?")) if p]


def sources(library: Library) -> list[Source]:
    found = []
    for record in library.records.values():
        document = record.document
        for clause in record.clauses:
            around = library.folded_address(document.id, clause.ordinal) + library.folded_titles[document.id]
            for start, end in split_statements(document.text, clause.start, clause.body_end):
                sentence = prepared(document.text[start:end])
                if len(sentence) >= 6:
                    found.append(Source(Evidence(sentence, around, fold(library.own_text(clause)))))
    return found


def usable(part: str) -> bool:
    """A part that says something by itself: a verb with something beside it, and no figure."""
    return bool(8 <= len(part) <= 60 and len(content(part)) >= 3 and not re.search(r"\d|[:\"“”()（）]|负责|牵头", part)
                and not re.match(r"[如若凡对为在以从当其该此这]|根据|按照|通过|除", part) and any(not w.noun for w in content(part)))  # fmt: skip


def true_ones(source: Source, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(form, words) of what the sentence says for certain."""
    parts = source.parts
    if re.search(r"如果|凡|除|未经|严禁|禁止|不得", "".join(parts[:-1])):
        return
    for index, part in enumerate(parts):
        if usable(part):
            yield "part", part
            if (short := _ADVERB.sub("", part, count=1)) != part:
                yield "adverb dropped", short
            if (short := _ATTRIBUTE.sub("", part, count=1)) != part and len(content(short)) >= 3:
                yield "attribute dropped", short
            if (other := _synonym(part, rng)) != part:
                yield "synonym", other
            words = content(part)
            if not words[0].noun and words[0].start == 0 and all(w.noun for w in words[1:]):
                yield "object first", part[words[0].end :] + "要" + words[0].text
            if index == 0 and len(parts) > 1 and usable(parts[1]):
                yield "two parts", part + "," + parts[1]


def _synonym(part: str, rng: random.Random) -> str:
    fitting = [
        (printed, said) for said, others in synonym_groups().items() for printed in others[:1]
        if len(printed) > 1 and len(said) > 1 and printed in part and said not in part
    ]  # fmt: skip
    if not fitting:
        return part
    printed, said = rng.choice(fitting)
    return part.replace(printed, said, 1)


def changed_ones(source: Source, other: Source, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(change, words): `other` is a neighbour of the source."""
    strangers = [p for p in other.parts if usable(p)]
    for index, part in enumerate(source.parts):
        if not usable(part):
            continue
        words = content(part)
        bare = _IDIOM.sub("", part)
        if _NEGATED.search(bare) and not _IDIOM.search(part):
            yield "negation removed", _NEGATED.sub("", part, count=1)
        elif bare == part and (verb := next((w for w in words if not w.noun), None)):
            yield "negation added", part[: verb.start] + "不" + part[verb.start :]
        for word in words:
            if opposite := opposites().get(word.text):
                yield "opposite", part[: word.start] + opposite[0] + part[word.end :]
        for stranger in strangers:
            theirs = content(stranger)
            if words[0].noun and theirs[0].noun and theirs[0].text not in part:
                yield "subject", theirs[0].text + part[words[0].end :]
            if words[-1].noun and theirs[-1].noun and theirs[-1].text not in part:
                yield "object", part[: words[-1].start] + theirs[-1].text
        for later in source.parts[index + 1 :]:
            theirs = content(later)
            if usable(later) and words[-1].text not in later and not words[0].noun and not theirs[0].noun:
                yield "verb of another part", words[0].text + later[theirs[0].end :]
                yield "object of another part", part[: words[-1].start] + theirs[-1].text
                break


def make(all_sources: list[Source], seed: int, most: int) -> list[Made]:
    rng = random.Random(seed)
    everything = "".join(s.evidence.sentence for s in all_sources)
    groups: dict[str, list[Made]] = defaultdict(list)
    for source, other in itertools.pairwise(all_sources):
        for form, words in true_ones(source, rng):
            groups[form].append(Made(words, "", form, source.evidence.sentence))
        for change, words in changed_ones(source, other, rng):
            if words not in everything:
                groups[change].append(Made(words, change, change, source.evidence.sentence))
    per = max(1, most // len(groups))
    return [m for name in sorted(groups) for m in rng.sample(groups[name], min(per, len(groups[name])))]


def nearest(all_sources: list[Source]) -> Callable[[str], list[Evidence]]:
    """The statements that share most character pairs by weight with a text."""
    pairs = [grams(s.evidence.sentence) for s in all_sources]
    weights = Weights(pairs)
    postings: dict[str, list[int]] = defaultdict(list)
    for index, held in enumerate(pairs):
        for pair in held:
            postings[pair].append(index)

    def find(text: str) -> list[Evidence]:
        scores: dict[int, float] = defaultdict(float)
        for pair in grams(text):
            for index in postings.get(pair, ()):
                scores[index] += weights(pair)
        best = sorted(scores, key=lambda i: (-scores[i], i))[:NEAREST]
        return [all_sources[i].evidence for i in best]

    return find


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--most", type=int, default=1500)
    parser.add_argument("--wrong", action="store_true", help="print every statement that was judged wrongly")
    args = parser.parse_args()
    all_sources = sources(library_of(args.folders))
    find = nearest(all_sources)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for made in make(all_sources, args.seed, args.most):
        judged = judge_wording(made.text, find(made.text))
        verdict = judged.verdict if judged else "none"
        for name in (
            f"changed: {made.change}" if made.change else f"true: {made.form}",
            "CHANGED" if made.change else "TRUE",
        ):
            counts[name][verdict] += 1
        if args.wrong and verdict == ("supported" if made.change else "contradicted"):
            print(f"[{made.form}] {verdict}: {made.text}\n    {made.source}")
    print(f"{'':<34}{'n':>6}{'相符':>8}{'不符':>8}{'no verdict':>12}")
    for name in sorted(counts, key=lambda n: (n.isupper(), n)):
        row, n = counts[name], sum(counts[name].values())
        print(
            f"{name:<34}{n:>6}{row['supported'] / n:>10.3f}{row['contradicted'] / n:>10.3f}{row['none'] / n:>12.3f}"
        )


if __name__ == "__main__":
    main()
