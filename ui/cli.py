"""The command `policy-assistant`. Each command reads its arguments, calls one function and prints what came
of it; what a command needs is imported when it runs, so that `ask` starts fast.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policytext.errors import PolicyError
from ui.environment import set_switches
from ui.user_commands import user

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.answer import Answer
    from settings import Settings

app = typer.Typer(
    name="policy-assistant",
    help="政策文件助手：每个答案都附原文条款。 Answers from policy documents, with the clause that says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
feedback = typer.Typer(help="读者的意见 · What readers say of answers.", no_args_is_help=True)
app.add_typer(feedback, name="feedback")
app.add_typer(user, name="user")

EXIT_BAD_INPUT = 2


class Format(StrEnum):
    table = "table"
    json = "json"
    docx = "docx"


class BadInput(PolicyError):
    """An argument is not usable."""


def main() -> None:
    """Run the command line; an error that the user can mend is one line and exit code 2."""
    set_switches()
    try:
        code = app(standalone_mode=False)
    except PolicyError as error:
        _complain(str(error))
    except typer.Exit as leaving:
        code = leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print("\n已中断 · interrupted", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; what is left in the buffer has nowhere to go.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        code = 0
    except Exception as error:
        if not _is_usage_error(error):
            raise
        _complain(f"用法不对：{error.format_message()} See: policy-assistant --help")  # type: ignore[attr-defined]
    sys.exit(code if isinstance(code, int) else 0)


def _is_usage_error(error: Exception) -> bool:
    """Typer carries its own click, whose classes have no public name."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def _complain(message: str) -> None:
    print(" ".join(message.split()), file=sys.stderr)
    sys.exit(EXIT_BAD_INPUT)


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹 · files or folders")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只说明会做什么 · only say what would be done")
    ] = False,
) -> None:
    """导入文件：新增、更新，并移除文件夹中已不存在的。 Add, replace, and remove by content."""
    report = _ingest(_settings(), paths, dry_run)
    if report.failed:
        raise typer.Exit(EXIT_BAD_INPUT)


@app.command()
def documents() -> None:
    """列出已导入的文件。 List the documents."""
    from ui.terminal import print_documents

    with _catalogue() as catalogue:
        print_documents(_console(), catalogue.records())


@app.command()
def show(
    document: Annotated[
        str, typer.Argument(help="文号、标题、文件名或编号 · number, title, file name or id")
    ],
    clause: Annotated[str | None, typer.Argument(help="条款，如 17. · a clause, e.g. 17.")] = None,
) -> None:
    """显示文件的提纲，或一条的原文。 Show a document's outline, or the words of a clause."""
    from ui import reading
    from ui.terminal import print_clause, print_document

    with _catalogue() as catalogue:
        record = catalogue.record(reading.document_id(catalogue, document))
    if clause is None:
        print_document(_console(), record)
    else:
        print_clause(_console(), record, reading.clause(record, clause))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="问题 · the question")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 API 的对象 · print the API's object")] = False,
    model: Annotated[str | None, typer.Option(help="语言模型，如 ollama:qwen3:8b · a chat model")] = None,
) -> None:
    """提问。 Ask a question."""
    answer = _ask(question, model)
    if as_json:
        from ui.schemas import AnswerOut

        print(AnswerOut.of(answer).model_dump_json(indent=2))
    else:
        from ui.terminal import print_answer

        print_answer(_console(), answer)


@app.command()
def check(
    file: Annotated[
        str, typer.Argument(help="txt、md、docx 等文件，- 为标准输入 · a file, or - for the input")
    ],
    form: Annotated[
        Format, typer.Option("--format", help="表格、JSON 或 Word 核对单 · form of the result")
    ] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这个文件 · write to this file")
    ] = None,
) -> None:
    """核对文稿中的每个数字、部门、日期和文号。 Check every figure and department of a draft."""
    from ui.checking import check_text, rendered
    from ui.reading import text_to_check

    text = text_to_check(file)
    checked = check_text(_settings(), text)
    if form is Format.table and output is None:
        from ui.terminal import claims_table

        _console().print(claims_table(checked.claims))
        return
    if form is Format.docx and output is None:
        output = Path("核对单.docx" if file == "-" else f"{Path(file).stem}-核对单.docx")
    _write(output, rendered(checked, form.value))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="地址 · address")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · port")] = 7860,
) -> None:
    """导入语料文件夹，然后提供页面和 API。 Ingest the corpus folder, then serve page and API."""
    from ui import serving
    from vectorstore.lock import StoreLocked

    console, settings = _console(stderr=True), _settings()
    if not serving.is_loopback(host):
        from ui.access import require_accounts

        require_accounts(settings.data_dir, host)
    with serving.listen(host, port) as listening:
        if settings.corpus_dir.is_dir():
            try:
                _ingest(settings, [settings.corpus_dir], dry_run=False, console=console)
            except StoreLocked as error:
                console.print(f"没有重新导入：{error}", style="yellow")
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        console.print(f"政策文件助手：http://{shown}:{port}  （Ctrl+C 停止 · to stop）", highlight=False)
        serving.serve(listening)


@app.command("eval")
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="题目文件 · files of questions")],
    corpus: Annotated[
        Path | None, typer.Option(help="原文文件夹，用来核对引文 · to check that quotes are verbatim")
    ] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="列出失分的题 · print what lost a mark")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="结果写成 JSON · write every row")] = None,
    report: Annotated[
        Path | None, typer.Option(help="失分题目的 HTML · an HTML page of what lost a mark")
    ] = None,
    model: Annotated[str | None, typer.Option(help="语言模型 · a chat model")] = None,
) -> None:
    """用题目给助手打分。 Score the assistant on questions with their right answers."""
    from evals.run import evaluate as run
    from evals.score import confusion, lost_marks, table
    from ui.build import open_assistant

    rows = run(files, open_assistant(_settings()), corpus, model)
    if wrong:
        print("\n".join(lost_marks(rows)))
    print(table(rows))
    print(confusion(rows))
    if json_file is not None:
        from evals.report import as_json

        _write(json_file, as_json(rows).encode())
    if report is not None:
        from evals.report import page

        _write(report, page(rows).encode())


@app.command()
def rebuild() -> None:
    """从目录重建两个索引。 Make both indexes anew from the catalogue."""
    from ingest.build import rebuild as make_anew
    from ui.terminal import counting

    with counting(_console(stderr=True), "向量") as count:
        passages = make_anew(_settings(), count)
    print(f"已重建：{passages} 个段落。Rebuilt: {passages} passages.")


@app.command()
def verify(
    repair: Annotated[bool, typer.Option("--repair", help="修复 · mend what can be mended")] = False,
) -> None:
    """检查目录、向量和文字索引是否一致。 Are catalogue, vectors and words of one mind?"""
    from ui import upkeep

    findings = upkeep.verify(_settings(), repair=repair)
    for finding in findings:
        print(f"{'已修复 ' if finding.mended else ''}{finding.message}")
    if not findings:
        print("一致。All agree.")
    if not all(finding.mended for finding in findings):
        raise typer.Exit(1)


@app.command()
def remove(
    names: Annotated[
        list[str], typer.Argument(help="文号、标题、文件名或编号 · number, title, file name or id")
    ],
) -> None:
    """移除文件。 Forget documents."""
    from ui.build import forget_with_files
    from ui.reading import document_id

    settings = _settings()
    with _catalogue() as catalogue:
        wanted = {document_id(catalogue, name): name for name in names}
    for known, name in wanted.items():
        forget_with_files(settings, known)
        print(f"已移除：{name}")


@app.command()
def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这个文件 · write to this file")
    ] = None,
) -> None:
    """整个目录，每行一个 JSON。 The whole catalogue as JSON lines."""
    import json

    from vectorstore.record_json import record_to_json

    with _catalogue() as catalogue:
        lines = [json.dumps(record_to_json(r), ensure_ascii=False) + "\n" for r in catalogue.records()]
    _write(output, "".join(lines).encode("utf-8", "replace"))


@feedback.command("export")
def feedback_export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这个文件 · write to this file")
    ] = None,
) -> None:
    """意见写成评测题的样子。 Feedback in the form of an evals file."""
    from vectorstore.feedback import FeedbackBook, evals_lines

    with _catalogue() as catalogue:
        lines = evals_lines(FeedbackBook(catalogue.connections).all())
    _write(output, "".join(line + "\n" for line in lines).encode("utf-8", "replace"))


# Parts of the commands


def _settings() -> Settings:
    from pydantic import ValidationError

    from settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        wrong = "；".join(
            f"POLICY_{'_'.join(map(str, e['loc']))}".upper() + f"：{e['msg']}" for e in error.errors()
        )
        raise BadInput(f"设置不对：{wrong}。A setting is not valid.") from error


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=not stderr)


def _catalogue() -> Any:
    from ui.build import open_catalogue

    return open_catalogue(_settings())


def _ask(question: str, model: str | None) -> Answer:
    from ui.build import open_assistant
    from ui.schemas import MAX_QUESTION_CHARS, cleaned

    wanted = cleaned(question)
    if not wanted:
        raise BadInput("问题是空的，请输入问题。The question is empty.")
    if len(wanted) > MAX_QUESTION_CHARS:
        raise BadInput(
            f"问题太长：最多 {MAX_QUESTION_CHARS} 字，现有 {len(wanted)} 字；核对长文请用 check。"
            "The question is too long."
        )
    return open_assistant(_settings()).ask(wanted, model=model)


def _ingest(settings: Settings, paths: list[Path], dry_run: bool, console: Console | None = None) -> Any:
    from ingest.build import build_pipeline
    from ui.terminal import IngestProgress, print_report

    console = console or _console()
    pipeline = build_pipeline(settings)
    with IngestProgress(console) as progress:
        report = pipeline.ingest(paths, progress, dry_run=dry_run)
    print_report(console, report)
    return report


def _write(output: Path | None, content: bytes) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    except OSError as error:
        raise BadInput(f"不能写入 {output}：{error.strerror}。Cannot write there.") from error
    print(f"已写入 {output}", file=sys.stderr)


if __name__ == "__main__":
    main()
