"""The tables of responsibilities and figures as HTML, with the pictures beside them. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ui.page.address import span_link
from ui.page.markup import Markup, join, tag
from ui.tables import DutyRow, FigureRow, Load, Origin, points, series
from ui.texts import Texts
from vectorstore.records import DutyDepartment

MOST_ROWS = 400  # more than this nobody reads; the workbook has them all


def duty_table(rows: Sequence[DutyRow], total: int, export: str, texts: Texts) -> Markup:
    """Task × departments × area × document; every cell that says something leads to its clause."""
    supported = any(row.supporting for row in rows)
    heads = ("task", "leading", *(["supporting"] if supported else []), "area", "from_document")
    return _table(
        heads, [_duty(row, supported, texts) for row in rows[:MOST_ROWS]], len(rows), total, export, texts
    )


def _duty(row: DutyRow, supported: bool, texts: Texts) -> Markup:
    scope = tag("span", row.scope, class_="scope") if row.scope else None
    return tag(
        "tr",
        tag("th", _open(row.origin, row.task), scope, scope="row"),
        _departments(row.leading, row, "lead", texts),
        _departments(row.supporting, row, "support", texts) if supported else None,
        tag("td", row.origin.area, data_label=texts("area")),
        tag("td", row.origin.document, class_="document", data_label=texts("from_document")),
    )


def _departments(departments: Sequence[DutyDepartment], row: DutyRow, kind: str, texts: Texts) -> Markup:
    origin = row.origin
    links = [
        tag(
            "a",
            d.name,
            href=span_link(origin.document_id, d.start, d.end),
            class_=f"department {kind}",
            data_open=True,
            title=texts(f"role_{d.role}"),
        )
        for d in departments
    ]
    return tag("td", join(links, " "), data_label=texts("leading" if kind == "lead" else "supporting"))


def load_picture(values: Sequence[Load], texts: Texts) -> Markup | None:
    """Bars of tasks a department: led in full colour, supported in pale. A bar filters the table."""
    if not values:
        return None
    most = max(v.leads + v.supports for v in values)
    supported = any(v.supports for v in values)
    count = "load" if supported else "load_tasks"
    bars = [
        tag(
            "li",
            tag(
                "button",
                tag("span", v.department, class_="name"),
                tag(
                    "span",
                    tag("span", class_="bar lead", style=f"width:{100 * v.leads / most:.1f}%"),
                    tag("span", class_="bar support", style=f"width:{100 * v.supports / most:.1f}%"),
                    class_="bars",
                ),
                tag("span", texts(count, leads=v.leads, supports=v.supports), class_="count"),
                type="button",
                data_department=v.department,
            ),
        )
        for v in values
    ]
    return tag("section", tag("h2", texts("loads")), tag("ol", *bars), class_="loads")


def figure_table(rows: Sequence[FigureRow], total: int, export: str, texts: Texts) -> Markup:
    """Indicator × year × value × kind × clause; what measures the same stands together, with its course."""
    heads = ("measure", "year", "value", "kind", "clause", "from_document")
    body: list[Markup] = []
    for group in series(rows):
        if len(body) >= MOST_ROWS:
            break
        body += [_figure(row, group, at, texts) for at, row in enumerate(group)]
    return _table(heads, body, len(rows), total, export, texts)


def _figure(row: FigureRow, group: Sequence[FigureRow], at: int, texts: Texts) -> Markup:
    figure = row.figure
    return tag(
        "tr",
        tag("th", row.measure, course(group, texts) if at == 0 else None, scope="row"),
        tag("td", str(figure.year or ""), class_="number", data_label=texts("year")),
        tag("td", _open(row.origin, row.printed, (figure.start, figure.end)), data_label=texts("value")),
        tag(
            "td",
            tag("span", texts(f"kind_{figure.kind}"), class_=f"kind-{figure.kind}"),
            data_label=texts("kind"),
        ),
        tag("td", row.origin.clause, data_label=texts("clause")),
        tag("td", row.origin.document, class_="document", data_label=texts("from_document")),
        class_="continues" if at + 1 < len(group) else None,
    )


def course(group: Sequence[FigureRow], texts: Texts) -> Markup | None:
    """A small plot of a series of two years and more; the values stand in the table beside it."""
    values = points(group)
    if not values:
        return None
    width, height, edge = 120, 34, 5
    years, numbers = [y for y, _ in values], [v for _, v in values]
    low, high = min(numbers), max(numbers)
    spread, span = (high - low) or Decimal(1), (years[-1] - years[0]) or 1

    def place(year: int, value: Decimal) -> tuple[float, float]:
        across = edge + (width - 2 * edge) * (year - years[0]) / span
        up = float((value - low) / spread) if high > low else 0.5
        return across, height - edge - (height - 2 * edge) * up

    spots = [place(*point) for point in values]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    label = texts("course", years="、".join(str(y) for y in years))
    return tag(
        "svg",
        tag("polyline", points=line),
        *(tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3") for x, y in spots),
        class_="course",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=label,
    )


def _table(
    heads: Sequence[str], body: Sequence[Markup], found: int, total: int, export: str, texts: Texts
) -> Markup:
    count = texts("rows_found", found=found, total=total) if found != total else texts("rows", total=total)
    cut = tag("span", texts("rows_cut", most=MOST_ROWS), class_="note") if found > MOST_ROWS else None
    bar = tag(
        "div",
        tag("span", count, role="status"),
        cut,
        tag("a", texts("export_xlsx"), href=export, download=True, class_="quiet export"),
        class_="table-bar",
    )
    if not body:
        return join([bar, tag("p", texts("nothing_fits" if total else "nothing_yet"), class_="nothing")])
    row = tag("tr", *(tag("th", texts(head), scope="col") for head in heads))
    return join([bar, tag("table", tag("thead", row), tag("tbody", *body), class_="table")])


def _open(origin: Origin, words: str, span: tuple[int, int] | None = None) -> Markup:
    start, end = span or (origin.start, origin.end)
    return tag("a", words, href=span_link(origin.document_id, start, end), class_="to-clause", data_open=True)
