"""Judges the evidence around each quantity: which indicator it has, by what lead, and which words decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.extract.evidence import Evidence, Witness
from core.extract.families import HELD, family_of, inherited
from core.extract.indicators import INDICATORS, MEASURES
from core.extract.lexicon import lexicon
from core.extract.nearness import Hit
from core.extract.sentences import Frame
from core.frozen import record
from core.numerals import digits_of
from core.records import About, Quantity

#: "None of the others" has no words; it wins where nothing else reaches this.
_NOTHING = {"money": 0.8, "people": 1.3, "households": 1.0, "count": 1.9, "share": 1.2}
#: What is counted by a number right on a region.
_BARE = "other.count"
_REGIONS = frozenset("市县区州旗镇乡村")
#: The noun counted is another thing than the indicator's `of`.
_OTHER_THING = -6.0
#: What is counted is told right behind the number, by no noun that is known.
_UNKNOWN_THING = -1.0
#: Where pairs are counted, what is paired stands before them: 村村结对39个.
_PAIRING, _PAIRED_THING = "pairing", -4.0
#: The measure word counts other things than the indicator's `of`.
_OTHER_MEASURE_WORD = -1.5
#: What a more special indicator must have of its own to be preferred to the one it refines.
_REFINED = 2.0
#: What an indicator must have of its own for the words of the whole stretch to count for it.
_OF_ITS_OWN = 1.0
#: What a part takes over from its whole: in brackets, and after 其中.
_FROM_WHOLE = {True: 0.9, False: 0.25}
#: Whose money follows right upon a count.
_MONEY_OF = {
    "funds.projects": (("funds.project", 3.0),),
    "industry.enterprises": (("industry.investment", 3.0),),
    "industry.park_enterprises": (("industry.investment", 3.0),),
    "industry.parks": (("industry.investment", 2.0),),
    "industry.facilities": (("funds.project", 2.0),),
    "service.items": (("funds.project", 2.0),),
    "service.road": (("funds.project", 2.0),),
    "consumption.contracts": (("consumption.contract_value", 3.0),),
}
_LENT = (("funds.loan_households", 6.0),)
#: Parts by which a sum of money is one of all kinds.
_PARTS_OF_TOTAL = frozenset({"funds.social", "funds.designated", "funds.other"})
#: What a strong word weighs, and the share of it that counts within a clause.
_STRONG, _TOLD = 4.0, 0.35
#: What a word right before a figure counts for it.
_NEXT_TO = 0.6
#: Digits by which two sums alike are one and the same.
_TELLING = 3


@record(frozen=True, slots=True)
class Verdict:
    """The indicator of a quantity, with its lead over the next one and the words that decided.

    `place` names where the deciding word stands, `head` is the noun that the quantity counts.
    """

    code: str
    score: float
    margin: float
    label: str
    place: str
    head: str
    hits: Sequence[Hit] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every reason for or against an indicator, one by one."""
        return tuple(
            (code, weight * factor, word, place)
            for weights, factor, word, place in self.hits
            for code, weight in weights
        )


class Scorer:
    """Scores the quantities of one text."""

    def __init__(self, frame: Frame, quantities: Sequence[Quantity], about: About) -> None:
        """`quantities` are in reading order; `about` gives the document's provider and recipient."""
        self._quantities, self._text = quantities, frame.text
        self._witness = Witness(frame, quantities, about)
        self._lexicon = lexicon()

    def verdicts(self, growth: Sequence[bool], wholes: Sequence[int | None]) -> list[Verdict]:
        """The indicator of each quantity; `growth` marks rates of change, `wholes` what one takes after."""
        found: list[Verdict] = []
        family: tuple[str, ...] | None = None
        witness, gaps = self._witness, self._witness.around.gaps
        for place, (measure, whole, grows) in enumerate(zip(witness.measures, wholes, growth, strict=True)):
            hits = witness.hits(place, growth=grows)
            kin = None if whole is None else found[whole]
            if kin is not None and (grows or measure != "share"):
                bracketed = witness.around.depth[place] is not None
                factor = _FROM_WHOLE[bracketed and not _speaks(hits)]
                hits += [(weights, scale * factor, word, "whole") for weights, scale, word, _ in kin.hits]
            elif grows and place and kin is None and growth[place - 1] and witness.together(place):
                kin = found[place - 1]
            if place and measure in ("money", "households"):
                hits += self._beside(place, found[place - 1])
            gap = gaps[place]
            if gap is None:
                family = None
            elif weights := inherited(family, measure, joined=not gap):
                hits.append((weights, 1.0, found[-1].head, "list"))
            verdict = self._judge(place, hits, kin, growth=grows)
            held = HELD if family is HELD and verdict.code in HELD else family_of(verdict.code, family)
            if measure == "count":
                held = HELD if "holds" in [where for _, _, _, where in hits] else held
                if self._is_bare(place) and not witness.tells_counties(place, verdict.code):
                    verdict = replace(verdict, code=_BARE)
            family = held
            found.append(verdict)
        self._total(found, wholes)
        self._agree(found)
        return found

    def _is_bare(self, place: int) -> bool:
        """Does a count without a measure word stand right on the regions it counts: 3市, 对口四县?"""
        quantity = self._quantities[place]
        return quantity.measure_word is None and self._text[quantity.end : quantity.end + 1] in _REGIONS

    def _total(self, found: list[Verdict], wholes: Sequence[int | None]) -> None:
        """A sum with government money and gifts among its parts is one of all kinds of money."""
        for whole in {whole for whole in wholes if whole is not None and found[whole].code == "funds.government"}:
            parts = {found[part].code for part, of in enumerate(wholes) if of == whole}
            if "funds.government" in parts and parts & _PARTS_OF_TOTAL:
                found[whole] = replace(found[whole], code="funds.total")

    def _agree(self, found: list[Verdict]) -> None:
        """A sum of money told again measures what its surest telling does."""
        told: dict[tuple[Decimal, Decimal | None], list[int]] = {}
        for place, quantity in enumerate(self._quantities):
            if quantity.unit == "CNY":
                told.setdefault((quantity.value, quantity.value_high), []).append(place)
        for (value, _), places in told.items():
            if len(places) == 1 or digits_of(value) < _TELLING:
                continue
            totals = [place for place in places if found[place].code == "funds.total"]
            surest = max(totals or places, key=lambda place: found[place].margin)
            for place in places:
                code = found[place].code
                if code != found[surest].code and code.startswith(("funds.", "other.")):
                    found[place] = replace(found[place], code=found[surest].code)

    def _beside(self, place: int, before: Verdict) -> list[Hit]:
        """What the count of projects or firms right before it says of money without words of its own."""
        if self._witness.measures[place] == "households":
            lent = before.code == "funds.loan" and self._witness.together(place)
            return [(_LENT, 1.0, before.label, "beside")] if lent else []
        weights = _MONEY_OF.get(before.code)
        if before.code == "funds.projects" and self._witness.signed(place - 1):
            weights = _MONEY_OF["industry.enterprises"]
        return [(weights, 1.0, before.head, "beside")] if weights and self._witness.beside(place) else []

    def _judge(self, place: int, hits: Sequence[Hit], kin: Verdict | None, *, growth: bool) -> Verdict:
        measure = self._witness.measures[place]
        scores = self._scores(place, hits)
        fallback = _FALLBACKS[measure]
        scores[fallback] = scores.get(fallback, 0.0) + _NOTHING.get(measure, 1.0)
        code = max(scores, key=scores.__getitem__)
        if code == fallback and kin is not None and (growth or self._alike(place, kin)):
            code = kin.code
        if code in _REFINING_PEOPLE:
            code = _several(code, scores, hits)
        if kin is not None and INDICATORS[kin.code].refines == code:
            code = kin.code
        score = scores.pop(code, 0.0)
        word, where = _reason(hits, code)
        head = self._witness.around.head_words[place] or (kin.head if kin else "")
        return Verdict(code, score, score - max(scores.values(), default=0.0), word, where, head, hits)

    def _alike(self, place: int, kin: Verdict) -> bool:
        """May a quantity measure what another does: is its measure the same, and does it count no other thing?"""
        indicator, things = INDICATORS[kin.code], self._witness.things[place]
        return indicator.measure == self._witness.measures[place] and (not things or indicator.of in (None, *things))

    def _scores(self, place: int, hits: Sequence[Hit]) -> dict[str, float]:
        """The score of each indicator that has what it needs; a refined one stands on the one it refines."""
        meets = self._lexicon.meets
        things, kinds = self._witness.things[place], self._witness.kinds(place)
        other = 0.0 if not things else _PAIRED_THING if _PAIRING in things else _OTHER_THING
        unknown = _UNKNOWN_THING if self._witness.unnamed(place) else 0.0
        # Where what is counted is no noun that is known, only the words near it speak.
        own = _sums(hits, near=bool(unknown))
        words: frozenset[str] | None = None
        scores: dict[str, float] = {}
        for code, weight in own.items():
            if code in _GATES:
                needs, broader, of = _GATES[code]
                if needs:
                    if words is None:
                        # The words of the stretch, and those that were heard from farther off.
                        words = self._witness.lasting(place).union([word for _, _, word, _ in hits])
                    if _lacks(words, needs, meets):
                        continue
                if broader and (whole := own.get(broader, 0.0)) > _REFINED:
                    weight += whole - _REFINED
                # The noun or the measure word may count other things.
                if of and of not in kinds:
                    kind = _OTHER_MEASURE_WORD if kinds else 0.0
                    weight += unknown if of in things else other + kind + unknown
                elif of and of not in things:
                    weight += other
            scores[code] = weight
        return scores


def _speaks(hits: Sequence[Hit]) -> bool:
    """Does a strong word right before a figure say what it measures, whatever its whole is?"""
    return any(
        where == "before" and factor >= _NEXT_TO and any(weight >= _STRONG for _, weight in weights)
        for weights, factor, _, where in hits
    )


def _several(code: str, scores: Mapping[str, float], hits: Sequence[Hit]) -> str:
    """The broader indicator where two of its kind are told in one clause before a figure (到东部和就近就业共300人)."""
    broader = _REFINING_PEOPLE[code]
    others = [each for each in scores if each != code and _REFINING_PEOPLE.get(each) == broader]
    if not others:
        return code
    told = {
        each
        for weights, factor, _, where in hits
        if where == "before" and factor >= _TOLD
        for each, weight in weights
        if weight >= _STRONG and each in (code, *others)
    }
    return broader if code in told and len(told) > 1 else code


def _lacks(words: frozenset[str], needs: Sequence[str], meets: Mapping[str, frozenset[str]]) -> bool:
    """Does any of the needs go without its words?"""
    for each in needs:  # noqa: SIM110  any() takes as long as all the rest
        if meets[each].isdisjoint(words):
            return True
    return False


def _sums(hits: Iterable[Hit], *, near: bool) -> dict[str, float]:
    """What the hits weigh together for each indicator; those of the stretch add to what is told near, unless `near`."""
    own: dict[str, float] = {}
    stretch: dict[str, float] = {}
    for weights, factor, _, where in hits:
        sums = stretch if where == "stretch" else own
        for code, weight in weights:
            if code in sums:  # quicker than a defaultdict
                sums[code] += weight * factor
            else:
                sums[code] = weight * factor
    if stretch and not near:
        for code, weight in stretch.items():
            if own.get(code, 0.0) >= _OF_ITS_OWN:
                own[code] += weight
    return own


def _reason(hits: Sequence[Hit], code: str) -> tuple[str, str]:
    """The word that weighs most for an indicator, and where it stands."""
    most, reason = float("-inf"), ("", "nothing")
    for weights, factor, word, where in hits:
        for each, weight in weights:
            if each == code and weight * factor > most:
                most, reason = weight * factor, (word, where)
    return reason


def _gate(code: str) -> tuple[tuple[str, ...], str | None, str | None]:
    """What an indicator must pass: the indicators whose needs must be met, the one it refines, the thing counted."""
    indicator = INDICATORS[code]
    needing = [each for each in (code, indicator.refines) if each and INDICATORS[each].needs]
    return tuple(needing), indicator.refines, indicator.of


#: What the quantities of each measure are where nothing speaks for more.
_FALLBACKS = {
    measure: f"other.{measure if measure in _NOTHING else 'measure'}" for measure in {*MEASURES.values(), "any"}
}
#: People told more narrowly, with the broader indicator.
_REFINING_PEOPLE = {
    code: each.refines for code, each in INDICATORS.items() if each.refines and each.measure == "people"
}
#: The indicators that must pass something.
_GATES = {code: gate for code in INDICATORS if any(gate := _gate(code))}
