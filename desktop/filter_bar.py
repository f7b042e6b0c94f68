"""The filter as the curator writes it, with completion and what it means; and facets that write it for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCompleter,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.errors import Problem
from desktop import icons, language, messages, theme, widgets
from desktop.messages import translate, word
from desktop.session import Session
from desktop.tag_book import TagBook
from desktop.tag_line import dot

if TYPE_CHECKING:
    from core.filters import Filter

FACETS = ("status", "category", "indicator", "recipient", "provider", "year", "document", "tag", "flag", "curator")
OPEN = ("status", "category", "year")  # facets that stand open at first
MOST = 40  # values shown of a facet
SAVED = "saved_filters"


class FilterBar(QWidget):
    """One line in the filter language; Enter shows what it describes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.edit = QLineEdit()
        widgets.fitted_name(self.edit, "filterBar", translate("filter_bar", "Filter"))
        self.edit.setPlaceholderText(translate("filter_bar", "status:pending recipient:内蒙古 year:2019 value>1e6 …"))
        self.edit.setClearButtonEnabled(True)
        self.edit.addAction(icons.icon("filter", theme.current().muted), QLineEdit.ActionPosition.LeadingPosition)
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self._entered)
        self.edit.textChanged.connect(lambda text: None if text else self.apply())
        self._words = QStringListModel(self)
        self._values: dict[str, tuple[str, ...]] = {}
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self.edit.setCompleter(completer)
        self.meaning = widgets.Elided("muted")
        self.saved = QToolButton()
        self.saved.setText(translate("filter_bar", "Saved"))
        self.saved.setIcon(icons.icon("star", theme.current().muted))
        self.saved.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.saved.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saved.setToolTip(translate("filter_bar", "Saved filters"))
        self.menu = QMenu(self.saved)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.saved.setMenu(self.menu)
        self.setLayout(widgets.column(widgets.row(self.edit, self.saved), self.meaning, gap=4))
        session.filter_changed.connect(self._shown)
        for signal in (session.store_changed, session.changed):
            signal.connect(self._forget_values)
        session.store_changed.connect(self._tell)
        session.requested.connect(self._asked)

    def apply(self) -> None:
        """Show the facts that the line describes."""
        read = self._read()
        if read is not None and read != self._session.filter:
            self._session.set_filter(self.edit.text())

    def _entered(self) -> None:
        """Apply and go to the facts, where Ctrl+Z takes back edits and no longer letters."""
        if self._understood(self.edit.text()):
            self.apply()
            self._session.requested.emit("focusTable")

    def _typed(self, text: str) -> None:
        self._understood(text)
        self._words.setStringList(list(self._completions(text)))

    def _understood(self, text: str) -> bool:
        from core import filters

        try:
            read = filters.parse(text)
        except Problem as failure:
            self._say(messages.problem(failure), "problem")
            return False
        self._say(filters.describe(read, language.current()))
        return True

    def _say(self, text: str, state: str = "") -> None:
        self.meaning.setText(text)
        self.meaning.setToolTip(widgets.verbatim(text))
        widgets.restyle(self.meaning, "role", state or "muted")
        widgets.restyle(self.edit, "state", state)

    def _completions(self, text: str) -> Iterator[str]:
        from core import filters

        before, _, last = text.rpartition(" ")
        start = f"{before} " if before else ""
        field, colon, _ = last.partition(":")
        if not colon:
            yield from (f"{start}{one.name}:" for one in filters.FIELDS)
            yield from (f"{start}{one.zh}:" for one in filters.FIELDS)
            return
        known = next((one.name for one in filters.FIELDS if field in (one.name, one.zh)), field)
        tongue = "en" if field.isascii() else "zh"
        values = self._values.get(known) or tuple(filters.CHOICES.get(known, ()))
        yield from (f"{start}{field}:{filters.value_word(known, value, tongue)}" for value in values if value)
        if known in FACETS and known not in self._values:
            self._session.questions.ask(
                self, f"values:{known}", lambda own: own.facets(filters.ALL, known, 200), partial(self._offer, known)
            )

    def _offer(self, field: str, counted: tuple[tuple[str, int], ...]) -> None:
        """Complete with the values that facts have, once they are counted."""
        self._values[field] = tuple(value for value, _ in counted)
        self._words.setStringList(list(self._completions(self.edit.text())))

    def _tell(self) -> None:
        self._understood(self.edit.text())

    def _forget_values(self, _: object = None) -> None:
        self._values.clear()

    def _shown(self, shown: Filter) -> None:
        """Write a filter that was set elsewhere; what the curator wrote for the same one stays as it is."""
        from core import filters

        if self._read() != shown:
            self.edit.setText(filters.worded(shown, language.current()))
        self._tell()

    def _read(self) -> Filter | None:
        """What the line means now, nothing where it cannot be read."""
        from core import filters

        try:
            return filters.parse(self.edit.text())
        except Problem:
            return None

    def _asked(self, what: str) -> None:
        if what == "find" and self.isVisible():
            self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.edit.selectAll()

    # --- saved filters -------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        self.menu.clear()
        saved = self._saved()
        for name, text in sorted(saved.items()):
            self.menu.addAction(name.replace("&", "&&"), partial(self._session.set_filter, text)).setToolTip(
                widgets.verbatim(text)
            )
        if saved:
            self.menu.addSeparator()
        self.menu.addAction(translate("filter_bar", "Save this filter…"), self._save).setEnabled(bool(self.edit.text()))
        forget = self.menu.addMenu(translate("filter_bar", "Forget"))
        forget.setEnabled(bool(saved))
        for name in sorted(saved):
            forget.addAction(name, partial(self._forget, name))

    def _saved(self) -> dict[str, str]:
        kept = self._session.store.setting(SAVED)
        return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, dict) else {}

    def _save(self) -> None:
        name, given = QInputDialog.getText(
            self, translate("filter_bar", "Save this filter…"), translate("filter_bar", "Name")
        )
        if given and name.strip():
            self._session.store.set_setting(SAVED, {**self._saved(), name.strip(): self.edit.text()})

    def _forget(self, name: str) -> None:
        self._session.store.set_setting(SAVED, {key: text for key, text in self._saved().items() if key != name})


class Facets(QTreeWidget):
    """Values of each field with how many facts have them, counted in the background.

    A click narrows the filter to one, another click lifts it.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        widgets.fitted_name(self, "facets", translate("filter_bar", "Facets"))
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.groups: dict[str, QTreeWidgetItem] = {}
        for field in FACETS:
            group = QTreeWidgetItem([word(messages.FIELD, field)])
            group.setFont(0, theme.font("small", bold=True))
            group.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self.addTopLevelItem(group)
            self.groups[field] = group
            group.setExpanded(field in OPEN)
        self.itemExpanded.connect(self._expanded)
        self.itemClicked.connect(self._clicked)
        self.itemActivated.connect(self._clicked)
        session.filter_changed.connect(self.read)
        self._book = TagBook.of(session)
        self._book.read_again.connect(self._recolour)

    def read(self, _: object = None) -> None:
        """Count again what stands open."""
        if self._session.ready and self.isVisible():
            for field, group in self.groups.items():
                if group.isExpanded():
                    self._fill(field, group)

    def _expanded(self, group: QTreeWidgetItem) -> None:
        field = next((name for name, one in self.groups.items() if one is group), "")
        if field and self._session.ready:
            self._fill(field, group)

    def _fill(self, field: str, group: QTreeWidgetItem) -> None:
        from core.filters import Filter

        others = Filter(tuple(one for one in self._session.filter.conditions if one.field != field))
        group.setText(1, "…")  # what stands there is of before
        self._session.questions.ask(
            self, f"facet:{field}", lambda own: own.facets(others, field, MOST), partial(self._counted, field, group)
        )

    def _counted(self, field: str, group: QTreeWidgetItem, counts: tuple[tuple[str, int], ...]) -> None:
        own = [one for one in self._session.filter.conditions if one.field == field]
        group.setText(1, "")
        group.takeChildren()
        for value, count in counts:
            item = QTreeWidgetItem([self._label(field, value), f"{count:,}"])
            item.setData(0, Qt.ItemDataRole.UserRole, (field, value))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, widgets.verbatim(item.text(0)))
            chosen = any(value in one.values or (not value and "none" in one.values) for one in own)
            item.setFont(0, theme.font(bold=chosen))
            item.setIcon(0, icons.icon("approve", theme.current().accent) if chosen else self._sign(field, value))
            group.addChild(item)

    def _sign(self, field: str, value: str) -> QIcon:
        """A tag's colour, a category's; nothing where the words are all there is."""
        if field == "tag" and value:
            return dot(self._book.colour(value))
        return dot(theme.ink(value).name()) if field == "category" else icons.icon("")

    def _recolour(self) -> None:
        """Show the colours that tags have now."""
        group = self.groups["tag"]
        if self._session.ready and self.isVisible() and group.isExpanded():
            self._fill("tag", group)

    def _label(self, field: str, value: str) -> str:
        if not value:
            return translate("filter_bar", "none")
        if field in ("provider", "recipient"):
            return messages.place(value)
        if field == "document":
            return self._session.documents.name(int(value))
        if field in ("status", "flag"):
            return word(messages.STATUS if field == "status" else messages.FLAG, value)
        return {"indicator": messages.indicator, "category": messages.category_name}.get(field, str)(value)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        kept = item.data(0, Qt.ItemDataRole.UserRole)
        if kept is None:
            return
        from core.filters import Filter, parse

        field, value = kept
        wanted = parse(f'{field}:"{value or "none"}"')
        own = [one for one in self._session.filter.conditions if one.field == field]
        others = tuple(one for one in self._session.filter.conditions if one.field != field)
        same = tuple(own) == wanted.conditions
        self._session.set_filter(Filter(others if same else (*others, *wanted.conditions)).text)
