"""The command line, as a person uses it: started as a program, read from its output and exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from settings import Settings
from vectorstore.lock import writer_lock

ROOT = Path(__file__).parents[2]
QUESTION = "2018年城镇新增就业的目标是多少？"


class CommandLine:
    """`policy-assistant` over one data folder."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data = data
        self.folder = folder

    def __call__(
        self, *arguments: str, text: str | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ui.cli", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "POLICY_DATA_DIR": str(self.data),
                "COLUMNS": "200",
                **variables,
            },
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=200,
        )

    def complaint(self, *arguments: str, **variables: str) -> str:
        """The one line of an error that the user can mend."""
        done = self(*arguments, **variables)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.stderr


@pytest.fixture
def notice(notice_settings: Settings, tmp_path: Path) -> CommandLine:
    return CommandLine(notice_settings.data_dir, tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "data", tmp_path)


# Asking


def test_ask_prints_the_answer_with_clause_and_quote(notice: CommandLine) -> None:
    done = notice("ask", QUESTION)
    assert done.returncode == 0 and not done.stderr
    assert (
        "110" in done.stdout
        and "粤财办〔2018〕6号 › " in done.stdout
        and "力争 2018 年全省城镇新增就业" in done.stdout
    )


def test_ask_prints_the_object_of_the_api(notice: CommandLine) -> None:
    answer = json.loads(notice("ask", "--json", QUESTION).stdout)
    assert answer["status"] == "answered" and answer["citations"][0]["quote"]


def test_a_refusal_is_an_answer_and_no_error(notice: CommandLine) -> None:
    done = notice("ask", "--json", "2035年城镇新增就业的目标是多少？")
    assert done.returncode == 0 and json.loads(done.stdout)["status"] == "not_found"


@pytest.mark.parametrize("question", ["", "   ", "\x01\x02", "长" * 40_000])
def test_a_question_that_cannot_be_asked_is_refused(notice: CommandLine, question: str) -> None:
    complaint = notice.complaint("ask", question)
    assert "问题" in complaint and len(complaint) < 300


def test_html_and_control_characters_are_printed_as_text(notice: CommandLine) -> None:
    done = notice("ask", "<script>\x1b[31m[bold]省残联[/bold]负责哪些任务？")
    assert done.returncode == 0 and "\x1b[31m" not in done.stdout


def test_before_an_ingest_the_user_is_told_what_to_do(empty: CommandLine) -> None:
    for arguments in (
        ["ask", "谁负责？"],
        ["documents"],
        ["show", "x"],
        ["check", "-"],
        ["export"],
        ["verify"],
    ):
        assert "policy-assistant ingest" in empty.complaint(*arguments), arguments


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["ask"], ["ask", "--jsn", "x"], ["serve", "--port", "99999999"]]
)
def test_bad_usage_is_one_line(empty: CommandLine, arguments: list[str]) -> None:
    assert empty.complaint(*arguments).startswith("用法不对")


def test_a_setting_that_is_wrong_is_named(empty: CommandLine) -> None:
    assert "POLICY_CHUNK_CHARS" in empty.complaint("documents", POLICY_CHUNK_CHARS="many")


# Looking


def test_documents_lists_what_is_there(notice: CommandLine) -> None:
    assert "粤财办〔2018〕6号" in notice("documents").stdout


def test_a_narrow_terminal_cuts_neither_number_nor_title(notice: CommandLine) -> None:
    called, facts = notice("documents", COLUMNS="80").stdout.splitlines()
    number, title = called.split("  ")
    assert number == "粤财办〔2018〕6号"
    assert title == "关于印发广东省基本公共服务均等化2017年工作总结及2018年重点工作任务的通知"
    assert "2018-03-26 · 现行 · " in facts


@pytest.mark.parametrize("name", ["粤财办〔2018〕6号", "粤财办[2018]6号", "粤财办〔2018〕6号.txt"])
def test_show_finds_a_document_however_it_is_called(notice: CommandLine, name: str) -> None:
    outline = notice("show", name).stdout
    assert "公开方式：" in outline and "二、2018年重点工作任务" in outline


@pytest.mark.parametrize("clause", ["17.", "17", "加强最低生活保障", "（六）17. 加强最低生活保障", "二、17."])
def test_show_finds_a_clause_however_it_is_called(notice: CommandLine, clause: str) -> None:
    done = notice("show", "粤财办〔2018〕6号", clause)
    assert "17. 加强最低生活保障" in done.stdout and "（负责部门：省民政厅" in done.stdout, done.stderr


def test_show_asks_for_more_when_several_clauses_fit(notice: CommandLine) -> None:
    assert "有多条" in notice.complaint("show", "粤财办〔2018〕6号", "就业")
    assert "没有“九十九、”" in notice.complaint("show", "粤财办〔2018〕6号", "九十九、")
    assert "没有“甲”" in notice.complaint("show", "甲")


def test_export_is_one_record_a_line(notice: CommandLine) -> None:
    lines = notice("export").stdout.splitlines()
    (record,) = map(json.loads, lines)
    assert record["document"]["number"] == "粤财办〔2018〕6号" and len(record["duties"]) >= 34


def test_the_three_stores_agree(notice: CommandLine) -> None:
    assert "一致" in notice("verify").stdout


# Checking

DRAFT = "2018年全省城镇新增就业110万人。2018年全省城镇新增就业120万人。"


def test_check_reads_the_input_and_prints_a_table(notice: CommandLine) -> None:
    done = notice("check", "-", text=DRAFT)
    assert "相符" in done.stdout and "不符" in done.stdout, done.stderr


def test_check_writes_json_and_a_word_document(notice: CommandLine, tmp_path: Path) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    claims = json.loads(notice("check", str(draft), "--format", "json").stdout)["claims"]
    assert {"supported", "contradicted"} <= {claim["verdict"] for claim in claims}
    notice("check", str(draft), "--format", "docx")
    sheet = Document(str(tmp_path / "草稿-核对单.docx"))
    assert any("不符" in cell.text for row in sheet.tables[0].rows for cell in row.cells)


def test_check_of_a_file_that_is_not_there_is_refused(notice: CommandLine) -> None:
    assert "没有文件" in notice.complaint("check", "nothing.txt")


# Ingesting what is bad


def test_files_that_cannot_be_read_are_named_and_stop_no_other(empty: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "空.txt").write_bytes(b"")
    (folder / "二进制.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "好.txt").write_text(
        "一、扶持渔业。安排补贴300元。（负责部门：省海洋与渔业厅）", encoding="gb18030"
    )
    done = empty("ingest", str(folder))
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "失败 空.txt" in done.stdout and "失败 二进制.txt" in done.stdout and "新增 好.txt" in done.stdout
    assert "海洋与渔业厅" in empty("export").stdout


def test_a_path_that_is_not_there_is_refused(empty: CommandLine) -> None:
    assert "找不到" in empty.complaint("ingest", "nowhere")
    assert not (empty.data / "catalogue.sqlite3").exists() or "[]" not in empty("export").stdout


def test_a_dry_run_writes_nothing(empty: CommandLine) -> None:
    done = empty("ingest", "--dry-run", str(ROOT / "corpus"))
    assert done.returncode == 0 and "试运行" in done.stdout and "新增 1" in done.stdout
    assert not (empty.data / "catalogue.sqlite3").exists()


def test_a_second_ingest_while_one_runs_is_refused(empty: CommandLine, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("一、扶持渔业。", encoding="utf-8")
    with writer_lock(empty.data):
        assert "正在写入" in empty.complaint("ingest", str(document))
        assert "正在写入" in empty.complaint("rebuild")


def test_a_document_is_removed_and_the_indexes_made_anew(empty: CommandLine, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.txt").write_text(
            f"关于{name}事的通知\n\n一、扶持{name}业。安排补贴300元。", encoding="utf-8"
        )
    assert empty("ingest", str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt")).returncode == 0
    assert empty("remove", "甲.txt").returncode == 0
    assert "已重建" in empty("rebuild").stdout
    assert "一致" in empty("verify", "--repair").stdout
    assert "甲.txt" not in empty("documents").stdout and "乙.txt" in empty("documents").stdout


# Evaluating


def test_eval_prints_the_table_and_what_was_refused(notice: CommandLine, tmp_path: Path) -> None:
    items = [
        {"id": "a", "type": "fig18", "q": QUESTION, "all": [["110万"]], "ev": ["110 万人"]},
        {"id": "b", "type": "none", "q": "2035年城镇新增就业的目标是多少？", "refuse": True},
        {"id": "c", "type": "fig18", "q": QUESTION, "all": [["999万"]], "ev": []},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(i, ensure_ascii=False) for i in items), encoding="utf-8")
    done = notice(
        "eval",
        str(file),
        "--corpus",
        str(ROOT / "corpus"),
        "--wrong",
        "--json",
        "rows.json",
        "--report",
        "lost.html",
    )
    assert done.returncode == 0, done.stderr
    assert "ALL" in done.stdout and "0.667" in done.stdout and "not in the documents" in done.stdout
    assert [row["right"] for row in json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))] == [
        1,
        1,
        0,
    ]
    assert "999万" in (tmp_path / "lost.html").read_text(encoding="utf-8")


def test_a_file_that_holds_no_questions_is_refused(notice: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{}", encoding="utf-8")
    assert "第 1 行" in notice.complaint("eval", "x.jsonl")
    assert "读不了" in notice.complaint("eval", "nothing.jsonl")


# Serving


def test_a_port_that_is_taken_is_told_before_anything_is_done(empty: CommandLine) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert "PORT=" in empty.complaint("serve", "--port", str(other.getsockname()[1]))
