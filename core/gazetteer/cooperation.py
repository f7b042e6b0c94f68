"""Official pairs of assistance, as a prior for who assists whom, and the joint names made of them (京蒙, 闽宁)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from core.frozen import record
from core.gazetteer.places import RESOURCES

#: What shows that a compound that is also a word is a joint name: the words of cooperation right after it.
_COOPERATION = re.compile(
    r"(?:东西部|对口|扶贫|山海)*(?:协作|合作|帮扶|支援|扶贫|携手|协同|共建|牵手|手牵手|情|两[地省市]|结对|产业|劳务|消费|干部)"
)
#: What makes of a compound the name of a township or of a road.
_OTHER_NAME = re.compile(r"[镇村乡路线]|高速|高铁|铁路|公路|客专")


@record(frozen=True, slots=True)
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
    """Names that stand for several places at once: 京蒙, 京津, 张承保; and the characters they are made of."""

    def __init__(self, pairs: tuple[Pair, ...], path: Path = RESOURCES / "places" / "joint.toml") -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self.characters: dict[str, str] = table["characters"]
        self.codes: dict[str, tuple[str, ...]] = {name: tuple(codes) for name, codes in table["names"].items()}
        for name, codes in _compounds(pairs, self.characters):
            self.codes.setdefault(name, codes)
        self._weak = frozenset(table["weak"]["names"])
        alone = table["alone"]
        characters = alone["characters"]
        words = "|".join(f"(?<={one})(?![{alone[one]}])" if one in alone else f"(?<={one})" for one in characters)
        self._alone = re.compile(f"[{characters}](?<=[{alone['after']}].)(?:{words})")

    def stands(self, text: str, start: int, compound: str) -> bool:
        """Is a compound at this place of a text a joint name, and no word, township or road?"""
        end = start + len(compound)
        if _OTHER_NAME.match(text, end):
            return False
        return compound not in self._weak or _COOPERATION.match(text, end) is not None

    def alone(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and code of one-character names after a verb of going or helping (赴京, 援疆)."""
        for found in self._alone.finditer(text):
            if text[found.start() : found.start() + 2] not in self.codes:
                yield found.start(), found.end(), self.characters[found[0]]


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
