"""Small documents with one seeded error each, and as many without: what the checks are measured on.

Run it to see some: `python -m tests.core.checks.made`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core import gazetteer
from core.checks import Kind
from core.records import Bound, Direction, Document, Fact
from tests.core.checks.pages import Page, money, plain, wan

SEED = 20200713
REGIONS = ("150000", "620000", "530000", "520000", "610000")


@dataclass(frozen=True)
class Case:
    """Documents that belong together, and the kind of finding that was put into them (None for none)."""

    name: str
    documents: tuple[tuple[Document, list[Fact]], ...]
    kind: Kind | None


Make = Callable[[random.Random, Page, bool], "list[Page] | None"]


def bracket_sum(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    first, second = random_.randint(100, 900), random_.randint(20, 90)
    off = random_.choice([-7, -3, 4, 11]) if wrong else 0
    page.say("受援地区引进")
    total = first + second + off
    whole = page.tell(f"{total}家", str(total), "count", "pairing.enterprises")
    page.say("(甲区")
    page.tell(f"{first}家", str(first), "count", "pairing.enterprises", whole=whole)
    page.say("、乙区")
    page.tell(f"{second}家", str(second), "count", "pairing.enterprises", whole=whole)
    page.say(")企业落地。")
    return [page]


def listed_sum(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    parts = [wan(random_, 20, 900) for _ in range(4)]
    total = sum(parts) + (wan(random_, 40, 80) * -1 if wrong else 0)
    page.say("全年投入各类资金")
    whole = money(page, Decimal(total), "funds.total")
    page.say(",其中")
    for at, (word, part) in enumerate(zip(("财政资金", "捐赠资金", "定点资金", "其他资金"), parts, strict=True)):
        page.say("," if at else "").say(word)
        money(page, part, "funds.government", whole=whole)
    page.say("。")
    return [page]


def missing_sum(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    parts = [wan(random_, 100, 900) for _ in range(3)]
    total = sum(parts) + (wan(random_, 40, 80) if wrong else 0)
    page.say("三个项目共安排")
    whole = money(page, Decimal(total), "funds.project")
    page.say(",分别为")
    for at, part in enumerate(parts):
        page.say("、" if at else "")
        money(page, part, "funds.project", whole=whole)
    page.say("。")
    return [page]


def open_sum(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    """其中 leaves a list open: less than the whole is right, more is wrong."""
    part = random_.randint(300, 900)
    total = part - random_.randint(20, 90) if wrong else part + random_.randint(20, 500)
    page.say("实现就业")
    whole = page.tell(f"{total}人", str(total), "person", "labour.employed")
    page.say(",其中妇女")
    page.tell(f"{part}人", str(part), "person", "labour.employed", whole=whole)
    page.say("。")
    return [page]


def loose_list(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    parts = [wan(random_, 200, 900) for _ in range(4)]
    total = sum(parts) - (wan(random_, 60, 150) if wrong else 0)
    page.say("共投入扶贫协作资金")
    money(page, Decimal(total), "funds.government")
    page.say("。")
    for word, part in zip(("产业开发", "教育医疗", "劳务协作", "基础设施"), parts, strict=True):
        page.say(f"{word}投入资金")
        money(page, part, "funds.project")
        page.say(",用于相关建设;")
    page.say("各项任务顺利。")
    return [page]


def rounded_sum(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    """Never wrong: a total cut off after its first decimal."""
    parts = [wan(random_, 20, 400) for _ in range(3)]
    total = (sum(parts) * 10 // 1) / Decimal(10)
    page.say("安排资金")
    whole = money(page, Decimal(total), "funds.project")
    page.say("。其中,")
    for at, part in enumerate(parts):
        page.say(";" if at else "").say("安排")
        money(page, part, "funds.project", whole=whole)
    page.say("。")
    return [page] if not wrong else listed_sum(random_, page, wrong)


def second_page(page: Page, **changes: Any) -> Page:
    other = Page(page.provider, page.recipient, page.year, page.published)
    for name, value in changes.items():
        setattr(other, name, value)
    return other


def contradiction(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    """Two reports of one day; without an error they tell of different years."""
    amount = wan(random_, 2000, 9000)
    other = second_page(page, year=page.year if wrong else page.year - 1)
    page.say("全县落实财政帮扶资金")
    money(page, amount, "funds.government")
    page.say("。")
    other.say("帮扶资金到位")
    money(other, amount + wan(random_, 100, 900), "funds.government")
    other.say("。")
    return [page, other]


def revision(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    amount = wan(random_, 2000, 9000)
    page.published = date(page.year, 12, 20)
    other = second_page(page, published=date(page.year + 1, 3, 1))
    page.say("全县落实财政帮扶资金")
    money(page, amount, "funds.government")
    page.say("。")
    other.say("核定后的帮扶资金为")
    money(other, amount + (wan(random_, 100, 900) if wrong else 0), "funds.government")
    other.say("。")
    return [page, other]


def repeat(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    """A figure told again more roughly."""
    amount = Decimal(random_.randint(2011, 9899))
    amount += 100 * (amount // 100 % 10 == 0) + (amount % 100 == 0)
    other = second_page(page)
    page.say("落实帮扶资金")
    money(page, amount, "funds.government")
    page.say("。")
    other.say("帮扶资金")
    if wrong:
        rough = amount // 100 * 100
        other.tell(f"{rough}多万元", str(rough * 10000), "CNY", "funds.government", bound=Bound.OVER)
    else:
        money(other, amount, "funds.social")
    other.say("。")
    return [page, other]


def slip_rival(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    amount = wan(random_, 2000, 9000)
    other = second_page(page)
    page.say("落实帮扶资金")
    money(page, amount, "funds.government")
    page.say("。")
    other.say("落实帮扶资金")
    value = amount * (10**8 if wrong else 10**4)
    word = "亿元" if wrong else "万元"
    other.tell(f"{amount.normalize():f}{word}", str(value), "CNY", "funds.government")
    other.say("。")
    return [page, other]


def slip_neighbours(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    page.say("各镇补助资金:")
    for at in range(5):
        amount = wan(random_, 20, 60)
        scale, word = (1, "元") if wrong and at == 3 else (10000, "万元")
        page.say(f"{'甲乙丙丁戊'[at]}镇")
        page.tell(f"{amount.normalize():f}{word}", str(amount * scale), "CNY", "funds.subsidy")
        page.say("," if at < 4 else "。")
    return [page]


def fraction(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    amount = Decimal(random_.randint(11, 99)) / 10 + Decimal("0.03")
    page.say("项目惠及")
    if wrong:
        page.tell(f"{amount}人", str(amount), "person", "outcome.beneficiaries")
    else:
        page.tell(f"{amount}万人", str(amount * 10000), "person", "outcome.beneficiaries")
    page.say("。")
    return [page]


def growth(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    before, after = random_.randint(200, 500), random_.randint(600, 1500)
    rate = Decimal(after - before) * 100 / before
    rate = rate.quantize(Decimal("0.1")) + (random_.choice([-25, 30, 60]) if wrong else 0)
    page.say("上年销售农产品")
    page.tell(f"{before}万元", str(before * 10000), "CNY", "consumption.sales", year=page.year - 1)
    page.say("。今年销售农产品")
    page.tell(f"{after}万元", str(after * 10000), "CNY", "consumption.sales")
    page.say(",增长")
    page.tell(f"{rate}%", str(rate), "%", "consumption.sales", change=Direction.INCREASE)
    page.say("。")
    return [page]


def change(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    before, after = Decimal(random_.randint(900, 2500)) / 100, Decimal(random_.randint(0, 300)) / 100
    drop = before - after + (Decimal("1.5") if wrong else 0)
    page.say("贫困发生率由")
    page.tell(f"{before}%", str(before), "%", "outcome.poverty_rate", change=Direction.FROM)
    page.say("降到")
    page.tell(f"{after}%", str(after), "%", "outcome.poverty_rate", change=Direction.TO)
    page.say(",下降")
    page.tell(f"{drop}个百分点", str(drop), "percentage-point", "outcome.poverty_rate", change=Direction.DECREASE)
    page.say("。")
    return [page]


def household(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    homes = random_.randint(60, 900)
    people = homes * random_.randint(2, 5) + random_.randint(0, 40)
    people = random_.choice([homes // 3, people * 10]) if wrong else people
    page.say("未脱贫")
    page.tell(f"{homes}户", str(homes), "household", "outcome.poor_households")
    page.tell(f"{people}人", str(people), "person", "outcome.poor_people")
    page.say("。")
    return [page]


def period(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    page.published = date(page.year, random_.randint(3, 11), 15)
    page.say("落实援助资金")
    money(page, wan(random_, 20, 900), "funds.social", year=page.year + 1 if wrong else page.year)
    page.say("。")
    return [page]


def place(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    page.say("某旗落实补助")
    money(page, wan(random_, 20, 900), "funds.subsidy", flags=("place_suggested",) if wrong else ())
    page.say("。")
    return [page]


def near_document(random_: random.Random, page: Page, wrong: bool) -> list[Page]:
    words = "山水林田湖草沙路桥电网校医"
    story = "".join(
        f"第{at}项工作由{random_.randint(10, 99)}乡负责,{''.join(random_.sample(words, 9))}。" for at in range(120)
    )
    other = second_page(page)
    page.say(story)
    other.say(story[:700] + "编者按。" + story[700:] if wrong else "".join(random_.sample(story, len(story))))
    for one in (page, other):
        one.say("选派教师")
        one.tell("35名", "35", "person", "talent.professionals")
        one.say("。")
    return [page, other]


#: What is seeded, with the kind of finding that it must give.
SEEDED: tuple[tuple[Kind, Make], ...] = (
    (Kind.SUM, bracket_sum), (Kind.SUM, listed_sum), (Kind.SUM, missing_sum), (Kind.SUM, open_sum),
    (Kind.SUM, loose_list), (Kind.SUM, rounded_sum), (Kind.CONTRADICTION, contradiction),
    (Kind.REVISION, revision), (Kind.REPEAT, repeat),
    (Kind.SCALE, slip_rival), (Kind.SCALE, slip_neighbours), (Kind.FRACTION, fraction), (Kind.GROWTH, growth),
    (Kind.GROWTH, change), (Kind.HOUSEHOLD, household), (Kind.PERIOD, period), (Kind.PLACE, place),
    (Kind.NEAR_DOCUMENT, near_document),
)  # fmt: skip


def cases(seed: int = SEED, size: int = 200) -> Iterator[Case]:
    """`size` cases with an error and as many without, each in a county of its own."""
    random_ = random.Random(seed)
    known = gazetteer.load()
    counties = [one.code for region in REGIONS for one in known.within(region) if not one.code.endswith("00")]
    random_.shuffle(counties)
    for at in range(2 * size):
        wrong = at % 2 == 0
        kind, make = SEEDED[at // 2 % len(SEEDED)]
        page = Page("110105", counties[at], random_.choice([2018, 2019, 2020]))
        plain(random_, page)
        pages = make(random_, page, wrong) or []
        name = f"{make.__name__}-{at}"
        done = tuple(one.done(f"{name}-{number}") for number, one in enumerate(pages))
        yield Case(name, done, kind if wrong else None)


if __name__ == "__main__":
    for case in list(cases(size=len(SEEDED))):
        print(case.kind, [document.text for document, _ in case.documents])  # noqa: T201
