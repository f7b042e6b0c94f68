"""Colours, type scale and style sheet of the window: light, dark, high contrast, or as the system has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette, QStaticText, QTransform
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for; every text colour reads at 4.5:1 or better on the surfaces it stands on."""

    name: str
    window: str
    surface: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    selection: str
    approved: str
    approved_soft: str
    rejected: str
    rejected_soft: str
    pending: str
    pending_soft: str
    mark_light: int  # HSL lightness of category tints, 0 to 255
    ink_light: int  # HSL lightness of category inks

    @property
    def dark(self) -> bool:
        """Whether the surfaces are darker than the text."""
        return luminance(self.surface) < luminance(self.text)


THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            "light", "#F3F4F7", "#FFFFFF", "#F8F9FB", "#EDF0F5", "#E1E5EB", "#B9C1CD", "#1A1F29", "#566070",
            "#2A5BD0", "#FFFFFF", "#E8EFFD", "#DBE7FD", "#17703D", "#E2F4E9", "#AB2E24", "#FCE8E6", "#7D5200",
            "#FDF1D3", 232, 84,
        ),
        Theme(
            "dark", "#14171C", "#1B1F26", "#181B21", "#262C36", "#2E3540", "#4C5666", "#E7EAEF", "#A3ADBB",
            "#86ABFF", "#0F1626", "#223050", "#2A3C63", "#74D19B", "#173428", "#FF9E94", "#432422", "#EBC06A",
            "#3B3018", 54, 176,
        ),
        Theme(
            "contrast", "#000000", "#000000", "#000000", "#1F1F1F", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#F0F0F0",
            "#FFE94D", "#000000", "#333000", "#003F8A", "#7CFFA8", "#002B12", "#FFB3AB", "#3D0500", "#FFE08A",
            "#332600", 44, 200,
        ),
    )
}  # fmt: skip


@dataclass(slots=True)
class Worn:
    """What the application wears, asked for thousands of times while a table is drawn."""

    theme: Theme = THEMES["light"]
    scale: float = 1.0
    fonts: dict[tuple[str, bool], QFont] = field(default_factory=dict)


_worn = Worn()

#: Hue of each indicator category (degrees); the ten are spread so that neighbours in a report differ.
HUES = {
    "funds": 215,
    "industry": 28,
    "labour": 172,
    "talent": 268,
    "consumption": 330,
    "pairing": 192,
    "governance": 240,
    "outcome": 140,
    "service": 52,
    "other": 0,
}

#: The least contrast of text on its ground (WCAG 2.1, AA).
CLEAR = 4.5

#: Colours offered for tags, by name: apart in hue, and in lightness for those who see hues alike.
TAG_COLOURS = {
    "red": "#C62828",
    "orange": "#EF6C00",
    "yellow": "#F9C22B",
    "green": "#2E7D32",
    "teal": "#26A69A",
    "blue": "#1E63D0",
    "violet": "#8E5BD6",
    "pink": "#EC6AA0",
    "grey": "#78808C",
}

SIZES = {"tiny": 11, "small": 12, "body": 13, "title": 15, "head": 19, "hero": 26, "reading": 16}


@lru_cache
def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.1)."""
    tone = QColor(colour)
    parts: list[float] = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in (tone.redF(), tone.greenF(), tone.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def chosen(name: str) -> Theme:
    """The theme of that name; `system` asks the desktop."""
    if name == "system":
        name = "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return THEMES.get(name, THEMES["light"])


def current() -> Theme:
    """The theme that the application wears."""
    return _worn.theme


def scale() -> float:
    """The factor of the curator's text size."""
    return _worn.scale


def pixels(size: str) -> int:
    """Height in pixels of a step of the type scale, at the curator's text size."""
    return round(SIZES[size] * scale())


def tint(category: str) -> QColor:
    """Background of a mark of that category."""
    theme = current()
    saturation = 0 if category == "other" else (150 if not theme.dark else 96)
    return QColor.fromHsl(HUES.get(category, 0), saturation, theme.mark_light)


def ink(category: str) -> QColor:
    """Line and text colour of that category, dark enough to read on a surface."""
    theme = current()
    saturation = 0 if category == "other" else 150
    return QColor.fromHsl(HUES.get(category, 0), saturation, theme.ink_light)


def chip(colour: str) -> tuple[str, str]:
    """Ink and ground of a chip in a curator's colour (`#rrggbb` or empty): the ink reads at 4.5:1 on the ground."""
    return _chip(colour, current())


@lru_cache
def _chip(colour: str, now: Theme) -> tuple[str, str]:
    wanted = QColor(colour)
    if not colour or not wanted.isValid():
        return now.text, now.hover
    ground = _mixed(wanted, QColor(now.surface), 0.26 if now.dark else 0.16)
    hue, saturation, light = wanted.hslHue(), wanted.hslSaturation(), wanted.lightness()
    lights = range(light, 256, 3) if now.dark else range(light, -1, -3)
    inks = (QColor.fromHsl(max(hue, 0), saturation, one).name() for one in lights)
    return next((ink for ink in inks if contrast(ink, ground) >= CLEAR), now.text), ground


def _mixed(one: QColor, other: QColor, share: float) -> str:
    channels = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True)
    return QColor(*(round(first * share + second * (1 - share)) for first, second in channels)).name()


def bar(category: str) -> QColor:
    """Fill of a chart's bar of that category: calmer than its ink, stronger than its tint."""
    saturation = 0 if category == "other" else 120
    return QColor.fromHsl(HUES.get(category, 0), saturation, 118 if current().dark else 148)


def load_fonts() -> str:
    """Load the bundled fonts and give the family to use, `""` where none is bundled."""
    families: list[str] = []
    for path in sorted((RESOURCES / "fonts").glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """The window's font at a step of the type scale."""
    made = _worn.fonts.get((size, bold))
    if made is None:
        made = QFont(QApplication.font())
        made.setPixelSize(pixels(size))
        made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        _worn.fonts[size, bold] = made
    return made


@lru_cache(maxsize=4096)
def fitted(
    text: str, width: int, size: str = "body", *, bold: bool = False, cut_before: bool = False
) -> tuple[str, int]:
    """What of a text fits into so many pixels, cut off behind or before with an ellipsis, and the pixels it takes."""
    metrics = QFontMetrics(font(size, bold=bold))
    side = Qt.TextElideMode.ElideLeft if cut_before else Qt.TextElideMode.ElideRight
    shown = metrics.elidedText(text, side, width)
    return shown, metrics.horizontalAdvance(shown)


@lru_cache(maxsize=2048)
def lettering(text: str, width: int, size: str, *, bold: bool) -> tuple[QStaticText, int]:
    """What `fitted` gives, laid out to be drawn again and again in that font."""
    shown, taken = fitted(text, width, size, bold=bold)
    made = QStaticText(" ".join(shown.splitlines()))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), font(size, bold=bold))
    return made, taken


def wear(application: QApplication, name: str, text_scale: float = 1.0) -> Theme:
    """Dress the application in a theme at a text size."""
    theme = chosen(name)
    application.setProperty("theme", theme.name)
    _worn.theme, _worn.scale = theme, text_scale
    _worn.fonts.clear()
    fitted.cache_clear()
    lettering.cache_clear()
    base = QFont(application.font())
    base.setPixelSize(round(SIZES["body"] * text_scale))
    base.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(base)
    application.setPalette(palette(theme))
    return theme


def dress(application: QApplication) -> None:
    """Put the style sheet on, once the widgets stand: each is dressed again whenever it is moved in the tree."""
    dressed = sheet(current())
    if application.styleSheet() != dressed:
        application.setStyleSheet(dressed)


@contextmanager
def on_paper() -> Iterator[None]:
    """Let drawings be made in the light theme meanwhile; the window keeps its own."""
    worn, _worn.theme = _worn.theme, THEMES["light"]
    try:
        yield
    finally:
        _worn.theme = worn


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.sunken,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Link: theme.accent,
        role.BrightText: theme.rejected,
        role.Mid: theme.border,
        role.Dark: theme.border_strong,
        role.Light: theme.surface,
    }
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.muted))
    return made


def sheet(theme: Theme) -> str:
    """The style sheet of a theme at the current text size."""
    tokens: dict[str, object] = asdict(theme)
    tokens |= {name: pixels(name) for name in SIZES}
    tokens["icons"] = (RESOURCES / "icons").as_posix()
    tokens["tone"] = "dark" if theme.dark else "light"
    return Template((Path(__file__).parent / "theme.qss").read_text("utf-8")).substitute(tokens)
