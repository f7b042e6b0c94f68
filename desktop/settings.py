"""The curator's settings: one table, kept by Qt where the system keeps settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from desktop.language import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `choices` are (value, text) for the settings dialog, empty where it is free text or not shown."""

    key: str
    default: Any
    text: str = ""
    choices: tuple[tuple[Any, str], ...] = ()


SETTINGS = (
    Setting("curator", "", QT_TRANSLATE_NOOP("settings", "Your name, as it stands in the history")),
    Setting(
        "language",
        "system",
        QT_TRANSLATE_NOOP("settings", "Language"),
        (("system", QT_TRANSLATE_NOOP("settings", "As the system")), ("zh", "中文"), ("en", "English")),
    ),
    Setting(
        "theme",
        "system",
        QT_TRANSLATE_NOOP("settings", "Appearance"),
        (
            ("system", QT_TRANSLATE_NOOP("settings", "As the system")),
            ("light", QT_TRANSLATE_NOOP("settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("settings", "Dark")),
            ("contrast", QT_TRANSLATE_NOOP("settings", "High contrast")),
        ),
    ),
    Setting(
        "scale",
        1.0,
        QT_TRANSLATE_NOOP("settings", "Text size"),
        tuple((size / 100, f"{size} %") for size in (80, 90, 100, 110, 125, 150, 175)),
    ),
    Setting(
        "queue",
        "document",
        QT_TRANSLATE_NOOP("settings", "Order of review"),
        (
            ("document", QT_TRANSLATE_NOOP("settings", "As in the document")),
            ("confidence", QT_TRANSLATE_NOOP("settings", "Least certain first")),
            ("findings", QT_TRANSLATE_NOOP("settings", "Findings first")),
        ),
    ),
    Setting(
        "group",
        "indicator",
    ),
    Setting("layout_repairs", False),
    Setting("store", ""),
    Setting("recent", ()),
    Setting("document", 0),
    Setting("keys", {}),
    Setting("columns", {}),
    Setting("geometry", QByteArray()),
    Setting("state", QByteArray()),
    Setting("review", QByteArray()),
    Setting("panes", QByteArray()),
    Setting("asked", False),
    Setting("warned", ()),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
SCALES = tuple(value for value, _ in BY_KEY["scale"].choices)


class Settings:
    """Read and write the settings of the table, each in the type of its default."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("Hedui", "Hedui")

    def get(self, key: str) -> Any:
        """The value kept for `key`, or its default."""
        default = BY_KEY[key].default
        value: Any = self._store.value(key, default)
        if isinstance(default, tuple):
            return tuple([value] if isinstance(value, str) else value or ())
        if isinstance(default, bool):
            return value in (True, "true")
        return value if value is None or isinstance(default, (dict, QByteArray)) else type(default)(value)

    def set(self, key: str, value: object) -> None:
        """Keep `value` for `key`."""
        if key not in BY_KEY:
            raise KeyError(key)
        self._store.setValue(key, list(value) if isinstance(value, tuple) else value)

    def sync(self) -> None:
        """Write what was set to where the system keeps it."""
        self._store.sync()

    def opened(self, path: str) -> None:
        """Remember a store as the last one opened, before the nine earlier ones."""
        recent = [path, *(one for one in self.get("recent") if one != path)]
        self.set("store", path)
        self.set("recent", tuple(recent[:10]))
