"""Everything the page says, Chinese beside English. What documents say is never translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("zh", "en")
LANGUAGE_TAGS: Final = {"zh": "zh-CN", "en": "en"}
COLONS: Final = {"zh": "：", "en": ": "}

PHRASES: Final[dict[str, tuple[str, str]]] = {
    # The shell
    "app": ("政策文件助手", "Policy Assistant"),
    "tagline": (
        "向政策文件提问：每个答案都附原文条款，文件没有写的不回答。",
        "Ask the policy documents: every answer shows its clause, and what they do not say is not said.",
    ),
    "other_language": ("English", "中文"),
    "theme": ("切换深色与浅色", "Switch dark and light"),
    "skip": ("跳到提问框", "Skip to the question"),
    "ask": ("问答", "Ask"),
    "duties": ("职责", "Responsibilities"),
    "figures": ("指标", "Figures"),
    "check": ("核对", "Check"),
    "documents": ("文件", "Documents"),
    "history": ("历史", "History"),
    "more_views": ("更多页", "More views"),
    "close": ("关闭", "Close"),
    "hint": ("提示", "Note"),
    "copied": ("已复制", "Copied"),
    "see_log": ("程序出错，详情见服务器日志", "an error in the program; the server log has the details"),
    "failed": ("操作没有成功：{reason}", "That did not work: {reason}"),
    # Ask
    "welcome": ("想查什么？", "What would you like to know?"),
    "welcome_documents": ("已载入 {count} 份文件", "{count} documents are loaded"),
    "welcome_document": ("已载入 1 份文件", "1 document is loaded"),
    "welcome_empty": (
        "还没有文件。请到“文件”页上传，或运行 policy-assistant ingest 文件夹。",
        "There are no documents yet. Upload one under “Documents”, or run: policy-assistant ingest FOLDER",
    ),
    "examples": ("可以这样问", "For example"),
    "question": ("问题", "Question"),
    "question_hint": (
        "输入问题，回车发送（按 / 回到这里）",
        "Type a question and press Enter",
    ),
    "send": ("提问", "Ask"),
    "stop": ("停止", "Stop"),
    "stopped": ("已停止", "Stopped"),
    "stopped_note": (
        "回答没有写完：这里只有停止前核对过的句子，可能不全。",
        "The answer was not finished: these are the sentences that were checked before the stop.",
    ),
    "stopped_nothing": (
        "停止时还没有核对过的句子。",
        "No sentence had been checked before the stop.",
    ),
    "within": ("只在这些文件里找", "Only in these documents"),
    "within_hint": ("不选则查全部文件", "All documents are searched when none is chosen"),
    "within_several": ("{name} 等 {count} 份", "{name} and others, {count} in all"),
    "within_note": ("只在所选文件里找过：{names}", "Only the chosen documents were searched: {names}"),
    "model": ("语言模型", "Language model"),
    "no_model": ("不用模型", "No model"),
    "new_conversation": ("新对话", "New conversation"),
    "question_empty": ("请先输入问题。", "Please type a question first."),
    "question_long": (
        "问题太长：最多 {limit} 个字，现有 {count} 个。整段文字请到“核对”页核对。",
        "The question is too long: {limit} characters at most, not {count}. Use “Check” for paragraphs.",
    ),
    "thinking": ("正在查找原文…", "Looking in the documents…"),
    "you": ("提问", "You asked"),
    "assistant": ("回答", "Answer"),
    "sources": ("依据", "Sources"),
    "source_count": ("依据 · {count} 处原文", "Sources · {count}"),
    "further": ("另见（答案不以此为据）", "See also (the answer does not rest on these)"),
    "page_number": ("第 {page} 页", "page {page}"),
    "not_found": ("文件没有写明", "The documents do not say"),
    "nearest": ("相近的条款（不是答案）", "Nearest clauses (these are not the answer)"),
    "checks_ok": (
        "已核对 {count} 处数字、部门和日期，均与原文相符",
        "Figures, departments and dates checked: {count}. All agree with the source",
    ),
    "checks_bad": (
        "{bad} 处与原文不符或未找到（共核对 {count} 处），请勿直接引用",
        "{bad} of {count} checks disagree or were not found: do not quote this as it is",
    ),
    "suggestions": ("接着问", "Ask next"),
    "copy": ("复制答案和出处", "Copy with sources"),
    "generated_by": (
        "由语言模型 {model} 撰写，已逐句核对",
        "Written by the language model {model}, each sentence checked",
    ),
    "milliseconds": ("{count} 毫秒", "{count} ms"),
    "error_title": ("没有得到回答", "No answer"),
    "feedback": ("这个回答", "This answer is"),
    "feedback_right": ("正确", "Right"),
    "feedback_wrong": ("有误", "Wrong"),
    "feedback_because": ("哪里不对？正确的是什么？", "What is wrong, and what would be right?"),
    "feedback_send": ("提交", "Send"),
    "feedback_thanks": ("已记录，谢谢。", "Noted, thank you."),
    # Example questions, made from what is loaded
    "example_responsible": ("{task}由哪些部门负责？", "Which departments are responsible for “{task}”?"),
    "example_tasks": ("{department}有哪些任务？", "What tasks does {department} have?"),
    "example_figure": ("{year}年{measure}是多少？", "What was “{measure}” in {year}?"),
    "example_target": ("{year}年{measure}的目标是多少？", "What is the {year} target for “{measure}”?"),
    "example_list": ("“{heading}”有哪些内容？", "What does “{heading}” contain?"),
    # Verdicts and kinds
    "supported": ("相符", "agrees"),
    "contradicted": ("不符", "disagrees"),
    "different": ("不同", "differs"),
    "computed": ("推算相符", "agrees by computation"),
    "not_found_verdict": ("未找到", "not found"),
    "figure": ("数字", "figure"),
    "department": ("部门", "department"),
    "of_department": ("部门", "Department"),
    "date": ("日期", "date"),
    "document": ("文号", "document"),
    "expected": ("原文为 {expected}", "the source says {expected}"),
    # Source panel and document page
    "source": ("原文", "Source"),
    "source_empty": (
        "点击答案中的标记 [1]，原文条款会在这里打开，引用的文字以底色标出。",
        "Click a mark such as [1] in an answer: its clause opens here, with the quoted words highlighted.",
    ),
    "outline": ("目录", "Outline"),
    "open_document": ("打开全文", "Open document"),
    "copy_link": ("复制链接", "Copy link"),
    "page_picture": ("第 {page} 页的图像", "Picture of page {page}"),
    "clause_link": ("本条款的链接", "Link to this clause"),
    "window": (
        "文件较长，这里只显示引文前后的条款。",
        "This is a long document: only the clauses around the quote are shown.",
    ),
    "number": ("文号", "Number"),
    "title": ("标题", "Title"),
    "issuer": ("发文机关", "Issuer"),
    "issued": ("日期", "Date"),
    "validity": ("效力", "Validity"),
    "pages": ("页数", "Pages"),
    "in_force": ("现行", "in force"),
    "amended": ("已修订", "amended"),
    "repealed": ("已废止", "repealed"),
    "expired": ("已失效", "expired"),
    "back_to_page": ("返回政策文件助手", "Back to the assistant"),
    "document_unknown": ("没有这份文件，或你无权查看。", "There is no such document, or you may not see it."),
    # Tables
    "duties_lead": (
        "每项任务由谁牵头、谁配合。输入任务、部门或领域即可筛选，点击任一格查看原文条款。",
        "Who leads each task and who supports. Type to filter; every cell opens the clause that says so.",
    ),
    "figures_lead": (
        "文件里的每个数字：完成情况与目标并列，点击数值查看原文。",
        "Every figure in the documents, results beside targets. Click a value to see it in the source.",
    ),
    "filter": ("筛选", "Filter"),
    "filter_duties_hint": ("任务、部门、领域…", "Task, department, area…"),
    "filter_figures_hint": ("指标、年份、条款…", "Indicator, year, clause…"),
    "all_departments": ("全部部门", "All departments"),
    "all_documents": ("全部文件", "All documents"),
    "all_years": ("全部年份", "All years"),
    "several_years": ("只看可跨年对比的", "Comparable over years"),
    "all_kinds": ("全部性质", "All kinds"),
    "task": ("任务", "Task"),
    "leading": ("牵头 / 负责", "Leads"),
    "supporting": ("配合 / 参与", "Supports"),
    "role_lead": ("牵头", "leads"),
    "role_support": ("配合", "supports"),
    "role_responsible": ("负责", "responsible"),
    "role_guide": ("指导", "guides"),
    "role_participate": ("参与", "takes part"),
    "scope_of_duty": ("适用范围", "Limited to"),
    "area": ("领域", "Area"),
    "from_document": ("文件", "Document"),
    "clause": ("条款", "Clause"),
    "link": ("原文链接", "Link to the source"),
    "loads": ("各部门承担的任务", "Tasks by department"),
    "load_tasks": ("{leads} 项", "{leads}"),
    "load": ("牵头 {leads} · 配合 {supports}", "leads {leads} · supports {supports}"),
    "measure": ("指标", "Indicator"),
    "year": ("年份", "Year"),
    "value": ("数值（原文）", "Value as printed"),
    "number_value": ("数值", "Value"),
    "high_value": ("上限", "Upper end"),
    "unit": ("单位", "Unit"),
    "qualifier": ("限定", "Qualifier"),
    "kind": ("性质", "Kind"),
    "kind_achieved": ("完成", "result"),
    "kind_target": ("目标", "target"),
    "kind_standard": ("标准", "standard"),
    "qualifier_about": ("约", "about"),
    "qualifier_nearly": ("近", "nearly"),
    "qualifier_over": ("超过", "over"),
    "qualifier_at_least": ("不少于", "at least"),
    "qualifier_at_most": ("不超过", "at most"),
    "qualifier_under": ("低于", "under"),
    "course": ("{years}年的变化", "Course over {years}"),
    "rows": ("共 {total} 条", "{total} rows"),
    "rows_found": ("{found} 条符合（共 {total} 条）", "{found} of {total} rows"),
    "rows_cut": (
        "只显示前 {most} 条，导出的表格是完整的。",
        "The first {most} are shown; the export has all.",
    ),
    "nothing_fits": ("没有符合的条目，请换个说法或清空筛选。", "Nothing fits: clear the filter."),
    "nothing_yet": ("已载入的文件中没有这类条目。", "The loaded documents hold nothing of this kind."),
    "export_xlsx": ("导出 Excel", "Export to Excel"),
    # People
    "login": ("登录", "Log in"),
    "login_name": ("用户名", "Name"),
    "login_password": ("密码", "Password"),
    "logout": ("退出（{name}）", "Log out ({name})"),
    # Check
    "check_lead": (
        "粘贴一段文字或上传 Word 文档：其中的数字、部门、日期和文号逐处与原文核对。",
        "Paste a text or upload a Word document: its figures, departments, dates and numbers are checked.",
    ),
    "check_text": ("要核对的文字", "Text to check"),
    "check_hint": ("把报告、讲话稿或新闻稿粘贴到这里…", "Paste a report, a speech, a news item…"),
    "check_go": ("核对", "Check"),
    "check_word": ("上传 .docx", "Upload .docx"),
    "evidence_name": ("核对单", "evidence-sheet"),
    "evidence_title": ("核对单", "Evidence sheet"),
    "evidence_against": (
        "核对所据文件：{documents}。日期：{date}",
        "Checked against: {documents}. Date: {date}",
    ),
    "evidence_number": ("序号", "No."),
    "evidence_claim": ("文稿中的说法", "As written"),
    "evidence_verdict": ("结论", "Verdict"),
    "evidence_expected": ("原文的值", "As in the source"),
    "evidence_where": ("出处", "Clause"),
    "evidence_quote": ("原文", "Words of the source"),
    "evidence_documents": ("核对所依据的文件", "Documents checked against"),
    "evidence_text": ("送核文稿", "The text"),
    "evidence_signature": (
        "核对人：＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "Checked by: ____________    Reviewed by: ____________    Date: ____________",
    ),
    "check_sheet": ("导出核对单", "Export evidence sheet"),
    "check_empty": ("请先粘贴要核对的文字。", "Please paste the text to check first."),
    "check_long": (
        "文字太长：最多 {limit} 个字，请分段核对。",
        "At most {limit} characters: check it in parts.",
    ),
    "check_nothing": (
        "这段文字里没有可以核对的数字、部门、日期或文号。",
        "This text holds no figure, department, date or document number to check.",
    ),
    # History
    "history_lead": (
        "对话只保存在这台电脑的浏览器里，刷新或重启后仍在。",
        "Conversations are kept in this browser only; they stay over a reload.",
    ),
    "history_empty": ("还没有对话。", "There are no conversations yet."),
    "history_count": ("{count} 个问题", "{count} questions"),
    "rename": ("改名", "Rename"),
    "rename_prompt": ("新的名称", "New name"),
    "delete": ("删除", "Delete"),
    "delete_confirm": ("删除对话“{name}”？删除后不能恢复。", "Delete “{name}”? This cannot be undone."),
    "export_docx": ("导出 Word", "Export to Word"),
    "export_md": ("导出 Markdown", "Export to Markdown"),
    # Documents
    "documents_lead": (
        "助手只根据这里的文件回答。点击标题阅读全文。",
        "The assistant answers from these documents only. Click a title to read it.",
    ),
    "upload": ("上传文件", "Upload documents"),
    "upload_hint": (
        "每个文件不超过 {megabytes} MB、{pages} 页、{characters} 字。支持 {kinds}",
        "At most {megabytes} MB, {pages} pages and {characters} characters each. Kinds: {kinds}",
    ),
    "uploading": ("正在读取 {name}…", "Reading {name}…"),
    "stage_queued": ("排队等候", "waiting its turn"),
    "stage_waiting": ("等候其他程序写完", "waiting for another program to finish writing"),
    "stage_reading": ("读取文字", "reading the text"),
    "stage_embedding": ("计算向量 {percent}%", "making vectors, {percent}%"),
    "stage_writing": ("写入目录", "writing"),
    "upload_done": ("已载入 {name}", "{name} was loaded"),
    "upload_failed": ("{name} 没有载入：{reason}", "{name} was not loaded: {reason}"),
    "state": ("状态", "State"),
    "state_ready": ("可以提问", "ready"),
    "remove": ("移除", "Remove"),
    "remove_confirm": (
        "移除“{title}”？之后不能再用它回答问题。",
        "Remove “{title}”? It will not be used for answers any more.",
    ),
    "removed": ("已移除", "Removed"),
    "compare": ("比较两份文件", "Compare two documents"),
    "compare_old": ("旧版本", "Older version"),
    "compare_new": ("新版本", "Newer version"),
    "compare_go": ("比较", "Compare"),
    "compare_choose": ("请选择两份不同的文件。", "Please choose two different documents."),
    "compare_same": ("两份文件的文字相同。", "The words of both documents are the same."),
    "compare_count": ("{added} 处新增，{removed} 处删除", "{added} added, {removed} removed"),
}


@dataclass(frozen=True)
class Texts:
    """The phrases of one language: `texts("send")`; names in braces are filled: `texts(key, count=3)`."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        phrase = PHRASES[key][LANGUAGES.index(self.language)]
        return phrase.format(**values) if values else phrase

    def labelled(self, key: str, words: str) -> str:
        """A phrase with what it speaks of, with the colon of the language."""
        return f"{self(key)}{COLONS[self.language]}{words}"

    @property
    def tag(self) -> str:
        """The language as HTML writes it."""
        return LANGUAGE_TAGS[self.language]

    @property
    def other(self) -> Texts:
        """The other language."""
        return Texts(LANGUAGES[1 - LANGUAGES.index(self.language)])
