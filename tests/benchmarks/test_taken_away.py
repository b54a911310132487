"""The benchmark of taken documents, over two invented ones and the real parts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.taken_away import main

HARBOUR = """海州省海洋渔业局文件

海渔规〔2015〕2号

关于印发海州省休渔补贴暂行办法的通知

第一条 休渔补贴按每艘渔船每月1800元发放。
"""
TEA = """海州省农业农村厅文件

海农发〔2021〕15号

关于做好茶园补助工作的通知

一、茶园补助按每亩600元发放，由县级农业农村局审核。
"""


def line(name: str, text: str, document: str) -> str:
    return json.dumps({"id": name, "type": "fig", "q": text, "all": [], "ev": [], "doc": document})


def test_a_question_is_answered_with_its_document_and_refused_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "tea.txt").write_text(TEA, encoding="utf-8")
    asked = tmp_path / "asked.jsonl"
    rows = [
        line("a", "休渔补贴每艘渔船每月发放多少元？", "海渔规〔2015〕2号"),  # by its number
        line("b", "茶园补助每亩多少元？", "tea"),  # by the name of its file
        line("c", "高速公路限速多少？", "no such document"),
    ]
    asked.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["taken_away", str(asked), "--corpus", str(tmp_path), "--wrong"])
    main()
    assert capsys.readouterr().out.splitlines()[-1] == "| all | 2 | 0.000 | 1.000 |"
