import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.extract import places
from core.extract.directions import of_a_journey
from core.records import About

CASES = Path(__file__).parents[2] / "cases"
MENTIONS = json.loads((CASES / "places_mentions.json").read_text(encoding="utf-8"))
REPORTS = json.loads((CASES / "places_reports.json").read_text(encoding="utf-8"))
ROLES = json.loads((CASES / "places_roles.json").read_text(encoding="utf-8"))


def assigned(case: dict[str, object]) -> places.Places:
    text, quote = str(case["text"]), str(case["quote"])
    about = About(title=str(case["title"]) or None)
    provider, recipient = places.pair(text, about)
    spans = every_number(text)
    found = places.assign(text, spans, replace(about, provider=provider, recipient=recipient))
    return found[[start for start, _ in spans].index(text.index(quote))]


def every_number(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\d[\d.]*+(?![年月日])[^\W\d]", text)]


@pytest.mark.parametrize("case", MENTIONS, ids=lambda case: case["why"])
def test_names_are_understood_in_the_light_of_the_text(case: dict[str, str]) -> None:
    about = About(published_on=date.fromisoformat(case["date"]) if "date" in case else None)
    found = [code for mention in places.find_mentions(case["text"], about) for code in mention.codes]
    assert found == list(case["codes"])


@pytest.mark.parametrize("case", ROLES, ids=lambda case: case["why"])
def test_a_figure_gets_who_gives_and_who_receives(case: dict[str, object]) -> None:
    found = assigned(case)
    assert (sorted(found.provider), sorted(found.recipient)) == (
        sorted(case["provider"]),  # type: ignore[call-overload]
        sorted(case["recipient"]),  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case.get("why") or case["title"])
def test_every_figure_of_a_short_report_gets_its_places(case: dict[str, object]) -> None:
    text = str(case["text"])
    about = About(title=str(case["title"]) or None)
    provider, recipient = places.pair(text, about)
    spans = every_number(text)
    found = places.assign(text, spans, replace(about, provider=provider, recipient=recipient))
    told = [
        [text[start:end], list(one.provider), list(one.recipient)]
        for (start, end), one in zip(spans, found, strict=True)
    ]
    assert told == case["figures"]


def test_a_garbled_name_is_flagged_and_never_silent() -> None:
    text = "赤峰市哈钦旗新建大棚20座。"
    start = text.index("20座")
    found = places.assign(text, [(start, start + 3)], About())[0]
    assert found.recipient == ("150428",)
    assert "place_suggested" in found.flags


def test_a_true_name_is_not_flagged() -> None:
    text = "赤峰市喀喇沁旗新建大棚20座。"
    start = text.index("20座")
    assert places.assign(text, [(start, start + 3)], About())[0].flags == ()


def test_mentions_stand_where_they_say() -> None:
    text = "天津市和平区帮扶白银市靖远县,京蒙协作。"
    assert [text[one.start : one.end] for one in places.find_mentions(text)] == ["天津市和平区", "白银市靖远县", "京蒙"]


def test_each_span_gets_its_places_in_order() -> None:
    text = "北京235家、天津31家企业参加。"
    spans = every_number(text)
    found = places.assign(text, spans, About(title="京津帮扶河北"))
    assert [one.provider for one in found] == [("110000",), ("120000",)]


@pytest.mark.parametrize("text", ["", "\n\n", "没有地名,只有3个。", "1个", "。。。5元"])
def test_texts_without_places_give_none(text: str) -> None:
    spans = every_number(text)
    assert places.assign(text, spans, About()) == tuple(
        replace(one, provider=(), recipient=()) for one in places.assign(text, spans, About())
    )


def test_what_a_curator_set_for_the_document_holds() -> None:
    text = "共实施项目30个。"
    about = About(provider=("350000",), recipient=("640000",))
    found = places.assign(text, [(5, 8)], about)[0]
    assert found.recipient == ("640000",)


def test_full_width_punctuation_changes_nothing() -> None:
    plain = "靖远县投入5元;和平区捐款6元,修路7里。"
    wide = plain.replace(",", "\uff0c").replace(";", "\uff1b")
    about = About(title="天津市和平区对口帮扶靖远县")
    assert places.assign(plain, every_number(plain), about) == places.assign(wide, every_number(wide), about)


@pytest.mark.parametrize(
    ("title", "text", "pair"),
    [
        ("鲁渝协作结硕果", "山东投入资金,重庆各县受益。", (("370000",), ("500000",))),
        ("青岛与陇南携手", "青岛市与陇南市结对。", (("370200",), ("621200",))),
        ("天津市和平区对口帮扶靖远县", "和平区来了。", (("120101",), ("620421",))),
        ("某县城建成公园", "公园里花开了。", ((), ())),
    ],
)
def test_the_pair_of_a_document_is_read(title: str, text: str, pair: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert places.pair(text, About(title=title)) == pair


@pytest.mark.parametrize(
    ("text", "quote", "journey"),
    [
        ("从县城驱车沿山路绕行两个多小时,记者来到村里。", "两个多小时", True),
        ("从北京乘高铁不到2个小时就到了。", "2个小时", True),
        ("北京专家在当地授课36个小时。", "36个小时", False),
        ("驱车180公里来到东源县。", "180公里", False),
        ("绍兴和乐山相距1900公里。", "1900公里", True),
        ("车间离新家只有2公里,月薪3000元。", "2公里", True),
        ("600多公里外的县城里,商户多了起来。", "600多公里", True),
        ("医生来自600多公里外的省城。", "600多公里", False),
    ],
)
def test_how_long_a_journey_takes_or_how_far_it_is_is_given_by_nobody(text: str, quote: str, journey: bool) -> None:
    start = text.index(quote)
    assert of_a_journey(text, (start, start + len(quote))) is journey
