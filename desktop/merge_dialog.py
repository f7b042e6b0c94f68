"""The dialog that merges another curator's copy: what would come, and each conflict with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QProgressBar, QWidget

from core.records import Change
from desktop import language, messages, widgets
from desktop.grid import GridModel
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session
from desktop.tasks import Task

if TYPE_CHECKING:
    from core.merge import Conflict, Plan, Progress, Side
    from core.store import Store

TITLES = (
    QT_TRANSLATE_NOOP("merge_dialog", "Holds"),
    QT_TRANSLATE_NOOP("merge_dialog", "Mine"),
    QT_TRANSLATE_NOOP("merge_dialog", "Theirs"),
    QT_TRANSLATE_NOOP("merge_dialog", "The machine's"),
    QT_TRANSLATE_NOOP("merge_dialog", "Sentence"),
)
RULES = {
    "newer": QT_TRANSLATE_NOOP("merge_dialog", "The newer decision"),
    "mine": QT_TRANSLATE_NOOP("merge_dialog", "Mine"),
    "theirs": QT_TRANSLATE_NOOP("merge_dialog", "Theirs"),
}
SIDES = {"mine": RULES["mine"], "theirs": RULES["theirs"], "": QT_TRANSLATE_NOOP("merge_dialog", "open")}


class MergeDialog(QDialog):
    """Plans a merge, shows it and makes it, both in the background; conflicts left open stay as they are."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._path = session, path
        self._task: Task | None = None
        self.plan: Plan | None = None
        self.choices: dict[int, Side] = {}
        widgets.fitted_name(self, "mergeDialog", translate("merge_dialog", "Merge"))
        self.setWindowTitle(translate("merge_dialog", "Merge"))
        self.resize(960, 560)
        self.summary = widgets.label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.sentence = widgets.label("", wrap=True)
        self.model = GridModel()
        self.view = widgets.table(self.model, "conflictsTable", translate("merge_dialog", "Conflicts"))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_sentence())
        self.problem = widgets.label("", "problem", wrap=True)
        self._lay_out()
        self.read()
        self.finished.connect(lambda _: self._stop())
        self._start()

    def _lay_out(self) -> None:
        self.rule = QComboBox()
        self.rule.setAccessibleName(translate("merge_dialog", "Rule for all conflicts"))
        for name, text in RULES.items():
            self.rule.addItem(translate("merge_dialog", text), name)
        self.by_rule = widgets.button(translate("merge_dialog", "Choose for all"), self._by_rule)
        self.mine = widgets.button(translate("merge_dialog", "Mine holds"), lambda: self._choose("mine"))
        self.theirs = widgets.button(translate("merge_dialog", "Theirs holds"), lambda: self._choose("theirs"))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.rejected.connect(self.reject)
        self.merge = widgets.button(translate("merge_dialog", "Merge"), self._apply, kind="primary")
        ruled = widgets.row(self.mine, self.theirs, 1, widgets.label(self.rule.accessibleName(), "label"))
        ruled.addWidget(self.rule)
        ruled.addWidget(self.by_rule)
        self.setLayout(
            widgets.column(
                widgets.label(self.windowTitle(), "head"), self.summary, self.bar, self.view, self.sentence, ruled,
                self.problem, widgets.row(1, box, self.merge), margin=24, gap=12,
            )
        )  # fmt: skip

    # --- work in the background ------------------------------------------------------------------------

    def _run(self, title: str, work: Callable[[Store], Iterator[Any]], *, alone: bool = False) -> Task:
        self.bar.setRange(0, 0)
        self.bar.show()
        self.merge.setEnabled(False)
        task = self._task = self._session.run(title, work, alone=alone)
        task.failed.connect(lambda failure: self.problem.setText(messages.problem(failure)))
        task.over.connect(self._over)
        return task

    def _over(self) -> None:
        self._task = None
        self.bar.hide()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()

    def _start(self) -> None:
        path, curator = self._path, self._session.store.curator
        text = translate("merge_dialog", "Comparing with %1").replace("%1", path.name)
        self.summary.setText(text)

        def work(store: Store) -> Iterator[Progress]:
            from core import exchange, merge

            with exchange.opened(path, curator) as other:
                yield from merge.planning(store, other)

        task = self._run(text, work)
        task.advanced.connect(self._advanced)
        task.ended.connect(self._planned)

    def _advanced(self, step: Progress) -> None:
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)

    def _planned(self, last: Progress | None) -> None:
        self.plan = last.plan if last else None
        if self.plan:
            self.summary.setText(self._told(self.plan))
            plan = self.plan
            self.merge.setEnabled(True)
            self.merge.setDefault(True)
            if not (plan.documents or plan.added or plan.joined or plan.taken or plan.conflicts):
                self.summary.setText(translate("merge_dialog", "There is nothing in it that this store does not know."))
                self.merge.setEnabled(False)
        self.read()

    @staticmethod
    def _told(plan: Plan) -> str:
        text = translate(
            "merge_dialog",
            "New documents: %1 · new facts: %2 · decided alike: %3 · taken over: %4 · conflicts: %5",
        )
        counts = (plan.documents, plan.added, plan.joined, plan.taken, plan.conflicts)
        for at, found in enumerate(counts, 1):
            text = text.replace(f"%{at}", f"{len(found):,}")
        return text

    @property
    def _conflicts(self) -> tuple[Conflict, ...]:
        return self.plan.conflicts if self.plan else ()

    # --- conflicts -------------------------------------------------------------------------------------

    def read(self) -> None:
        """List the conflicts with what is chosen for each."""
        at = max(0, self.view.currentIndex().row())
        first = not self.model.titles
        titles = tuple(translate("merge_dialog", text) for text in TITLES)
        self.model.fill(titles, [self._cells(one) for one in self._conflicts], list(self._conflicts))
        if first:
            for column, width in enumerate((90, 210, 210, 190)):
                self.view.setColumnWidth(column, width)
        for button in (self.mine, self.theirs, self.by_rule):
            button.setEnabled(bool(self._conflicts))
        self.view.selectRow(min(at, self.model.rowCount() - 1))

    def _cells(self, one: Conflict) -> tuple[str, ...]:
        held = translate("merge_dialog", SIDES[str(self.choices.get(one.fact, ""))])
        mine = f"{_values(one.mine)} · {one.mine_by.who}"
        theirs = f"{_values(one.theirs)} · {one.theirs_by.who}"
        return held, mine, theirs, _values(one.machine or {}), " ".join(one.sentence.split())

    def _show_sentence(self) -> None:
        at = self.view.currentIndex().row()
        self.sentence.setText(" ".join(self._conflicts[at].sentence.split()) if at >= 0 else "")

    def _choose(self, side: str) -> None:
        from core.merge import Side

        rows = {index.row() for index in self.view.selectionModel().selectedRows()}
        for row in rows:
            self.choices[self._conflicts[row].fact] = Side(side)
        self.read()

    def _by_rule(self) -> None:
        from core import merge

        if self.plan:
            self.choices.update(merge.choose(self.plan, merge.read_rule(str(self.rule.currentData()))))
        self.read()

    def _apply(self) -> None:
        plan, choices, path, curator = self.plan, dict(self.choices), self._path, self._session.store.curator
        if plan is None:
            return

        def work(store: Store) -> Iterator[Change]:
            from core import exchange, merge

            with exchange.opened(path, curator) as other:
                yield merge.apply(store, plan.between(store, other), choices)

        task = self._run(translate("merge_dialog", "Merging"), work, alone=True)
        task.ended.connect(self._merged)

    def _merged(self, change: Change | None) -> None:
        if change and change.edit:
            text = translate("merge_dialog", "Merged; undo takes all of it back")
        else:
            text = translate("merge_dialog", "Merged; no decision had to be taken over")
        self._session.notified.emit(text)
        self.accept()


def _values(values: Mapping[str, object]) -> str:
    """Fields with their values, in words where there are some."""
    says, then = ("：", "；") if language.current() == "zh" else (": ", "; ")
    return then.join(
        f"{messages.word(messages.FIELD, name)}{says}{_value(name, value)}" for name, value in values.items()
    )


def _value(name: str, value: object) -> str:
    if name == "status":
        return messages.word(messages.STATUS, str(value))
    if name == "indicator":
        return messages.indicator(str(value))
    if name in ("provider", "recipient") and isinstance(value, tuple):
        return messages.places(value) or "–"
    return "–" if value in (None, "", ()) else str(value)
