import itertools
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from core import gazetteer
from core.gazetteer.names import short_forms
from core.gazetteer.places import RESOURCES, Places, read_places
from core.gazetteer.spelling import syllables

KNOWN = gazetteer.load()
SHORT = json.loads((Path(__file__).parents[1] / "cases" / "places_short.json").read_text(encoding="utf-8"))
ALL = tuple(read_places())


@pytest.mark.parametrize("case", SHORT, ids=lambda case: case["name"])
def test_official_names_are_shortened_by_rule(case: dict[str, object]) -> None:
    assert list(short_forms(str(case["name"]))) == case["forms"]


def test_every_place_lies_in_a_known_place() -> None:
    codes = {place.code for place in ALL}
    assert [place for place in ALL if place.parent and place.parent not in codes] == []


def test_codes_are_six_digits_and_years_in_order() -> None:
    wrong = [place for place in ALL if len(place.code) != 6 or not place.code.isdigit()]
    wrong += [place for place in ALL if place.valid_from and place.valid_to and place.valid_from > place.valid_to]
    assert wrong == []


def test_all_provinces_are_there() -> None:
    assert sum(place.level is gazetteer.Level.PROVINCE and place.valid_to is None for place in ALL) == 34


def test_the_short_forms_of_the_table_are_those_of_the_rules() -> None:
    by_hand = dict(
        line.split("\t")[:2]
        for line in (RESOURCES / "places" / "short.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    wrong = [place for place in ALL if place.forms != (*short_forms(place.name), *by_hand.get(place.code, "").split())]
    assert wrong == []


def test_irregular_short_forms_belong_to_the_places_they_name() -> None:
    lines = (RESOURCES / "places" / "short.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    names = {place.code: {row.name for row in ALL if row.code == place.code} for place in ALL}
    assert [row for row in rows if row[2] not in names.get(row[0], ())] == []


def test_official_pairs_name_known_places() -> None:
    assert [pair for pair in KNOWN.pairs if not (KNOWN.place(pair.provider) and KNOWN.place(pair.recipient))] == []


@pytest.mark.parametrize(
    ("year", "name"), [(1998, "大兴县"), (2000, "大兴县")], ids=["two years before", "the year of the change"]
)
def test_a_code_keeps_its_old_name_for_old_dates(year: int, name: str) -> None:
    place = KNOWN.place("110224", date(year, 6, 1))
    assert place is not None
    assert place.name == name


def test_a_name_means_the_place_valid_at_the_date() -> None:
    assert [place.code for place in KNOWN.called("平泉", date(2015, 1, 1))] == ["130823"]
    assert [place.code for place in KNOWN.called("平泉", date(2020, 1, 1))] == ["130881"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("察右前旗", "150926"),
        ("察哈尔右翼前旗", "150926"),
        ("cyqq", "150926"),
        ("crqq", "150926"),
        ("天津市和平区", "120101"),
        ("天津和平", "120101"),
        ("内蒙古赤峰市宁城县", "150429"),
        ("锡盟", "152500"),
        (" 北京 ", "110000"),
    ],
)
def test_what_curators_type_is_understood(typed: str, code: str) -> None:
    assert code in [place.code for place in KNOWN.named(typed)]


@pytest.mark.parametrize("typed", ["", "某地", "q", "zzzzzz", "察右左右旗"])
def test_what_names_no_place_gives_none(typed: str) -> None:
    assert KNOWN.named(typed) == ()


def test_places_of_a_name_can_be_asked_inside_one() -> None:
    assert [place.code for place in KNOWN.named("和平区", within="120000")] == ["120101"]


@pytest.mark.parametrize(
    ("name", "within", "code"),
    [
        ("哈钦旗", "150400", "150428"),
        ("土泉县", "152200", "152224"),
        ("科优前旗", "152200", "152221"),
        ("八林左旗", "150400", "150422"),
        ("克左中旗", "150500", "150521"),
        ("阿尔桑市", "152200", "152202"),
        ("华德县", "150900", "150922"),
        ("静远县", "620400", "620421"),
    ],
)
def test_garbled_names_suggest_the_place_that_sounds_like_them(name: str, within: str, code: str) -> None:
    assert KNOWN.suggest(name, within)[0].code == code


@pytest.mark.parametrize(("name", "within"), [("长江大桥县", "150400"), ("国贫旗", "152500"), ("中心区", "620000")])
def test_names_that_sound_like_nothing_suggest_nothing(name: str, within: str) -> None:
    assert KNOWN.suggest(name, within) == ()


def test_what_holds_what() -> None:
    assert KNOWN.contains("150000", "150926")
    assert KNOWN.contains("150926", "150926")
    assert not KNOWN.contains("150926", "150000")
    assert KNOWN.prefecture("150926") == "150900"
    assert KNOWN.prefecture("110115") is None
    assert KNOWN.province("150926") == "150000"


def test_labels_are_short_and_unknown_codes_stay() -> None:
    assert [KNOWN.label(code) for code in ("150926", "110000", "999999")] == ["察右前旗", "北京", "999999"]


@given(st.text(alphabet="京蒙北京市察右前旗和平区天津合作日照时,。1个", max_size=60))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    found = KNOWN.find(text)
    assert all(one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.sampled_from([place for place in ALL if place.valid_to is None and len(place.name) > 3]))
def test_every_official_name_is_found_in_a_sentence(place: gazetteer.Place) -> None:
    mentions = KNOWN.find(f"在{place.name}修路")
    assert place.code in [one.code for mention in mentions for one in mention.candidates]


def test_a_place_may_be_looked_up_from_any_table() -> None:
    own = Places([gazetteer.Place("990000", "某省", gazetteer.Level.PROVINCE, "", "某", (), None, None)])
    assert [place.code for place in own.called("某省")] == ["990000"]


@pytest.mark.parametrize("name", ["六安市", "重庆市", "阿勒泰地区", "察哈尔右翼前旗", "黄陂区", "喀喇沁旗"])
def test_names_are_spelt_as_pypinyin_spells_them(name: str) -> None:
    assert list(syllables(name)) == lazy_pinyin(name)


def test_a_character_without_reading_stands_for_itself() -> None:
    assert syllables("阿X") == ("a", "X")
