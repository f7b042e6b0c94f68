"""Gives each quantity its provider and recipient, walking through a text sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import gazetteer
from core.extract.directions import both_give, given_by_none, of_the_nation, still_both, turned
from core.extract.pairs import DocumentPair
from core.extract.roles import Kind, Pointer, Side
from core.extract.scenes import BEFORE_NUMBER, ITEM, Scene, Sentence, Stage, all_inside

_OWN_MEANS = re.compile(
    r"(?:中央|国家|省级|自治区|本级|县级|旗级|州级|盟级|地方|自有)[^,。;、]{0,6}(?:资金|投入|投资|财政)|自筹|配套资金|定点(?:帮扶|扶贫)|万企帮万村"
)
#: Money of the cooperation as one item among others: 中央资金、东西部协作资金.
_COOPERATION_FUNDS = re.compile(r"东西部|协作资金|对口(?:帮扶|支援|协作)")
_PAYS = re.compile(r"[^,。;\d]{0,10}(?:出资|自筹)")
_TIME = re.compile(
    r"(?:目前|截至[^,。]{0,12}|[今去]年[^,。]{0,6}|近[^,。]{1,4}年来|\d{4}年[^,。]{0,8}|同时|此外|其中)?,?"
)
_TO = re.compile(
    r"(?:在|到|赴|向|为|给|于|对|落户|落地|支持|帮助|用于|覆盖|帮扶|结对|对口|支援|投向|惠及|援助|援建|辐射|加强|建设|助力|推动|打造|扶持|促进)了?$"
)
#: Help goes to the next place, whatever number it has of its own: 3个区结对帮扶平凉市5个县.
_HELPS = re.compile(r"(?:帮扶|结对|对口|支援|支持|帮助|助力|援助|来自[^,;。]{0,12})$")
_DRAWS = re.compile(r"(?:引进|引入|引导|吸引|新增|组织|落地|入驻)[了约近超过]*$")
_WORK = re.compile(r"[^,。;]{0,2}(?:务工|就业|打工|返岗|上岗)")
_ITEM_OR_BRACKET = re.compile(r"[、,;:。(]")
_CLAUSE = re.compile(r"[,;:。!?\n]")


@dataclass(frozen=True, slots=True)
class Places:
    """Provider and recipient of one quantity.

    `rule` names what decided recipient and provider, `words` are the text's; `flags` say what to look at
    (`place_suggested`); `sure` is from 0 to 1.
    """

    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    rule: str = ""
    words: str = ""
    flags: tuple[str, ...] = ()
    sure: float = 0.5


@dataclass(frozen=True, slots=True)
class _Decision:
    """The places of one side, what decided them, and where."""

    codes: tuple[str, ...]
    rule: str
    pointer: Pointer | None = None


#: How sure each rule has proved to be.
_SURENESS = {"direct": 0.97, "named": 0.93, "ahead": 0.9, "carried": 0.85, "section": 0.85, "document": 0.9}


class Reader:
    """One walk over one text. `pointers` and `spans` are in order of their starts."""

    def __init__(
        self, text: str, pointers: Sequence[Pointer], pair: DocumentPair, spans: Sequence[tuple[int, int]]
    ) -> None:
        self._text, self._pair, self._spans = text, pair, spans
        self._stage = Stage(text, pointers, spans)
        self._scene = Scene(text, pair)
        self._known = gazetteer.load()
        self._gave_both = False

    def places(self) -> Iterator[Places]:
        """Provider and recipient of each quantity, in order."""
        for sentence in self._stage.sentences():
            if sentence.opens_paragraph:
                self._scene.enter_paragraph(sentence)
            self._scene.enter_sentence(sentence)
            self._gave_both = False
            for quantity in sentence.spans:
                yield self._place(sentence, quantity)
            self._scene.leave(sentence)
            self._scene.both = self._gave_both

    # --- one quantity ---------------------------------------------------------------------------------

    def _place(self, sentence: Sentence, span: tuple[int, int]) -> Places:
        recipient = self._recipient(sentence, span)
        provider = self._provider(sentence, span)
        if self._turned(sentence, span):
            provider, recipient = (
                _Decision(recipient.codes or self._pair.recipient, "turned", recipient.pointer),
                _Decision(self._destination(sentence, span) or self._pair.provider, "turned", provider.pointer),
            )
        words = "".join(
            self._text[one.pointer.start : one.pointer.end] + " " for one in (provider, recipient) if one.pointer
        )
        suggested = any(one.pointer and one.pointer.suggested for one in (provider, recipient))
        sure = min(_SURENESS.get(one.rule, 0.85) for one in (provider, recipient))
        return Places(
            provider.codes, recipient.codes, f"{provider.rule}>{recipient.rule}", words.strip(),
            ("place_suggested",) if suggested else (), min(sure, 0.6) if suggested else sure,
        )  # fmt: skip

    def _before(self, sentence: Sentence, span: tuple[int, int], side: Side) -> Iterator[Pointer]:
        """Pointers of one side before a quantity that still hold there, the nearest first."""
        ends = {end for _, end in sentence.spans}
        for pointer, until in zip(reversed(sentence.pointers), reversed(sentence.until), strict=True):
            if pointer.start in ends and side is Side.PROVIDER and self._drawn(sentence, pointer):
                continue
            if pointer.side is side and pointer.end <= span[0] < until and not pointer.aside and pointer.codes:
                topical = pointer.start <= sentence.span.start + len(self._time(sentence))
                if (topical or ";" not in self._text[pointer.end : span[0]]) and not self._belongs(
                    sentence, pointer, span
                ):
                    yield pointer

    def _drawn(self, sentence: Sentence, pointer: Pointer) -> bool:
        """Is a place only that of firms drawn in (引进91家广东企业), and not of what follows?"""
        number = next(start for start, end in sentence.spans if end == pointer.start)
        return _DRAWS.search(self._text, max(sentence.span.start, number - 6), number) is not None

    def _belongs(self, sentence: Sentence, pointer: Pointer, span: tuple[int, int]) -> bool:
        """Is a place part of an earlier item of a list: 2000位人士认养张北藜麦、700种产品?"""
        between = self._text[pointer.end : span[0]]
        if "、" not in between or "," in between:
            return False
        earlier = [end for _, end in sentence.spans if end <= pointer.start]
        return bool(earlier) and not ITEM.search(self._text, earlier[-1], pointer.start)

    def _time(self, sentence: Sentence) -> str:
        found = _TIME.match(self._text, sentence.span.start, sentence.span.end)
        return found[0] if found else ""

    def _after(self, sentence: Sentence, span: tuple[int, int], side: Side) -> Iterator[Pointer]:
        """Pointers of one side after a quantity that have no quantity of their own, the nearest first."""
        for pointer, bound in zip(sentence.pointers, sentence.bound, strict=True):
            if pointer.side is side and pointer.start >= span[1] and not bound and not pointer.aside and pointer.codes:
                yield pointer

    # --- recipients -----------------------------------------------------------------------------------

    def _recipient(self, sentence: Sentence, span: tuple[int, int]) -> _Decision:
        counties = False
        for pointer in self._before(sentence, span, Side.RECIPIENT):
            counties |= pointer.kind is Kind.EACH
            if self._tells_recipient(pointer) and not (counties and self._scene.is_county(pointer.codes)):
                direct = BEFORE_NUMBER.fullmatch(self._text, pointer.end, span[0])
                return _Decision(pointer.codes, "direct" if direct else "named", pointer)
        for pointer in self._after(sentence, span, Side.RECIPIENT):
            if pointer.kind in (Kind.NAMED, Kind.WHOLE) and self._leads_to(sentence, span, pointer):
                return _Decision(pointer.codes, "ahead", pointer)
        if self._scene.recipient and not (counties and self._scene.is_county(self._scene.recipient)):
            return _Decision(self._scene.recipient, "carried")
        if self._scene.section_recipient:
            return _Decision(self._scene.section_recipient, "section")
        if of_the_nation(self._text, sentence.span.start, sentence.span.end):
            return _Decision((), "nation")
        return _Decision(self._pair.recipient, "document")

    def _tells_recipient(self, pointer: Pointer) -> bool:
        """May a pointer say where a figure belongs? A joint name only where it is narrower than the document."""
        if pointer.kind is Kind.JOINT:
            return self._scene.inside_pair(pointer.codes)
        return pointer.kind in (Kind.NAMED, Kind.WHOLE)

    def _leads_to(self, sentence: Sentence, span: tuple[int, int], pointer: Pointer) -> bool:
        """Does the text go on from a quantity to a place: 投资700万元,在正镶白旗建起?"""
        between = self._text[span[1] : pointer.start]
        if ";" in between or "其中" in between or between.count(",") > 1 or "(" in between:
            return False
        if _HELPS.search(between):
            return True
        if self._stage.direct(pointer, sentence.spans):
            return False
        if "," in between:
            return _TO.search(between) is not None
        return not between.endswith("、")

    # --- providers ------------------------------------------------------------------------------------

    def _provider(self, sentence: Sentence, span: tuple[int, int]) -> _Decision:
        clause = self._clause_start(sentence, span)
        if payer := self._payer(sentence, span):
            return _Decision(payer.codes, "payer", payer)
        if self._both_give(sentence, span):
            return _Decision(self._both(sentence, span), "both")
        named = self._named_provider(sentence, span, clause)
        if named:
            return named
        if _OWN_MEANS.search(self._text, clause, span[0]):
            return _Decision((), "own means")
        stretch = max(self._text.rfind(";", sentence.span.start, span[0]) + 1, sentence.span.start)
        if given_by_none(self._text, stretch, clause, span[0], sentence.pointers):
            return _Decision((), "own affair")
        return self._usual_provider(sentence)

    def _both_give(self, sentence: Sentence, span: tuple[int, int]) -> bool:
        start = sentence.span.start
        both = both_give(self._text, start, span[0], self._clause_end(sentence, span), sentence.pointers)
        both = both or (self._scene.both and still_both(self._text, start))
        self._gave_both |= both
        return both

    def _clause_start(self, sentence: Sentence, span: tuple[int, int]) -> int:
        starts = [found.end() for found in _CLAUSE.finditer(self._text, sentence.span.start, span[0])]
        return starts[-1] if starts else sentence.span.start

    def _clause_end(self, sentence: Sentence, span: tuple[int, int]) -> int:
        ended = _CLAUSE.search(self._text, span[1], sentence.span.end)
        return ended.start() if ended else sentence.span.end

    def _payer(self, sentence: Sentence, span: tuple[int, int]) -> Pointer | None:
        """The recipient where the text says that it pays itself: 正镶白旗扶贫办出资."""
        for pointer in self._before(sentence, span, Side.RECIPIENT):
            if pointer.kind is Kind.NAMED and _PAYS.match(self._text, pointer.end):
                return pointer
        return None

    def _both(self, sentence: Sentence, span: tuple[int, int]) -> tuple[str, ...]:
        sides: list[str] = []
        for side, usual in ((Side.PROVIDER, self._pair.provider), (Side.RECIPIENT, self._pair.recipient)):
            near = next((one.codes for one in self._before(sentence, span, side) if one.kind is Kind.NAMED), usual)
            sides += near
        return tuple(dict.fromkeys(sides))

    def _named_provider(self, sentence: Sentence, span: tuple[int, int], clause: int) -> _Decision | None:
        usual = self._scene.provider or self._pair.provider
        for pointer in self._before(sentence, span, Side.PROVIDER):
            if pointer.kind is not Kind.JOINT:
                return self._against(usual, pointer, "named", span[0])
        for pointer in self._after(sentence, span, Side.PROVIDER):
            if pointer.kind is not Kind.JOINT and not _ITEM_OR_BRACKET.search(self._text, span[1], pointer.start):
                return self._against(usual, pointer, "ahead", span[0])
        for pointer in self._before(sentence, span, Side.PROVIDER):
            if self._scene.provider or pointer.start >= clause:
                return _Decision(pointer.codes, "joint", pointer)
        if not self._pair.cooperative and _COOPERATION_FUNDS.search(
            self._text, self._item_start(sentence, span), span[0]
        ):
            return _Decision(self._pair.provider, "cooperation")
        return None

    def _item_start(self, sentence: Sentence, span: tuple[int, int]) -> int:
        starts = [found.end() for found in ITEM.finditer(self._text, sentence.span.start, span[0])]
        return starts[-1] if starts else sentence.span.start

    def _against(self, usual: tuple[str, ...], pointer: Pointer, rule: str, position: int) -> _Decision:
        """A place that people only go to (赴京) does not widen a narrower provider."""
        wider = bool(usual) and usual != pointer.codes and all_inside(usual, pointer.codes)
        between = self._text[pointer.end : position]
        at_work = pointer.kind is Kind.NAMED and _WORK.match(self._text, pointer.end) is not None
        at_work = at_work and ("," not in between or "其中" in between)
        if wider and not at_work and (pointer.destination or pointer.kind is Kind.ALONE):
            return _Decision(usual, rule, pointer)
        return _Decision(pointer.codes, rule, pointer)

    def _usual_provider(self, sentence: Sentence) -> _Decision:
        scene = self._scene
        if of_the_nation(self._text, sentence.span.start, sentence.span.end):
            return _Decision((), "nation")
        if scene.own:
            return _Decision((), "own topic")
        if self._pair.cooperative:
            return _Decision(scene.provider or self._pair.provider, "carried" if scene.provider else "document")
        if scene.cooperative and not self._own_subject(sentence):
            return _Decision(scene.provider or self._pair.provider, "section")
        return _Decision((), "document")

    def _own_subject(self, sentence: Sentence) -> bool:
        """Does a sentence begin with the recipient and speak of no one else?"""
        if any(pointer.side is Side.PROVIDER for pointer in sentence.pointers):
            return False
        begin = sentence.span.start + len(self._time(sentence))
        return any(pointer.start <= begin and pointer.kind is Kind.NAMED for pointer in sentence.pointers)

    # --- the other direction --------------------------------------------------------------------------

    def _turned(self, sentence: Sentence, span: tuple[int, int]) -> bool:
        """Does the recipient give to the provider here?"""
        begin = self._clause_start(sentence, span)
        return turned(self._text, begin, self._clause_end(sentence, span), span[0], sentence.pointers)

    def _destination(self, sentence: Sentence, span: tuple[int, int]) -> tuple[str, ...]:
        begin, end = self._clause_start(sentence, span), self._clause_end(sentence, span)
        here = (one for one in sentence.pointers if begin <= one.start < end and one.side is Side.PROVIDER)
        return next((pointer.codes for pointer in here), ())
