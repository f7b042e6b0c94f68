from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import filters
from core.errors import BadFilter
from core.store import Store
from tests.core.made_documents import document, fact, facts


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("filters") / "a.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        opened.add(document(text := '另一篇 关于"捐赠"的报告。', name="另一篇.txt"), ())
        assert text
        yield opened


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("status:pending", [1, 2, 3, 4]),
        ("状态:通过", []),
        ("-状态:通过", [1, 2, 3, 4]),
        ("indicator:funds.*", [1, 2]),
        ("指标:资金支持", [1, 2]),
        ("指标:财政帮扶资金", [1, 2]),
        ("category:funds,talent", [1, 2, 3]),
        ("-category:funds", [3, 4]),
        ("recipient:150000", [1, 2]),
        ("recipient:150900", [1, 2]),
        ("受援方:察右前旗", [1, 2]),
        ("recipient:150927", [2]),
        ("recipient:152500", []),
        ("recipient:none", [3, 4]),
        ("provider:北京", [1]),
        ("place:110000,150927", [1, 2]),
        ("year:2019", [1, 2]),
        ("year:2018-2020", [1, 2]),
        ("year>2019", []),
        ("year:none", [3, 4]),
        ("-year:2019", [3, 4]),
        ("value>1e6", [1, 2]),
        ("value>300万", [1]),
        ("数值≥300万", [1, 2]),
        ("value:20..2000", [3, 4]),
        ("value:24", [3]),
        ("unit:元", [1, 2]),
        ("unit:人次", [4]),
        ("planned:yes", [4]),
        ("计划:否", [1, 2, 3]),
        ("per:none", [1, 2, 3, 4]),
        ("whole:yes", [2]),
        ("tag:none", [1, 2, 3, 4]),
        ("flag:damaged_nearby", [4]),
        ("flag:none", [1, 2, 3]),
        ("confidence>90%", [3]),
        ("document:1", [1, 2, 3, 4]),
        ("document:简报", [1, 2, 3, 4]),
        ("document:协作简", [1, 2, 3, 4]),
        ("document:另一篇", []),
        ("label:教", [3]),
        ("quote:300", [2]),
        ("id:#2,3", [2, 3]),
        ("edited:no", [1, 2, 3, 4]),
        ("𠮷祥", [1, 2, 3, 4]),
        ('"(天津)"', [1, 2, 3, 4]),
        ("不在文中", []),
        ("-不在文中", [1, 2, 3, 4]),
        ("category:funds 其中 -recipient:150927", [1]),
    ],
)
def test_a_filter_lets_through_the_facts_it_describes(store, written, ids):
    wanted = filters.parse(written)
    assert list(store.fact_ids(wanted)) == ids
    assert store.count(wanted) == len(ids)


def test_values_beyond_the_reach_of_integers_are_compared_too(tmp_path):
    with Store.open(tmp_path / "a.hedui") as opened:
        text = "一万兆元,5元,0.1234567元。"
        values = {"一万兆元": Decimal(10) ** 16, "5元": Decimal(5), "0.1234567元": Decimal("0.1234567")}
        opened.add(
            document(text),
            [fact(quote, at, text=text, value=value) for at, (quote, value) in enumerate(values.items(), 1)],
        )
        assert list(opened.fact_ids(filters.parse("value>1e15"))) == [1]
        assert list(opened.fact_ids(filters.parse("value<1"))) == [3]
        assert list(opened.fact_ids(filters.parse("value:0.1..6"))) == [2, 3]


@pytest.mark.parametrize(
    ("written", "kind", "marked"),
    [
        ("status:approved 颜色:红", "unknown_field", "颜色"),
        ("status:maybe", "choice", "maybe"),
        ("value>很多", "number", "很多"),
        ("year:十九", "number", "十九"),
        ("value:1e999", "number", "1e999"),
        ("受援方:没有这个地方", "name", "没有这个地方"),
        ("指标:没有这个指标", "name", "没有这个指标"),
        ('tag:"复核', "unclosed", '"复核'),
        ("year:2019 tag:", "no_value", "tag:"),
        ("tag:a,", "no_value", "tag:a,"[:5]),
        ("status>approved", "comparison", "status>approved"),
        ("value>1..2", "comparison", "value>1..2"),
    ],
)
def test_a_filter_that_cannot_be_read_says_where_and_why(written, kind, marked):
    with pytest.raises(BadFilter) as told:
        filters.parse(written)
    problem = told.value
    assert problem.kind == kind
    assert marked.startswith(written[problem.values["start"] : problem.values["end"]].strip(",")[:3])
    assert problem.sentence("zh")
    assert problem.sentence("en")


_ODD = st.text(alphabet=st.sampled_from("ab1 帮扶𠮷😀,，、:\"“”\\-#*?()'\n\u3000\x00"), max_size=8)
_VALUES = {
    "status": st.sampled_from(["pending", "通过", "rejected"]),
    "indicator": st.sampled_from(["funds.*", "财政帮扶资金", "labour.wage", "资金支持"]),
    "recipient": st.sampled_from(["150000", "察右前旗", "none", "京蒙"]),
    "year": st.sampled_from(["2019", "2018-2020", "none"]),
    "value": st.sampled_from(["1e6", "100万", "1.5亿", "0.001", "1..2", "-3"]),
    "tag": _ODD.filter(bool),
    "text": _ODD,
    "document": _ODD.filter(bool).filter(lambda text: not text.removeprefix("#").isdigit()),
}


@st.composite
def _written(draw):
    parts = []
    for field in draw(st.lists(st.sampled_from(sorted(_VALUES)), max_size=5)):
        values = [filters.syntax.written(draw(_VALUES[field])) for _ in range(draw(st.integers(1, 3)))]
        parts.append(f"{'-' if draw(st.booleans()) else ''}{field}:{','.join(values)}")
    return "  ".join(parts)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the first example loads the tables
@given(_written())
def test_a_filter_written_out_and_read_is_the_same_filter(text):
    wanted = filters.parse(text)
    assert filters.parse(wanted.text) == wanted
    assert filters.parse(filters.worded(wanted, "zh")) == wanted
    assert filters.parse(filters.worded(wanted, "en")) == wanted


@given(st.text(alphabet=st.sampled_from('a状态:：,，-"“”\\ 万>=<年1.;\n通过')))
def test_any_text_is_a_filter_or_a_told_problem(text):
    try:
        wanted = filters.parse(text)
    except BadFilter as told:
        start, end = told.values["start"], told.values["end"]
        wanted = filters.ALL
    else:
        start = end = 0
    assert 0 <= start <= end <= len(text)
    assert filters.parse(wanted.text) == wanted
    assert filters.describe(wanted, "zh")


@given(_written())
def test_every_filter_can_be_asked(store, text):
    assert 0 <= store.count(filters.parse(text)) <= 4


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("", "全部数据。", "All facts."),
        (
            "status:approved recipient:150000 value>100万",
            "数据：状态为通过，受援方为内蒙古，数值大于1,000,000。",
            "Facts whose status is approved; recipient is 内蒙古; value is over 1,000,000.",
        ),
        ("-text:试点", "数据：文字不包含“试点”。", "Facts whose text does not contain “试点”."),
    ],
)
def test_a_filter_is_described_in_a_plain_sentence(written, zh, en):
    assert filters.describe(filters.parse(written), "zh") == zh
    assert filters.describe(filters.parse(written), "en") == en


@pytest.mark.parametrize("field", filters.FIELDS, ids=lambda field: field.name)
def test_every_field_has_a_chinese_name_that_means_it(field):
    from core.filters.fields import named

    assert named(field.zh) is named(field.name) is field


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("status:approved,pending", "状态:通过,待核", "status:approved,pending"),
        ("-recipient:150000,none", "-受援方:内蒙古,无", "-recipient:内蒙古,none"),
        ("value>=1500000", "数值>=150万", "value>=1500000"),
        ("value:20..2000000", "数值:20..2000000", "value:20..2000000"),
        ("value:200000..2000000", "数值:20万..200万", "value:200000..2000000"),
        ("indicator:funds.*,funds.government", "指标:资金支持,财政帮扶资金", "indicator:funds.*,funds.government"),
        ("unit:CNY,count", "单位:元,count", "unit:CNY,count"),
        ('tag:"要 复核"', '标签:"要 复核"', 'tag:"要 复核"'),
    ],
)
def test_a_filter_is_written_in_the_words_of_a_language(written, zh, en):
    assert filters.worded(filters.parse(written), "zh") == zh
    assert filters.worded(filters.parse(written), "en") == en


def test_a_place_whose_name_others_share_is_written_as_its_code():
    code = "320106"  # 鼓楼区 of Nanjing; there are four
    assert filters.worded(filters.parse(f"recipient:{code}"), "zh") == f"受援方:{code}"
