"""How much a refresh of findings would have to check is known before it is begun."""

from __future__ import annotations

from core import checks, edits
from core.store import Store
from tests.core.made_documents import document, facts


def test_facts_of_new_and_of_edited_documents_are_behind(tmp_path):
    with Store.open(tmp_path / "a.hedui") as store:
        assert checks.behind(store, 100) == 0
        store.add(document(), facts())
        assert checks.behind(store, 100) == 4
        assert checks.behind(store, 3) == 3
        checks.refresh(store)
        assert checks.behind(store, 100) == 0
        edits.set_fields(store, (1, 2), indicator="people.trained")
        assert checks.behind(store, 100) == 4
        checks.refresh(store)
        assert checks.behind(store, 100) == 0


def test_what_changes_no_figure_leaves_nothing_behind(tmp_path):
    with Store.open(tmp_path / "a.hedui") as store:
        store.add(document(), facts())
        checks.refresh(store)
        edits.approve(store, (1, 2))
        edits.set_fields(store, (3,), note="看过")
        assert checks.behind(store, 100) == 0
        edits.reject(store, (1,))
        assert checks.behind(store, 100) == 4
