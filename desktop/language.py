"""The language of the window: 中文 or English, as the system has it or as the curator chose."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.theme import RESOURCES

FOLDER = RESOURCES / "translations"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark a text of a table for translation, where Qt's own function says `object`."""
    return text


def resolve(choice: str) -> str:
    """`zh` or `en` for a setting that may be `system`."""
    if choice in ("zh", "en"):
        return choice
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def speak(application: QApplication, choice: str) -> str:
    """Load the translations of a language into the application and give its code."""
    language = resolve(choice)
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en"))
    if language == "zh":
        for name, folder in (
            ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            ("hedui_zh", str(FOLDER)),
        ):
            translator = QTranslator(application)
            if translator.load(name, folder):
                application.installTranslator(translator)
    application.setProperty("language", language)
    return language


def current() -> str:
    """The language that the window speaks: `zh` or `en`."""
    application = QCoreApplication.instance()
    return str((application.property("language") if application else None) or "en")
