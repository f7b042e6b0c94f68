"""Gives each quantity its provider and recipient, walking through a text sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from core import gazetteer
from core.extract import means
from core.extract.directions import (
    both_give,
    given_by_firm,
    goes_on_own,
    local,
    of_a_journey,
    of_the_poor,
    own_affair,
    still_both,
    turned,
)
from core.extract.holding import brought_along, holds
from core.extract.pairs import DocumentPair
from core.extract.roles import ALONE, EACH, JOINT, NAMED, PROVIDER, WHOLE, Pointer
from core.extract.scenes import BEFORE_NUMBER, Scene, Sentence, Stage, all_inside
from core.frozen import record
from core.gazetteer import Level

#: Money of the cooperation as one item among others: 中央资金、东西部协作资金.
_COOPERATION_FUNDS = re.compile(r"东西部|协作资金|对口(?:帮扶|支援|协作)")
_TO = re.compile(
    r"(?:在|到|赴|向|为|给|于|对|落户|落地|支持|帮助|用于|覆盖|帮扶|结对|对口|支援|投向|惠及|援助|援建|辐射|加强|建设|助力|推动|打造|扶持|促进)了?$"
)
#: Help goes to the next place, whatever number it has of its own: 3个区结对帮扶平凉市5个县.
_HELPS = re.compile(r"(?:帮扶|结对|对口|支援|支持|帮助|助力|援助|来自[^,;。]{0,12})$")
_GIVES = re.compile(r"(?:的?资金)?(?:重点|定向|对口)?(?:帮扶|支援|支持|援助|投向|用于)")
_HELPED = re.compile(r"[^,。;、\d]{0,6}(?:分别)?(?:与|同)?(?:对口)?(?:结对|帮扶|支援|协作|援助)+")
_WORK = re.compile(r"[^,。;]{0,2}(?:务工|就业|打工|返岗|上岗)")
#: A park called after a place: it does not make all of it the giver where a part of it is.
_OF_A_PLACE = re.compile(r"(?:扶贫|协作|合作|共建|现代|农业)*(?:产业园|园区|工业园|科技园)")
_BRACKETED = re.compile(r"\([^()]{1,8}\)")
_ITEM_OR_BRACKET = re.compile(r"[、,;:。(]")
#: From so many givers on one of them may be told by its level.
_LEAST_LEVELS = 2
#: How many places before a figure are looked at.
_NEAREST = 24


@record(frozen=True, slots=True)
class Places:
    """Provider and recipient of one quantity.

    `flags` say what to look at (`place_suggested`); `sure` is from 0 to 1.
    """

    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sure: float = 0.5


@record(frozen=True, slots=True)
class _Decision:
    """The places of one side, what decided them, and where."""

    codes: tuple[str, ...]
    rule: str
    pointer: Pointer | None = None


@dataclass(slots=True)  # made for every figure: frozen ones take three times as long to make
class _Figure:
    """A quantity in its sentence and clause, with the pointers of each side before it, the nearest first, and after."""

    sentence: Sentence
    span: tuple[int, int]
    clause: tuple[int, int]
    givers_before: list[Pointer]
    givers_after: list[Pointer]
    receivers_before: list[Pointer]
    receivers_after: list[Pointer]


#: What no place gives, by what tells it.
_NOBODY = {rule: _Decision((), rule) for rule in ("own affair", "own means", "own topic", "firm", "nation", "document")}

_start = attrgetter("start")

#: How sure each rule has proved to be.
_SURENESS = {"direct": 0.97, "named": 0.93, "ahead": 0.9, "carried": 0.85, "section": 0.85, "document": 0.9}


def _at_level(text: str, figure: _Figure, decision: _Decision) -> _Decision:
    """The decision, or of its several givers the one whose level the figure is said to be of."""
    if len(decision.codes) < _LEAST_LEVELS:
        return decision
    one = means.of_level(text, decision.codes, figure.clause[0], figure.span[0], gazetteer.load())
    return _Decision((one,), decision.rule, decision.pointer) if one else decision


def _near(sentence: Sentence, span: tuple[int, int]) -> Iterator[tuple[int, Pointer]]:
    """The pointers of a sentence around a quantity with their places, of a very long list the nearest ones."""
    pointers = sentence.pointers
    if len(pointers) <= _NEAREST:
        return iter(enumerate(pointers))
    middle = bisect_left(pointers, span[0], key=_start)
    first = max(0, middle - _NEAREST)
    return iter(enumerate(pointers[first : middle + _NEAREST], first))


def _garbled(decision: _Decision) -> bool:
    """Is the name that decided a garbled one?"""
    return decision.pointer is not None and decision.pointer.suggested


def _holds_all(pointer: Pointer, own: tuple[str, ...]) -> bool:
    """Is a place behind a figure only the whole that the gain of `own` helps (资金到位,为全州发展助力)?"""
    return bool(own) and own != pointer.codes and all_inside(own, pointer.codes)


def _own_subject(sentence: Sentence) -> bool:
    """Does a sentence begin with the recipient and speak of no one else?"""
    if sentence.giver_named:
        return False
    return any(pointer.start <= sentence.topical and pointer.kind is NAMED for pointer in sentence.pointers)


class Reader:
    """One walk over one text. `pointers` and `spans` are in order of their starts."""

    def __init__(
        self, text: str, pointers: Sequence[Pointer], pair: DocumentPair, spans: Sequence[tuple[int, int]]
    ) -> None:
        self._text, self._pair, self._spans = text, pair, spans
        self._stage = Stage(text, pointers, spans)
        self._scene = Scene(text, pair)
        self._known = gazetteer.load()
        self._usual = _Decision(pair.recipient, "document")
        # What the words of a whole text rule out is asked of none of its figures.
        self._firms, self._selves = "集团" in text, "自筹" in text or "自掏" in text
        self._payers = self._selves or "出资" in text or "配套" in text or "匹配" in text
        self._gave_both = self._own = self._still_own = False
        self._own_means = -1

    def places(self) -> Iterator[Places]:
        """Provider and recipient of each quantity, in order."""
        for sentence in self._stage.sentences():
            if sentence.opens_paragraph:
                self._scene.enter_paragraph(sentence)
            self._scene.enter_sentence(sentence)
            self._gave_both = False
            self._still_own = self._own and not sentence.giver_named and goes_on_own(self._text, sentence.span.start)
            self._own = False
            for quantity in sentence.spans:
                yield self._place(sentence, quantity)
            self._scene.leave(sentence)
            self._scene.both = self._gave_both

    def _place(self, sentence: Sentence, span: tuple[int, int]) -> Places:
        before = span[0] - 2
        if before >= sentence.span.start and self._text.startswith("全国", before):
            return Places(sure=_SURENESS["document"])
        figure = self._figure(sentence, span)
        recipient = self._recipient(figure)
        provider = _at_level(self._text, figure, self._provider(figure))
        if sentence.towards_east and turned(self._text, figure.clause, span, sentence.pointers):
            provider, recipient = (
                _Decision(recipient.codes or self._pair.recipient, "turned", recipient.pointer),
                _Decision(self._destination(figure) or self._pair.provider, "turned", provider.pointer),
            )
        sure = min(_SURENESS.get(provider.rule, 0.85), _SURENESS.get(recipient.rule, 0.85))
        if _garbled(provider) or _garbled(recipient):
            return Places(provider.codes, recipient.codes, ("place_suggested",), min(sure, 0.6))
        return Places(provider.codes, recipient.codes, (), sure)

    def _figure(self, sentence: Sentence, span: tuple[int, int]) -> _Figure:
        """A quantity with the pointers before it that still hold there, and those after it without a quantity."""
        figure = _Figure(sentence, span, self._stage.clause(span, sentence.span), [], [], [], [])
        if not sentence.pointers:
            return figure
        start, end = span
        for place, pointer in _near(sentence, span):
            if pointer.aside or not pointer.codes:
                continue
            gives = pointer.side is PROVIDER
            if pointer.start >= end and not sentence.bound[place]:
                (figure.givers_after if gives else figure.receivers_after).append(pointer)
            elif pointer.end <= start < sentence.until[place] and holds(self._text, sentence, pointer, start):
                (figure.givers_before if gives else figure.receivers_before).append(pointer)
        figure.givers_before.reverse()
        figure.receivers_before.reverse()
        return figure

    # --- recipients -----------------------------------------------------------------------------------

    def _recipient(self, figure: _Figure) -> _Decision:
        span = figure.span
        if figure.sentence.nation and not figure.receivers_before:
            return _NOBODY["nation"]
        if figure.receivers_after and (helped := self._helped(figure) or self._given_to(figure)):
            return _Decision(helped.codes, "ahead", helped)
        counties = False
        for pointer in figure.receivers_before:
            counties |= pointer.kind is EACH
            if pointer.kind is ALONE and (codes := self._by_one_character(figure, pointer)):
                return _Decision(codes, "named", pointer)
            if self._tells_recipient(pointer) and not (counties and self._scene.is_county(pointer.codes)):
                direct = BEFORE_NUMBER.fullmatch(self._text, pointer.end, span[0])
                return _Decision(pointer.codes, "direct" if direct else "named", pointer)
        for pointer in figure.receivers_after:
            if (pointer.kind is NAMED or pointer.kind is WHOLE) and self._leads_to(span, pointer):
                return _Decision(pointer.codes, "ahead", pointer)
        return self._usual_recipient(counties=counties)

    def _usual_recipient(self, *, counties: bool) -> _Decision:
        """Whom the text is about where a sentence says nothing; of `counties` no one county."""
        scene = self._scene
        if scene.recipient and not (counties and scene.is_county(scene.recipient)):
            return _Decision(scene.recipient, "carried")
        if scene.section_recipient:
            return _Decision(scene.section_recipient, "section")
        if len(self._pair.recipient) > 1 and scene.recent:
            return _Decision(scene.recent, "carried")
        return self._usual

    def _by_one_character(self, figure: _Figure, pointer: Pointer) -> tuple[str, ...]:
        """Whom one character means: a province as the scene (浙江在川实施项目), its place among several (援青团队)."""
        before = self._text[pointer.start - 1 : pointer.start]
        recipients = self._pair.recipient
        if before == "援" and len(recipients) > 1:
            here = tuple(code for code in recipients if self._known.province(code) in pointer.codes)
            return here if len(here) < len(recipients) else ()
        giver = figure.givers_before[0].codes[0] if figure.givers_before else ""
        wide = pointer.codes == recipients or self._known.level(giver) is Level.PROVINCE
        return pointer.codes if before == "在" and wide else ()

    def _given_to(self, figure: _Figure) -> Pointer | None:
        """The place right behind a figure and its verb: 1500万元帮扶甲州,1400万元帮扶乙州."""
        first = figure.receivers_after[0]
        gives = self._tells_recipient(first) and _GIVES.fullmatch(self._text, figure.span[1], first.start)
        return first if gives else None

    def _helped(self, figure: _Figure) -> Pointer | None:
        """Whom the givers that a figure counts help: 天津市5个区对口帮扶承德市."""
        if not figure.givers_before:
            return None
        after = next((one for one in figure.receivers_after if self._tells_recipient(one)), None)
        if after is None:
            return None
        giver = figure.givers_before[0].end
        told = figure.receivers_before and figure.receivers_before[0].start >= giver
        counted = BEFORE_NUMBER.fullmatch(self._text, giver, figure.span[0])
        return after if counted and not told and _HELPED.fullmatch(self._text, figure.span[1], after.start) else None

    def _tells_recipient(self, pointer: Pointer) -> bool:
        """May a pointer say where a figure belongs? A joint name only where it is narrower than the document."""
        kind = pointer.kind
        return kind is NAMED or kind is WHOLE or (kind is JOINT and self._scene.inside_pair(pointer.codes))

    def _leads_to(self, span: tuple[int, int], pointer: Pointer) -> bool:
        """Does the text go on from a quantity to a place: 投资700万元,在正镶白旗建起?"""
        between = self._text[span[1] : pointer.start]
        if "," in between and _holds_all(pointer, self._scene.recipient):
            return False
        if ";" in between or "其中" in between or between.count(",") > 1 or "(" in between:
            return False
        if _HELPS.search(between):
            return True
        if self._stage.direct(pointer):
            return False
        if "," in between:
            if any(map(str.isdigit, between[between.rindex(",") :])):
                return False
            return _TO.search(between) is not None
        return not between.endswith("、")

    # --- providers ------------------------------------------------------------------------------------

    def _provider(self, figure: _Figure) -> _Decision:
        sentence, span, clause = figure.sentence, figure.span, figure.clause[0]
        if of_a_journey(self._text, span):
            return _NOBODY["own affair"]
        if (self._scene.both or sentence.together) and self._both_give(figure):
            return _Decision(self._both(figure), "both")
        if self._payers and (payer := means.payer(self._text, figure.receivers_before, span[0])):
            return _Decision(payer.codes, "payer", payer)
        if self._selves and means.paid_self(self._text, clause, span[0]):
            return _NOBODY["own means"]
        if self._firms and given_by_firm(self._text, sentence.span.start, span[0], sentence.pointers):
            return _NOBODY["firm"]
        named = self._named_provider(figure)
        if named:
            return named
        still = self._own_means == sentence.span.start and not sentence.giver_named
        if (still and means.sum_up(self._text, clause, span[0])) or means.are_own(self._text, clause, span[0]):
            self._own_means = sentence.span.start
            return _NOBODY["own means"]
        firms = not figure.givers_before and local(self._text, sentence.span.start, span[0])
        goes_on = self._still_own or (self._own and of_the_poor(self._text, span[1]))
        if goes_on or firms or own_affair(self._text, clause, span):
            self._own = not sentence.giver_named
            return _NOBODY["own affair"]
        return self._usual_provider(sentence)

    def _both_give(self, figure: _Figure) -> bool:
        sentence = figure.sentence
        both = (self._scene.both and still_both(self._text, sentence.span.start)) or (
            bool(sentence.together)
            and both_give(self._text, sentence.together, figure.span[0], figure.clause[1], sentence.pointers)
        )
        self._gave_both |= both
        return both

    def _both(self, figure: _Figure) -> tuple[str, ...]:
        sides: list[str] = []
        sides_before = (figure.givers_before, self._pair.provider), (figure.receivers_before, self._pair.recipient)
        for before, usual in sides_before:
            sides += next((one.codes for one in before if one.kind is NAMED), usual)
        return tuple(dict.fromkeys(sides))

    def _named_provider(self, figure: _Figure) -> _Decision | None:
        span, clause = figure.span, figure.clause[0]
        usual = self._scene.provider or self._pair.provider
        for pointer in figure.givers_before:
            if pointer.kind is not JOINT:
                return self._against(usual, pointer, "named", span[0])
        for pointer in figure.givers_after:
            between = self._text[span[1] : pointer.start]
            between = _BRACKETED.sub("", between) if "(" in between else between
            if pointer.kind is not JOINT and not _ITEM_OR_BRACKET.search(between):
                return self._against(usual, pointer, "ahead", span[0])
        for pointer in figure.givers_before:
            if self._scene.provider or pointer.start >= clause:
                return self._against(usual, pointer, "joint", span[0])
        if self._pair.cooperative or not _COOPERATION_FUNDS.search(self._text, clause, span[0]):
            return None
        told = _COOPERATION_FUNDS.search(self._text, self._item_start(figure), span[0])
        return _Decision(self._pair.provider, "cooperation") if told else None

    def _item_start(self, figure: _Figure) -> int:
        start, position = figure.clause[0], figure.span[0]
        return max(start, self._text.rfind("、", start, position) + 1, self._text.rfind(")", start, position) + 1)

    def _against(self, usual: tuple[str, ...], pointer: Pointer, rule: str, position: int) -> _Decision:
        """A place that people only go to (赴京) does not widen a narrower provider."""
        if not usual or usual == pointer.codes or not all_inside(usual, pointer.codes):
            return _Decision(pointer.codes, rule, pointer)
        between = self._text[pointer.end : position]
        at_work = pointer.kind is NAMED and _WORK.match(self._text, pointer.end) is not None
        at_work = at_work and "、" not in between and ("," not in between or "其中" in between)
        park = _OF_A_PLACE.match(self._text, pointer.end) is not None
        firm = bool(self._scene.provider) and brought_along(self._text, pointer)
        if not at_work and (pointer.destination or pointer.kind is ALONE or park or firm):
            return _Decision(usual, rule, pointer)
        return _Decision(pointer.codes, rule, pointer)

    def _usual_provider(self, sentence: Sentence) -> _Decision:
        scene = self._scene
        if sentence.nation:
            return _NOBODY["nation"]
        if scene.own:
            return _NOBODY["own topic"]
        if self._pair.cooperative:
            return _Decision(scene.provider or self._pair.provider, "carried" if scene.provider else "document")
        if scene.cooperative and not _own_subject(sentence):
            return _Decision(scene.provider or self._pair.provider, "section")
        return _NOBODY["document"]

    def _destination(self, figure: _Figure) -> tuple[str, ...]:
        """Whom the recipient gives to where the direction is turned."""
        begin, end = figure.clause
        here = (one for one in figure.sentence.pointers if begin <= one.start < end and one.side is PROVIDER)
        gone = next((pointer.codes for pointer in here), ())
        return () if gone and all_inside(self._pair.provider, gone) else gone
