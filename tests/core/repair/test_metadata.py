"""Title, publisher, author and day are read from the lines about a text, and marked where they stand."""

from __future__ import annotations

from datetime import date

import pytest

from core.records import About, RepairKind
from core.repair import repair

BODY = "今年以来,两地围绕产业协作实施项目46个,投入资金1.2亿元。群众收入不断增加。\n各乡镇加强管理,成效明显。\n"
TITLE = "山海携手谱新篇"
HEADS = {
    "labels on one line": (
        f"{TITLE}两地协作\n来源:某某日报 作者:李明 发布时间:2020-11-20 08:15\n",
        "某某日报",
        "李明",
        (2020, 11, 20),
    ),
    "day in words": (f"{TITLE}两地协作\n2020年11月20日 08:15 来源：某某网\n", "某某网", None, (2020, 11, 20)),
    "bars between": (
        f"{TITLE}两地协作\n发布时间:2018-08-22丨来源:某某在线丨作者: 丨责任编辑:苏文\n",
        "某某在线",
        "苏文",
        (2018, 8, 22),
    ),
    "slashes": (f"{TITLE}两地协作\n时间:2018/9/13 来源:某某新闻 浏览次数:61\n", "某某新闻", None, (2018, 9, 13)),
    "index of an office": (
        f"{TITLE}两地协作\n索 引 号:xx025-/2023-1023 发文机构:某县乡村振兴局 主 题 词: 发布日期:2023年10月23日\n",
        "某县乡村振兴局",
        None,
        (2023, 10, 23),
    ),
    "name of a paper before the day": (f"{TITLE}两地协作\n某某日报 2021年10月18日\n", "某某日报", None, (2021, 10, 18)),
    "bars without labels": (f"{TITLE}两地协作\n2021.12.03 10:22 | 某某发布\n", "某某发布", None, (2021, 12, 3)),
    "words and pictures": (
        f"{TITLE}两地协作\n文/图 李明\n时间:2021/12/3 来源:某某新闻网 编辑:王芳\n",
        "某某新闻网",
        "李明",
        (2021, 12, 3),
    ),
    "day run into the source": (
        f"{TITLE}两地协作\n来源: 某某晚报2023-01-03 10:06:58\n",
        "某某晚报",
        None,
        (2023, 1, 3),
    ),
    "menus above": (
        f"首页 > 新闻\n国内 | 国际 | 社会 | 评论\n某县人民政府\n{TITLE}两地协作\n2019-05-06 来源:某某网\n",
        "某某网",
        None,
        (2019, 5, 6),
    ),
    "nobody": (f"{TITLE}两地协作\n来源:本站 作者:佚名 2019-05-06\n", None, None, (2019, 5, 6)),
}


@pytest.mark.parametrize(("head", "publisher", "author", "day"), HEADS.values(), ids=HEADS)
def test_heads_are_read(head: str, publisher: str | None, author: str | None, day: tuple[int, int, int]) -> None:
    about = repair(head + BODY).about
    assert about == About(title=f"{TITLE}两地协作", publisher=publisher, author=author, published_on=date(*day))


@pytest.mark.parametrize(
    ("lead", "publisher", "day"),
    [
        ("新华社兰州10月17日电(记者王明)2020年以来,", "新华社", date(2020, 10, 17)),
        ("新华社兰州2020年10月17日电 记者获悉,", "新华社", date(2020, 10, 17)),
        ("某某日报讯 记者获悉,", "某某日报", None),
        ("中新社北京1月14日电 2019年,", "中新社", None),
        ("央视网消息:2016年7月,", "央视网", None),
    ],
)
def test_wire_stories_are_read_and_years_not_guessed(lead: str, publisher: str, day: date | None) -> None:
    about = repair(lead + BODY).about
    assert (about.publisher, about.published_on) == (publisher, day)


def test_the_year_of_a_wire_story_may_stand_on_the_page() -> None:
    assert repair(f"要闻 2020-10\n{TITLE}两地协作\n新华社兰州10月17日电 {BODY}").about.published_on == date(
        2020, 10, 17
    )


@pytest.mark.parametrize(
    "text",
    [
        "这批资金的来源:一是财政,二是捐赠。群众很满意。\n第二段说的是项目。\n",
        "村里的作者们写了许多文章。大家都来看。\n编辑部设在县城。\n",
        "2019年5月6日,两地召开座谈会,会上签订协议12份,金额3.2亿元,涉及种植、养殖、加工等多个行业,惠及十个乡镇。\n第二段。\n",
    ],
)
def test_sentences_tell_nothing_of_the_page(text: str) -> None:
    assert repair(text).about == About()


def test_what_a_reader_knew_is_kept() -> None:
    known = About(title="甲", publisher="乙", author="丙", published_on=date(2000, 1, 1))
    assert repair(HEADS["labels on one line"][0] + BODY, known).about == known


def test_each_thing_read_is_marked_where_it_stands() -> None:
    head = HEADS["labels on one line"][0]
    marked = [done for done in repair(head + BODY).repairs if done.kind is RepairKind.METADATA]
    assert [done.before for done in marked] == [f"{TITLE}两地协作", "某某日报", "李明", "2020-11-20"]
    assert all(done.before == done.after for done in marked)
