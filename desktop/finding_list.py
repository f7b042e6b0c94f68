"""Findings by kind, the heaviest first, with counts; settled ones and notes are folded until they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableView

from desktop import language, theme, widgets
from desktop.grid import Index, LazyGrid
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.checks import Finding

NOTE = 25  # findings up to this weight are notes
WEIGHTS = ((80, "●●●"), (50, "●●○"), (NOTE + 1, "●○○"), (0, "○○○"))
TITLES = (
    QT_TRANSLATE_NOOP("checks_view", "What does not fit"),
    QT_TRANSLATE_NOOP("checks_view", "Weight"),
    QT_TRANSLATE_NOOP("checks_view", "Document"),
)
SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Group:
    """The heading of the findings of one kind, or of the settled ones."""

    key: str
    title: str
    count: int
    folded: bool


class Grouped(LazyGrid):
    """Rows of groups and findings; headings are bold."""

    def data(self, index: Index, role: int = 0) -> Any:
        """Text of a cell; headings are set apart."""
        if role in (6, 8) and index.isValid() and isinstance(self.behind[index.row()], Group):
            return theme.font(bold=True) if role == 6 else QColor(theme.current().sunken)
        if role == 9 and index.isValid() and getattr(self.behind[index.row()], "settled", None):
            return QColor(theme.current().muted)
        return super().data(index, role)


class FindingList(QTableView):
    """One row a finding under the heading of its kind; keys that settle are handed on by `asked`."""

    moved = Signal()
    asked = Signal(str)

    def __init__(self, session: Session, keys: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self._keys = frozenset(keys)
        self._found: Sequence[Finding] = ()
        self._open: dict[str, bool] = {}
        widgets.fitted_name(self, "findingsTable", translate("checks_view", "Findings"))
        self.rows = Grouped()
        self.setModel(self.rows)
        widgets.dress(self)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self.doubleClicked.connect(lambda index: self._turn(index.row()))

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show findings; the current one stays current, and where it is gone the one that follows it."""
        before, row = self.current(), self.currentIndex().row()
        gone = before is not None and not any(one.key == before.key and not one.settled for one in found)
        came = _came_back(self._found, found)
        self._found = found
        first = not self.rows.titles
        self._fill()
        if first:
            widgets.set_widths(self, (0, 64, 160), stretched=0)
        if came is not None:
            self.go_to(came)
        elif before is not None and not gone:
            self.go_to(before.key)
        else:
            self._select_near(max(row, 0))

    def current(self) -> Finding | None:
        """The finding whose row is current."""
        row = self.currentIndex().row()
        one = self.rows.behind[row] if 0 <= row < len(self.rows.behind) else None
        return None if one is None or isinstance(one, Group) else one

    def go_to(self, key: str) -> bool:
        """Make the finding of a key current; whether it is there."""
        one = next((one for one in self._found if one.key == key), None)
        if one is None:
            return False
        group = SETTLED if one.settled else one.kind.value
        if not self._unfolded(group):
            self._open[group] = True
            self._fill()
        row = next(at for at, other in enumerate(self.rows.behind) if getattr(other, "key", "") == key)
        self.selectRow(row)
        self.scrollTo(self.rows.index(row, 0))
        return True

    # --- rows -----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        groups: dict[str, list[Finding]] = {}
        for one in self._found:  # open ones first, the heaviest first
            groups.setdefault(SETTLED if one.settled else one.kind.value, []).append(one)
        rows: list[Group | Finding] = []
        for key, members in groups.items():
            unfolded = self._unfolded(key, members[0].weight)
            title = translate("checks_view", "Settled") if key == SETTLED else members[0].title(language.current())
            rows.append(Group(key, title, len(members), not unfolded))
            rows += members if unfolded else []
        self.rows.fill(tuple(translate("checks_view", text) for text in TITLES), rows, self._texts)

    def _unfolded(self, key: str, weight: int | None = None) -> bool:
        if weight is None:
            weight = next((one.weight for one in self._found if one.kind.value == key and not one.settled), 0)
        return self._open.get(key, key != SETTLED and weight > NOTE)

    def _texts(self, some: Sequence[Group | Finding]) -> list[tuple[str, ...]]:
        return [self._group(one) if isinstance(one, Group) else self._finding(one) for one in some]

    def _group(self, one: Group) -> tuple[str, ...]:
        return f"{'▸' if one.folded else '▾'} {one.title} · {one.count:,}", "", ""

    def _finding(self, one: Finding) -> tuple[str, ...]:
        known = self._session.documents
        where = known.name(one.document) if one.document else translate("checks_view", "several")
        mark = next(mark for least, mark in WEIGHTS if one.weight >= least)
        return f"    {one.sentence(language.current())}", mark, where

    def _select_near(self, row: int) -> None:
        """Make the finding at or after a row current, or the last one before it."""
        rows = self.rows.behind
        after = (at for at in range(min(row, len(rows)), len(rows)) if not isinstance(rows[at], Group))
        before = (at for at in range(min(row, len(rows)) - 1, -1, -1) if not isinstance(rows[at], Group))
        place = next(after, next(before, -1))
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self.rows.index(place, 0))
        self.moved.emit()

    def _turn(self, row: int, *, to: bool | None = None) -> None:
        """Fold or unfold a group."""
        one = self.rows.behind[row] if 0 <= row < len(self.rows.behind) else None
        if isinstance(one, Group):
            self._open[one.key] = one.folded if to is None else to
            self._fill()
            self.selectRow(row)

    # --- keys -----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take the keys that settle before the window's own actions have them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ours(event):
            event.accept()
            return True
        return super().event(event)

    def _ours(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.text().upper() in self._keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right fold and unfold; keys that settle are handed on."""
        row = self.currentIndex().row()
        group = 0 <= row < len(self.rows.behind) and isinstance(self.rows.behind[row], Group)
        if self._ours(event):
            self.asked.emit(event.text().upper())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and group:
            self._turn(row, to=event.key() == Qt.Key.Key_Right)
        elif event.key() == Qt.Key.Key_Left:
            heads = (at for at in range(row, -1, -1) if isinstance(self.rows.behind[at], Group))
            self.selectRow(next(heads, row))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and group:
            self._turn(row)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit("G")
        else:
            super().keyPressEvent(event)


def _came_back(before: Sequence[Finding], now: Sequence[Finding]) -> str | None:
    """The one finding that was settled, or was not there, and is open now, as after an undo."""
    still = {one.key for one in before if not one.settled}
    came = [one.key for one in now if not one.settled and one.key not in still]
    return came[0] if before and len(came) == 1 else None
