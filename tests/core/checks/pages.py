"""Made-up documents for the checks: text is added, and facts where figures stand in it."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.records import About, Document, Fact, Piece


@dataclass
class Page:
    """A document in the making: text is added, and facts where figures stand."""

    provider: str
    recipient: str
    year: int
    published: date | None = None
    text: str = ""
    facts: list[Fact] = field(default_factory=list)

    def say(self, text: str) -> Page:
        self.text += text
        return self

    def tell(self, quote: str, value: str, unit: str, indicator: str, **fields: Any) -> int:
        """Adds a figure; gives its number."""
        start = len(self.text)
        self.text += quote
        year = fields.pop("year", self.year)
        usual: dict[str, Any] = {
            "provider": (self.provider,),
            "recipient": (self.recipient,),
            "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31),
            "measure_word": quote[-1],
        }
        number = len(self.facts) + 1
        self.facts.append(
            Fact(
                id=number,
                start=start,
                end=len(self.text),
                quote=quote,
                sentence="",
                value=Decimal(value),
                unit=unit,
                indicator=indicator,
                label=fields.pop("label", "资金"),
                **(usual | fields),
            )
        )
        return number

    def done(self, name: str) -> tuple[Document, list[Fact]]:
        data = self.text.encode()
        about = About(title=name, published_on=self.published, provider=(self.provider,), recipient=(self.recipient,))
        whole = (Piece(0, len(self.text), 0, len(self.text)),)
        sha = hashlib.sha256(data + name.encode()).hexdigest()
        document = Document(name, "txt", sha, data, self.text, self.text, whole, (), about)
        return document, [_with_sentence(fact, self.text) for fact in self.facts]


def _with_sentence(fact: Fact, text: str) -> Fact:
    start = text.rfind("。", 0, fact.start) + 1
    end = text.find("。", fact.end)
    return replace(fact, sentence=text[start : len(text) if end < 0 else end + 1])


def wan(random_: random.Random, low: int, high: int) -> Decimal:
    """An amount in 万元 with up to two decimals."""
    return Decimal(random_.randint(low * 100, high * 100)) / 100


def money(page: Page, amount: Decimal, indicator: str, **fields: Any) -> int:
    return page.tell(f"{amount.normalize():f}万元", str(amount * 10000), "CNY", indicator, **fields)


def plain(random_: random.Random, page: Page) -> None:
    """Three sentences of the usual kind with nothing wrong in them."""
    for make in random_.sample((training, professionals, enterprises, homes_and_people, sales), 3):
        make(random_, page)
        page.say("。")


def count_of(page: Page, number: int, word: str, unit: str, indicator: str, **fields: Any) -> int:
    return page.tell(f"{number}{word}", str(number), unit, indicator, **fields)


def training(random_: random.Random, page: Page) -> None:
    page.say("全县组织劳务培训")
    count_of(page, random_.randint(3, 60), "期", "count", "labour.training_sessions")
    page.say(",培训")
    count_of(page, random_.randint(100, 3000), "人", "person", "labour.trained")


def professionals(random_: random.Random, page: Page) -> None:
    page.say("选派专业技术人才")
    count_of(page, random_.randint(8, 90), "名", "person", "talent.professionals")


def enterprises(random_: random.Random, page: Page) -> None:
    page.say("引进企业")
    count_of(page, random_.randint(2, 30), "家", "count", "industry.enterprises")
    page.say(",到位投资")
    money(page, wan(random_, 500, 9000), "industry.investment")


def homes_and_people(random_: random.Random, page: Page) -> None:
    homes = random_.randint(200, 900)
    page.say("带动贫困户")
    count_of(page, homes, "户", "household", "outcome.beneficiary_households")
    count_of(page, homes * random_.randint(2, 4), "人", "person", "outcome.beneficiaries")


def sales(random_: random.Random, page: Page) -> None:
    page.say("消费扶贫销售额")
    money(page, wan(random_, 300, 8000), "consumption.sales")
