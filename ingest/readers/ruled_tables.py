"""Tables with printed lines: from the lines of a page to a grid of cells, and the text in each.

1. Upright and level lines that meet make one table.
2. Their places are the edges of its rows and columns; where a line is missing between two places, they are
one cell. 3. Each piece of text goes to the cell that its middle lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.readers.page_layout import Piece, order_lines, space_between
from ingest.readers.transcript import Cell

_NEAR = 3.0  # points within which two lines meet or are one
_SHORTEST = 8.0
_MOST_LINES = 4000


@dataclass(frozen=True)
class Rule:
    """A printed line: level ones have y0 == y1, upright ones x0 == x1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.y0 == self.y1


@dataclass(frozen=True)
class RuledTable:
    """A table with its box and its cells."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[Cell, ...], ...]

    def has_columns_of(self, other: RuledTable) -> bool:
        """Whether the other one has as many columns between the same edges."""
        same_edges = abs(self.x0 - other.x0) < 2 * _NEAR and abs(self.x1 - other.x1) < 2 * _NEAR
        return same_edges and self._columns == other._columns

    @property
    def _columns(self) -> int:
        return sum(cell.columns for cell in self.rows[0])


def rule(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    """The line that a thin box is, or None for a thick or short one."""
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if y1 - y0 <= _NEAR and x1 - x0 >= _SHORTEST:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if x1 - x0 <= _NEAR and y1 - y0 >= _SHORTEST:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None


def find_tables(rules: Sequence[Rule], pieces: Sequence[Piece]) -> tuple[list[RuledTable], list[Piece]]:
    """The tables of a page, and the pieces of text that stand in none of them."""
    tables: list[RuledTable] = []
    left = list(pieces)
    if len(rules) > _MOST_LINES:
        return tables, left
    for group in _groups(rules):
        xs = _places([r.x0 for r in group if not r.level])
        ys = _places([r.y0 for r in group if r.level])
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > 20_000:
            continue
        inside = [
            p for p in left if xs[0] <= _middle(p) <= xs[-1] and ys[0] <= p.base - 0.3 * p.size <= ys[-1]
        ]
        if inside:
            chosen = set(map(id, inside))
            left = [p for p in left if id(p) not in chosen]
            tables.append(RuledTable(xs[0], ys[0], xs[-1], ys[-1], _cells(group, xs, ys, inside)))
    return tables, left


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet, directly or over others."""
    groups: list[list[Rule]] = []
    for line in rules:
        meeting = [group for group in groups if any(_meet(line, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in meeting)]
        groups.append([line, *(other for group in meeting for other in group)])
    return groups


def _meet(a: Rule, b: Rule) -> bool:
    return a.x0 - _NEAR <= b.x1 and b.x0 - _NEAR <= a.x1 and a.y0 - _NEAR <= b.y1 and b.y0 - _NEAR <= a.y1


def _places(values: Sequence[float]) -> list[float]:
    """The distinct places, in order; those that nearly coincide are one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _cells(
    rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], pieces: Sequence[Piece]
) -> tuple[tuple[Cell, ...], ...]:
    upright = [r for r in rules if not r.level]
    level = [r for r in rules if r.level]

    def wall_right(row: int, column: int) -> bool:
        x, y = xs[column + 1], (ys[row] + ys[row + 1]) / 2
        return any(abs(r.x0 - x) <= _NEAR and r.y0 - _NEAR <= y <= r.y1 + _NEAR for r in upright)

    def wall_below(row: int, column: int) -> bool:
        x, y = (xs[column] + xs[column + 1]) / 2, ys[row + 1]
        return any(abs(r.y0 - y) <= _NEAR and r.x0 - _NEAR <= x <= r.x1 + _NEAR for r in level)

    return _merged(len(ys) - 1, len(xs) - 1, wall_right, wall_below, xs, ys, pieces)


def _merged(
    rows: int,
    columns: int,
    wall_right: Callable[[int, int], bool],
    wall_below: Callable[[int, int], bool],
    xs: Sequence[float],
    ys: Sequence[float],
    pieces: Sequence[Piece],
) -> tuple[tuple[Cell, ...], ...]:
    """The cells row by row, each from its upper left corner to where walls stop it."""
    taken: set[tuple[int, int]] = set()
    grid: list[tuple[Cell, ...]] = []
    for row in range(rows):
        cells: list[Cell] = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = 1
            while column + width < columns and not wall_right(row, column + width - 1):
                width += 1
            height = 1
            while row + height < rows and not wall_below(row + height - 1, column):
                height += 1
            taken |= {(row + i, column + j) for i in range(height) for j in range(width)}
            box = (xs[column], ys[row], xs[column + width], ys[row + height])
            cells.append(Cell(_text(pieces, box), height, width))
        grid.append(tuple(cells))
    return tuple(grid)


def _middle(piece: Piece) -> float:
    return (piece.x0 + piece.x1) / 2


def _text(pieces: Sequence[Piece], box: tuple[float, float, float, float]) -> str:
    """The text inside the box. A cell's lines are broken where it is narrow: they are joined as they are
    read."""
    x0, y0, x1, y1 = box
    inside = [p for p in pieces if x0 <= _middle(p) < x1 and y0 <= p.base - 0.3 * p.size < y1]
    text = ""
    for line in order_lines(inside):
        text += space_between(text, line.text) + line.text.replace("\t", " ")
    return text
