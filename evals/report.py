"""The rows of an evaluation as a page to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from assistant.answer import Answer, Citation
from evals.score import Row, confusion, table

STYLE = """
body { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2937 }
pre { background: #f3f4f6; padding: 1rem; overflow-x: auto }
article { border-top: 1px solid #d1d5db; padding: 1rem 0 }
h2 { font-size: 1.05rem; margin: 0 }
.lost { color: #b91c1c; font-weight: 600 }
.answer { white-space: pre-wrap; background: #f9fafb; padding: .6rem }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid #93c5fd; white-space: pre-wrap }
dt { color: #6b7280 } dd { margin: 0 0 .4rem }
"""


def page(rows: Sequence[Row]) -> str:
    """One HTML page: the table, then every question that lost a mark with what was expected and found."""
    lost = [row for row in rows if row.lost]
    body = "".join(_article(row) for row in lost) or "<p>没有失分的题。Nothing was lost.</p>"
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>评测 {len(lost)}/{len(rows)}</title><style>{STYLE}</style></head><body>"
        f"<h1>评测：{len(rows)} 题，失分 {len(lost)} 题</h1>"
        f"<pre>{escape(table(rows))}\n\n{escape(confusion(rows))}</pre>{body}</body></html>"
    )


def _article(row: Row) -> str:
    question = row.question
    expected = [" 或 ".join(group) for group in question.groups]
    facts = [
        ("应有", "；".join(expected) or ("文件没有写明" if question.refuse else "")),
        ("不应有", "；".join(question.forbidden)),
        ("应引", "；".join(question.evidence)),
        ("文件", question.document or ""),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    found = row.answer.citations or row.answer.nearest if row.answer else ()
    return (
        f"<article><h2>{escape(question.id)} {escape(question.text)}</h2>"
        f'<p class="lost">{", ".join(row.lost)} · {escape(question.kind)} · {row.seconds * 1000:.0f} ms</p>'
        f'<dl>{listed}</dl><p class="answer">[{escape(row.status)}] {escape(row.text)}</p>'
        f"{''.join(map(_quote, found))}</article>"
    )


def _quote(citation: Citation) -> str:
    where = " › ".join((citation.document_number or citation.title, *citation.section))
    return f"<blockquote>[{citation.n}] {escape(where)}<br>{escape(citation.quote)}</blockquote>"


def as_json(rows: Sequence[Row]) -> str:
    """Every row with its reply, in the names of the API."""
    return json.dumps([_row(row) for row in rows], ensure_ascii=False, indent=1)


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.question.id,
        "type": row.question.kind,
        "q": row.question.text,
        "seconds": row.seconds,
        "reply": _reply(row.answer) if row.answer else {"status": "error", "answer": row.error},
        **row.marks,
    }


def _reply(answer: Answer) -> dict[str, Any]:
    values = asdict(answer)
    return {"status": values.pop("status"), "answer": values.pop("text"), **values}
