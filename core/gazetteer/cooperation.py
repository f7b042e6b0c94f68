"""Official pairs of assistance, as a prior for who assists whom, and the joint names made of them (京蒙, 闽宁)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from core.gazetteer.places import RESOURCES

#: What shows that a compound of two characters is a joint name: the words of cooperation, a count, a quotation.
_AFTER_WEAK = r"(?=东?西?部?(?:扶贫)?(?:协作|合作|帮扶|对口|支援|扶贫|携手|情|两[地省市]|结对|产业|劳务|消费|干部|山海|协同|共建|牵手|手牵手))"
_NO_NAME_AFTER = r"(?![镇村乡路线人])(?!高速|高铁|铁路|公路|客专)"


@dataclass(frozen=True, slots=True)
class Pair:
    """`provider` assists `recipient` from the year `first` to the year `last` (None: still)."""

    provider: str
    recipient: str
    first: int
    last: int | None

    def holds(self, on: date | None) -> bool:
        """Is the pair valid at a date? Without a date it is."""
        return on is None or (self.first <= on.year and (self.last is None or on.year <= self.last))


def read_pairs(path: Path = RESOURCES / "cooperation.toml") -> Iterator[Pair]:
    """The pairs of `cooperation.toml`."""
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["pairs"]:
        for provider, recipient in group["pairs"]:
            yield Pair(provider, recipient, group["from"], group.get("to"))


class JointNames:
    """Names that stand for several places at once: 京蒙, 京津, 张承保."""

    def __init__(self, pairs: tuple[Pair, ...], path: Path = RESOURCES / "places" / "joint.toml") -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._codes: dict[str, tuple[str, ...]] = {name: tuple(codes) for name, codes in table["names"].items()}
        for name, codes in _compounds(pairs, table["characters"]):
            self._codes.setdefault(name, codes)
        weak = set(table["weak"]["names"]) & set(self._codes)
        strong = sorted(set(self._codes) - weak, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?:{'|'.join(strong)}){_NO_NAME_AFTER}|(?:{'|'.join(sorted(weak)) or '(?!)'}){_AFTER_WEAK}"
        )

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Start, end and codes of every joint name in a text."""
        for found in self._pattern.finditer(text):
            yield found.start(), found.end(), self._codes[found[0]]


def _compounds(pairs: tuple[Pair, ...], characters: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """鲁渝 and 渝鲁 for each official pair of provinces (or of places in them)."""
    short: dict[str, list[str]] = {}
    for character, code in characters.items():
        short.setdefault(code[:2], []).append(character)
    for provinces in sorted({(pair.provider[:2], pair.recipient[:2]) for pair in pairs}):
        for order in (provinces, provinces[::-1]):
            for first, second in product(*(short[province] for province in order)):
                if first != second:
                    yield first + second, (order[0] + "0000", order[1] + "0000")
