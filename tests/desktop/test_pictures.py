"""The window looks as the pictures of the guide show it, but for what a screen or a font engine may differ in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop import pictures, scenes
from desktop.window import Window

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LOOKS = (("zh", "light"), ("en", "dark"))
TILE = 20  # pixels: a letter's place; its edges may be drawn a little differently
SAME = 20  # of 255: how far the mean of a tile may be off
OFF = 0.01  # of the tiles may be


def tiles(path: Path) -> npt.NDArray[np.float64]:
    """The mean red, green and blue of each tile of a picture."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    wide, high = image.width() // TILE, image.height() // TILE
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[..., :3]
    pixels = pixels[: high * TILE, : wide * TILE].reshape(high, TILE, wide, TILE, 3)
    return pixels.mean(axis=(1, 3))


def difference(one: Path, other: Path) -> float:
    """The share of tiles that differ."""
    left, right = tiles(one), tiles(other)
    assert left.shape == right.shape
    return float((np.abs(left - right).max(axis=2) > SAME).mean())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictures.sample_store(tmp_path_factory.mktemp("pictures") / "样本.hedui")


@pytest.mark.parametrize(("tongue", "look"), LOOKS)
def test_the_workspaces_look_as_in_the_guide(
    qapp: QApplication, opened: Callable[..., Window], sample: Path, tmp_path: Path, tongue: str, look: str
) -> None:
    window = opened(str(sample))
    sizes = (QSize(1280, 800),)
    for path in pictures.draw(qapp, window, tmp_path, tongues=(tongue,), themes=(look,), sizes=sizes):
        assert difference(path, PICTURES / path.name) <= OFF, f"{path.name}: run make shots, and look at it"


def test_a_pane_that_is_missing_or_of_another_language_would_be_seen() -> None:
    review = PICTURES / "review-zh-light-1280.png"
    assert difference(review, review) == 0
    for other in (
        "review-en-light",
        "review-zh-dark",
        "empty-review-zh-light",
        "history-zh-light",
        "read-only-zh-light",
    ):
        assert difference(review, PICTURES / f"{other}-1280.png") > OFF


def test_every_scene_is_in_the_guide_in_both_languages_and_themes() -> None:
    shown = (*scenes.SPACES, *scenes.SAMPLES, *scenes.EMPTY, *scenes.REFUSED, *scenes.READ_ONLY)
    wanted = {
        f"{scene.name}-{tongue}-{look}{size}.png"
        for scene in shown
        for tongue in pictures.TONGUES
        for look in pictures.THEMES
        for size in ([""] if scene.opens else [f"-{one.width()}" for one in pictures.SIZES])
    }
    assert wanted - {path.name for path in PICTURES.glob("*.png")} == set()
