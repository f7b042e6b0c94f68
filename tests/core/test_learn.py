from decimal import Decimal

import pytest

from core import edits, learn
from core.records import EditKind
from core.store import Store
from tests.core.made_documents import document, fact

FIRST = "北京支援哈钦旗修路5个。又给哈钦旗建校3所。赤峰市另有8个。"
SECOND = "哈钦旗派出6名教师。"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="张三") as opened:
        told = {"recipient": ("150400",), "label": "修路", "indicator": "funds.projects"}
        sentences = [part + "。" for part in FIRST.split("。") if part]
        made = [fact(quote, at, text=FIRST, **told) for at, quote in enumerate(("5个", "3所", "8个"), 1)]
        opened.add(document(FIRST), [_in(one, sentences[at]) for at, one in enumerate(made)])
        opened.add(document(SECOND), [fact("6名", 1, text=SECOND, **told | {"label": "教师"})])
        yield opened


def _in(one, sentence):
    from dataclasses import replace

    return replace(one, sentence=sentence)


def test_a_garbled_place_put_right_once_is_offered_wherever_it_stands(store):
    change = edits.set_fields(store, (1,), recipient=("150428",))
    (proposal,) = learn.proposals(store, change)
    assert proposal.facts == (2, 4)
    assert proposal.sentence("zh") == "“哈钦旗”是喀喇沁旗：还可用于另外 2 条数据"
    assert proposal.sentence("en") == "“哈钦旗” is 喀喇沁旗: apply to 2 more facts"


def test_accepting_is_one_edit_that_undo_takes_back_with_its_rule(store):
    change = edits.set_fields(store, (1,), recipient=("150428",))
    accepted = learn.accept(store, learn.proposals(store, change)[0])
    assert accepted.kind is EditKind.RULE
    assert [one.recipient for one in store.facts((1, 2, 3, 4))] == [("150428",), ("150428",), ("150400",), ("150428",)]
    assert len(learn.rules(store)) == 1
    store.undo()
    assert store.fact(2).recipient == ("150400",)
    assert learn.rules(store) == ()


def test_a_rule_serves_later_documents_until_it_is_switched_off(store):
    change = edits.set_fields(store, (1,), recipient=("150428",))
    learn.accept(store, learn.proposals(store, change)[0])
    (rule,) = learn.rules(store)
    text = "哈钦旗新建4座。"
    third = store.add(document(text), [fact("4座", 1, text=text, recipient=("150400",))])[0]
    learn.apply_rules(store, [third])
    assert store.fact(5).recipient == ("150428",)
    assert store.original(5).recipient == ("150400",)
    learn.switch(store, rule, active=False)
    text = "哈钦旗又建7座。"
    fourth = store.add(document(text), [fact("7座", 1, text=text, recipient=("150400",))])[0]
    assert learn.apply_rules(store, [fourth]) == ()
    learn.delete(store, rule)
    assert learn.rules(store) == ()
    store.undo()
    assert [one.active for one in learn.rules(store)] == [False]


def test_decided_facts_are_left_alone(store):
    edits.approve(store, (2,))
    change = edits.set_fields(store, (1,), recipient=("150428",))
    assert learn.proposals(store, change)[0].facts == (4,)


def test_words_that_decided_the_indicator_wrongly_are_offered(store):
    text = "修路9条。"
    later = store.add(document(text), [fact("9条", 1, text=text, label="修路", indicator="funds.projects")])[0]
    change = edits.set_fields(store, (1,), indicator="industry.projects")
    (proposal,) = learn.proposals(store, change)
    assert [one.document for one in store.facts(proposal.facts)] == [later]
    assert proposal.rule.word == "修路"


@pytest.mark.parametrize("values", [{"value": Decimal(7)}, {"note": "看"}])
def test_what_is_particular_to_one_fact_teaches_nothing(store, values):
    assert learn.proposals(store, edits.set_fields(store, (1,), **values)) == ()


def test_a_bulk_edit_teaches_nothing(store, monkeypatch):
    monkeypatch.setattr("core.learn.proposing.FEW", 1)
    assert learn.proposals(store, edits.set_fields(store, (1, 2), recipient=("150428",))) == ()
