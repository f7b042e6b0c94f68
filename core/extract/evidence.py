"""Gathers what the words around a quantity say about what it measures.

Evidence is a word of the lists in `indicators.toml`, weighted by its list and by where it stands: as the noun that
the quantity counts, before or after it in the clause, in a neighbouring clause, anywhere in the stretch, or in the
topic that the section announces. Nothing here knows a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.extract.indicators import INDICATORS, measure_of
from core.extract.lexicon import Weights, lexicon
from core.extract.nearness import Hit, Seat, after, before
from core.extract.sentences import Frame, Topic
from core.extract.shares import shares
from core.extract.sides import Sides
from core.extract.surroundings import Surroundings
from core.records import About, Per, Quantity

#: What a topic's words weigh by rank: heading, opening of the paragraph, lead of the sentence.
_RANKS = (0.5, 0.7, 1.0)
_ITEM_ENDS = frozenset("、和及与")
_REACH_BEFORE = 60
_REACH_AFTER = 32
#: The noun counted, or the measure word, agreeing with the indicator's `of`.
_THING = 1.6
_MEASURE_WORD = 0.7
#: A measure word of kinds (类) counts no thing of the table.
_GENERIC = 13.0
_BARE = 2.5
_RATE = 0.8
_NO_RATE = -1.5
_PRICE = 2.5
#: Money that tells the size of what is counted.
_SIZE = re.compile(r"(?:产值|营收|营业收入|销售收入|资产|规模)[^,。;、\d]{0,4}$")
_SIZED = re.compile(r"(?:以上)?(?:的|企业|园区|产业|集群|龙头|合作社|强村|大户)")
#: Counties told with these are counties of the work, even without a measure word.
_PAIRS = re.compile(r"结对|对口|帮扶|协作|受援")
#: What is counted is a side of the work, no thing: 6大方面.
_ASPECT = re.compile(
    r"[“‘\"]?[\u4e00-\u9fff]?(?:方面|领域|环节|层面|板块|维度|阶段|难题|瓶颈|典型|名片|支柱|类型|途径|渠道)"
)
#: Counties and villages that leave poverty: 10个结对县(区)顺利脱贫.
_LEAVES = re.compile(
    r"[^,。;:\d]{0,12}?(?:顺利|全部|已经?|均|都|全|实现|成功|如期|率先|先后|整体|正式|高质量|同步|相继)+(?:从[^,。;]{0,8})?"
    r"(?:脱贫|摘帽|出列|退出|摘掉)(?!攻坚|地区|群众|人口|户)"
)
#: What a region is made up of: 全县辖12个乡镇、136个村.
_HOLDS = re.compile(
    r"[下管]?辖(?:着|有|了|[0-9、和及一二三四五六七八九十百个]|乡?镇|乡|行政|村民?|委会|居|县|市|区|街道|社区|办事处|苏木|嘎查)*$"
)
#: Turns in which people come and go are no thing of the work, but for visits: 选派10批877名干部.
_BATCHES = frozenset({"批", "批次"})
_VISITING = re.compile(r"互访|访|考察|调研|往来|对接|组团|洽谈|推介")
_PARTS_OF_REGION = frozenset({"county", "township", "village", "region"})
#: Who goes somewhere to learn: 56名医护人员到上海进修.
_LEARNS = re.compile(
    r"[^,。;、\d()]{0,14}(?:到|赴|来|去|在|进)[^,。;、\d()]{1,12}?"
    r"(跟班学习|跟岗学习|(?<!开展|进行|实施|组织|举办)培训|学习|进修|跟岗|跟班|研修|轮训|深造|受训)(?!班)"
)
_SECONDED = re.compile(r"挂职")
_BESIDE = 24
#: Officials and professionals told as one: `党政干部和各类专业技术人才1700人次`.
_BOTH = (
    r"(干部[^,。;、\d]{0,3}(?:[和及与、]|以及)[^,。;\d]{0,12}?(?:人才|技术人员|专业人员|医生|教师|医护人员|医务人员|专家|科技人员|老师)"
    r"|(?:专业技术人才|专技人才|技术人员|医生|教师|医护人员|专家|老师)(?:[和及与、]|以及)[^,。;\d]{0,4}干部)"
)
#: So far behind a figure both are told at the most.
_BOTH_REACH = 32
_BOTH_AFTER = re.compile(r"[^,。;、\d()]{0,6}?" + _BOTH)
_BOTH_BEFORE = re.compile(_BOTH + r"等?(?:共计?|累计|合计|总计|达到?|近|约|超过?|分?别?)*$")
#: Projects that are signed or brought in are those of firms.
_SIGNED = re.compile(r"(?:签[约下订署]?|引进|招引|招商)[^,。;:、\d\n]{0,8}$")
_MERE_MONEY = re.compile(
    r"[^,。;:、\d\n]{0,6}?(?:[,、(]|(?=总?金额))(?:(?:累计|共|总|计划|涉及|完成|实际|到位|投入|使用|安排|总计|概算|匹配|带动)*(?:投资|资金|金额)?"
    r"(?:额|总额|规模|量)?(?:为|达到?|共计?|约|近|超过?)*)"
)
#: The assisting side, where an indicator is of that side.
_SIDE = 3.5
_OWN_COUNTIES = 9.0
#: How many nouns and measure words are remembered: more than there are.
_NOUNS = 4096
_NONE: frozenset[str] = frozenset()


#: A hit for one indicator: its code, what the word weighs there, the word, and where it stands.
Evidence = tuple[str, float, str, str]


class Witness:
    """Gathers the evidence for the quantities of one text."""

    def __init__(self, frame: Frame, quantities: Sequence[Quantity], about: About) -> None:
        """Finds the words in the text once; `quantities` are in reading order."""
        self._frame = frame
        self._quantities = quantities
        self._lexicon = lexicon()
        self.around = Surroundings(frame, quantities, self._lexicon)
        self.measures = [measure_of(quantity.unit) for quantity in quantities]
        #: What the noun that is counted may be: names of lists in the lexicon.
        self.things = [self._lexicon.things.get(word, _NONE) for word in self.around.head_words]
        self._seats = self._all_seats()
        self._sides = Sides(frame, about)
        self._shares = shares(frame, quantities)
        self._of_topics: dict[tuple[int, int, str], list[Hit]] = {}
        # Of the last stretch asked for: where it begins, its words, and what they say of each measure.
        self._stretch, self._lasting = -1, _NONE
        self._of_stretches: dict[str, list[Hit]] = {}

    def hits(self, place: int, *, growth: bool = False) -> list[Hit]:
        """All that speaks for or against an indicator of quantity number `place`; for `growth`, of what grew."""
        quantity = self._quantities[place]
        measure = "growth" if growth else self.measures[place]
        found = self._near(place, measure)
        if growth:
            return found
        found += self._of_stretch(place, measure)
        if measure == "count":
            found += self._of_count(place)
        elif measure == "people":
            found += self._of_people(quantity)
        elif measure == "money":
            found += self._of_money(place)
        for topic in self.around.topics[place]:
            found += self._of_topic(topic, measure)
        if bias := self._lexicon.bias.get(quantity.unit):
            found.append((bias, 1.0, "", "bias"))
        return found

    def lasting(self, place: int) -> frozenset[str]:
        """The words of the stretch of a quantity that count anywhere in it."""
        start, end = self.around.stretches[place]
        if start != self._stretch:
            words = self.around.words_between(start, end)
            self._stretch, self._lasting, self._of_stretches = start, self._lexicon.lasting.intersection(words), {}
        return self._lasting

    def together(self, place: int) -> bool:
        """Does the quantity stand in one sentence with the one before it?"""
        return self.around.sentences[place - 1] == self.around.sentences[place]

    def beside(self, place: int) -> bool:
        """Does bare money follow right upon the quantity before it: `项目3个,资金1200万元`, `企业84家,总投资6亿元`?"""
        first, second = self._quantities[place - 1].end, self._quantities[place].start
        return second - first < _BESIDE and _MERE_MONEY.fullmatch(self._frame.text, first, second) is not None

    def signed(self, place: int) -> bool:
        """Is what a quantity counts signed or brought in: `签约项目12个`, `现场签下8个合作项目`?"""
        start, end = self._quantities[place].start, self._quantities[place].end
        text = self._frame.text
        return _SIGNED.search(text, max(0, start - _BESIDE), start) is not None or text.startswith("签约", end)

    def unnamed(self, place: int) -> bool:
        """Does a count stand on words of which none is a noun that is known?"""
        following = self._frame.text[self._quantities[place].end : self._quantities[place].end + 1]
        return self.around.heads[place] is None and "\u4e00" <= following <= "\u9fff"

    def kinds(self, place: int) -> frozenset[str]:
        """What the measure word counts by itself: names of lists in the lexicon, none for 个 and the like."""
        return self._lexicon.measure_words.get(self._quantities[place].measure_word or "", _NONE)

    # --- near the quantity ----------------------------------------------------------------------

    def _near(self, place: int, measure: str) -> list[Hit]:
        """What the words say that may speak for the quantity: of its sentence, and of its item of a list."""
        around, growth, senses = self.around, measure == "growth", self._lexicon.senses[measure]
        quantity, sentence, seat = self._quantities[place], around.sentences[place], self._seats[place]
        start, end = quantity.start, quantity.end
        first, last = max(sentence.start, start - _REACH_BEFORE), start
        share = self._shares.get(place)
        if share:
            first, last = share.start, share.end
        elif growth:
            first = max(first, around.begins[place])
        bare = around.heads[place] is None and self._bare(place, measure)
        found = before(seat, around.heard(senses, first, last), last, bare=bare)
        if not growth:
            found += after(seat, around.heard(senses, end, min(sentence.end, end + _REACH_AFTER)), measure)
        return found

    def _all_seats(self) -> list[Seat]:
        """Where each quantity stands."""
        around, text = self.around, self._frame.text
        ends = [quantity.end for quantity in self._quantities]
        return list(
            zip(
                [quantity.start for quantity in self._quantities],
                ends,
                around.clauses,
                [stretch for stretch, _ in around.stretches],
                map((*self._frame.clause_starts, len(text)).__getitem__, around.clauses),
                around.depth,
                zip(*around.rank, strict=True),
                around.chains,
                around.listed,
                around.items,
                (*around.clauses[1:], -1),
                [text[end : end + 1] in _ITEM_ENDS for end in ends],
                [-1 if head is None else around.starts[head] for head in around.heads],
                around.sharing,
                strict=True,
            )
        )

    def _bare(self, place: int, measure: str) -> bool:
        """Does a quantity without a noun stand alone in its clause, so that the clause before it speaks for it?"""
        start = self._quantities[place].start
        first = self.around.begins[place]
        if place:
            first = max(first, self._quantities[place - 1].end)
        return self._lexicon.telling[measure].isdisjoint(self.around.words_between(first, start))

    # --- farther off ----------------------------------------------------------------------------

    def _of_stretch(self, place: int, measure: str) -> list[Hit]:
        """Words that count anywhere in the stretch around the quantity, for each indicator the longest."""
        entries = self._lexicon.stretch[measure]
        if not entries or entries.keys().isdisjoint(self.lasting(place)):
            return []
        known = self._of_stretches.get(measure)
        if known is None:
            known, spoken = [], set[str]()
            words = [word for word in self.lasting(place) if word in entries]
            for word in sorted(words, key=lambda each: (-len(each), each)):
                weights = tuple(each for each in entries[word] if each[0] not in spoken)
                spoken.update(code for code, _ in weights)
                if weights:
                    known.append((weights, 1.0, word, "stretch"))
            self._of_stretches[measure] = known
        return known

    def _of_topic(self, topic: Topic, measure: str) -> list[Hit]:
        key = (topic.start, topic.rank, measure)
        known = self._of_topics.get(key)
        if known is None:
            topics = self._lexicon.topics[measure]
            known = self._of_topics[key] = [
                (topics[word], _RANKS[topic.rank], word, "topic")
                for word in self.around.words_between(topic.words.start, topic.words.end)
                if word in topics
            ]
        return known

    def _of_count(self, place: int) -> list[Hit]:
        """The thing counted, by its noun and measure word, and whose side it is on."""
        quantity, things = self._quantities[place], self.things[place]
        text, start, end, word = self._frame.text, quantity.start, quantity.end, quantity.measure_word
        found = [*_of_thing(self.around.head_words[place]), *_of_measure_word(word or "")]
        # Counties told by a bare number (`3县`) are the size of a region rather than a measure of the work.
        if word is None and "county" in things and not self._paired(place):
            found.append((_REGION, 1.0, "", "measure word"))
        if word in _BATCHES and not _VISITING.search(text, *self._frame.clause_at(start)):
            found.append((_REGION, 1.0, word or "", "measure word"))
        if aspect := _ASPECT.match(text, end):
            found.append((_KINDS, 1.0, aspect[0], "measure word"))
        if not _LEAVING.isdisjoint(things) and (leaves := _LEAVES.match(text, end)):
            found += [(_DELISTED[thing], 1.0, leaves[0], "after") for thing in sorted(things & _LEAVING)]
        if not _PARTS_OF_REGION.isdisjoint(things):
            first = max(self.around.begins[place], start - _BESIDE)
            if holds := _HOLDS.search(text, first, start):
                found.append((_KINDS, 1.0, holds[0], "holds"))
        # What is the assisting side's own has indicators of its own, counties have none.
        if not _SIDED.isdisjoint(things) and (told := self._sides.assisting(start, end)):
            found += [(_OF_SIDE[thing], 1.0, told, "side") for thing in sorted(things & _SIDED)]
        return found

    def tells_counties(self, place: int, code: str) -> bool:
        """Are regions told by a bare number counted as counties of the work: those delisted, and those paired?"""
        return code == "outcome.counties_delisted" or (code == "pairing.counties" and self._paired(place))

    def _paired(self, place: int) -> bool:
        """Does a number in digits right on counties follow upon words of pairing in its clause: 结对帮扶四川68县?"""
        start = self._quantities[place].start
        first = self.around.begins[place]
        return self._frame.text[start].isdigit() and _PAIRS.search(self._frame.text, first, start) is not None

    def _of_people(self, quantity: Quantity) -> Iterator[Hit]:
        """People who went to the assisting side or to learn, officials told together with others, and visits."""
        text, start, end = self._frame.text, quantity.start, quantity.end
        if word := self._sides.gone_to(start, end) or self._sides.taking_in(start):
            yield _GONE, 1.0, word, "side"
        learns = _LEARNS.match(text, end)
        if learns and not _SECONDED.search(learns[0]):
            yield _LEARNING, 1.0, learns[1], "after"
        first = max(0, start - _BESIDE)
        if text.find("干部", first, end + _BOTH_REACH) >= 0:
            both = _BOTH_AFTER.match(text, end) or _BOTH_BEFORE.search(text, first, start)
            if both:
                yield _OF_BOTH, 1.0, both[1], "before" if both.start() < start else "after"
        if quantity.unit == "person-time":
            yield _PERSON_TIMES, 1.0, quantity.measure_word or "", "measure word"

    def _of_money(self, place: int) -> Iterator[Hit]:
        """Rates and prices, and money that only describes a firm: `产值过亿元的企业`."""
        quantity = self._quantities[place]
        if quantity.per not in (None, Per.YEAR):
            yield _OF_PRICE if quantity.per is Per.ITEM else _OF_RATE, 1.0, "", "rate"
        text = self._frame.text
        if _SIZED.match(text, quantity.end) and _SIZE.search(text, max(0, quantity.start - 9), quantity.start):
            yield _MERE_SIZE, 1.0, self.around.head_words[place], "describes"


@lru_cache(maxsize=_NOUNS)
def _of_thing(head: str) -> tuple[Hit, ...]:
    """What the noun counted says of what is counted."""
    things = sorted(lexicon().things.get(head, _NONE) & _COUNTED.keys())
    return tuple((_COUNTED[thing], _THING, head, "thing") for thing in things)


@lru_cache(maxsize=_NOUNS)
def _of_measure_word(word: str) -> tuple[Hit, ...]:
    """What the measure word says of what is counted."""
    things = sorted(lexicon().measure_words.get(word, _NONE) & _COUNTED.keys())
    if word[-1:] == "位" and len(word) > 1:
        return tuple((_COUNTED[thing], _THING + _BARE, word, "measure word") for thing in things)
    counted: tuple[Hit, ...] = tuple((_COUNTED[thing], _MEASURE_WORD, word, "measure word") for thing in things)
    return ((_KINDS, 1.0, word, "measure word"), *counted) if word in lexicon().generic else counted


def _counted() -> dict[str, Weights]:
    """Indicators by what they count; a refined one that counts the same thing gets that from the broader one."""
    rows: dict[str, list[tuple[str, float]]] = {}
    for code, each in INDICATORS.items():
        if each.measure == "count" and each.of and not (each.refines and INDICATORS[each.refines].of == each.of):
            rows.setdefault(each.of, []).append((code, 1.0))
    return {thing: tuple(weights) for thing, weights in rows.items()}


_COUNTED = _counted()
_REGION: Weights = (("other.count", _BARE),)
_KINDS: Weights = (("other.count", _GENERIC),)
_OF_SIDE: dict[str, Weights] = {
    each.of: ((code, _SIDE),) for code, each in INDICATORS.items() if code.endswith("_east") and each.of
}
_OF_SIDE["county"] = (("other.count", _OWN_COUNTIES),)
_SIDED = frozenset(_OF_SIDE)
_DELISTED: dict[str, Weights] = {
    "county": (("outcome.counties_delisted", 6.0),),
    "village": (("outcome.villages_delisted", 6.0),),
}
_LEAVING = frozenset(_DELISTED)
_LEARNING: Weights = (
    ("talent.trained", 4.0),
    ("talent.exchanged", -2.0),
    ("labour.trained", 2.0),
    ("labour.employed_east", -4.0),
)
_OF_BOTH: Weights = (("talent.exchanged", 4.5), ("talent.cadres", -3.0), ("talent.professionals", -3.0))
_PERSON_TIMES: Weights = (("governance.visitors", 0.8), ("talent.cadres", -0.8))
_GONE: Weights = (("labour.employed_east", _SIDE),)
#: A rate is income, wage or subsidy, seldom a fund.
_OF_RATE: Weights = tuple(
    (code, _RATE if each.aggregate == "none" or code == "funds.subsidy" else _NO_RATE)
    for code, each in INDICATORS.items()
    if each.measure == "money"
)
_OF_PRICE: Weights = (("other.money", _PRICE),)
_MERE_SIZE: Weights = (("other.money", _GENERIC),)
