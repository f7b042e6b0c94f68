"""The page that stands in the window where a store could not be opened: why, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from core.errors import Problem
from desktop import icons, messages, theme, widgets
from desktop.messages import translate
from desktop.session import Session

#: Problems after which something may still be read of the file.
RESCUABLE = ("damaged", "cut_short", "unreadable")
#: Problems after which an earlier copy may be wanted in the file's place.
REPLACEABLE = (*RESCUABLE, "missing", "foreign", "text_file")
WIDE = 560  # pixels of the sentence


class RefusedStore(QWidget):
    """One sentence and a button for each way on; `left` goes back to the store that is still open."""

    left = Signal()
    rescue_wanted = Signal(object)
    copies_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.path = Path()
        widgets.fitted_name(self, "refusedStore", translate("refused", "A store that cannot be opened"))
        picture = QLabel()
        picture.setPixmap(icons.pixmap("damaged", theme.current().rejected, 40))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.heading, self.sentence = widgets.label("", "heading"), widgets.label("", "", wrap=True)
        self.place = widgets.label("", "muted", wrap=True)
        for one in (self.heading, self.sentence, self.place):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for one in (self.sentence, self.place):
            one.setFixedWidth(WIDE)
        self.copies = widgets.button(
            translate("refused", "Put a copy back…"), lambda: self.copies_wanted.emit(self.path)
        )
        self.rescue = widgets.button(
            translate("refused", "Rescue what can be read…"), lambda: self.rescue_wanted.emit(self.path)
        )
        self.other = widgets.button(
            translate("refused", "Open another store…"), lambda: session.requested.emit("openStore")
        )
        self.again = widgets.button(translate("refused", "Try again"), lambda: session.open(self.path))
        self.back = widgets.button(translate("refused", "Back"), self.left.emit)
        ways = widgets.row(1, self.copies, self.rescue, self.other, self.again, self.back, 1)
        self.setLayout(
            widgets.column(
                1, picture, self.heading, widgets.row(1, self.sentence, 1), widgets.row(1, self.place, 1), ways, 1,
                margin=24, gap=14,
            )
        )  # fmt: skip

    def tell(self, path: Path, problem: Problem) -> None:
        """Say what is wrong with the store at `path`, and offer what helps against that."""
        from core.store import backups

        self.path = path
        heading = translate("refused", "“%1” cannot be opened")
        self.heading.setText(heading.replace("%1", path.stem))
        self.sentence.setText(messages.problem(problem))
        kept = backups(path) if problem.kind in REPLACEABLE else ()
        newest = translate("refused", "The newest copy was made on %1.")
        self.place.setText(newest.replace("%1", f"{kept[0].at:%Y-%m-%d %H:%M}") if kept else "")
        self.place.setVisible(bool(kept))
        self.copies.setVisible(bool(kept))
        self.rescue.setVisible(problem.kind in RESCUABLE)
        self.back.setVisible(self._session.ready)
        if self._session.ready:
            text = translate("refused", "Back to “%1”").replace("%1", self._session.store.path.stem)
            self.back.setText(text.replace("&", "&&"))
            self.back.setToolTip(widgets.verbatim(text))
        self._lead()

    def _lead(self) -> None:
        """The first way that is offered is the one to take, by key too."""
        offered = [one for one in self._ways() if not one.isHidden()]
        for one in self._ways():
            widgets.restyle(one, "kind", "primary" if one is offered[0] else "")
        offered[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways(self) -> tuple[QPushButton, ...]:
        return self.copies, self.rescue, self.other, self.again, self.back
