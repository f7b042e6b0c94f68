"""A store goes out as an archive and comes back the same; nothing else is taken for one."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import edits, exchange, export, learn
from core.cli import main
from core.errors import ExchangeProblem
from core.exchange import Held
from core.read import Page
from core.records import EditKind, Status
from core.store import Store
from tests.core.exchange.stores import ACTS, do, made
from tests.core.made_documents import document

FORMS = ("a.jsonl", "a.zip", "folder")


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "a.hedui", "张三") as opened:
        edits.approve(opened, (1, 2))
        edits.set_fields(opened, (3,), value=25, note="\\N")
        edits.tag(opened, (1, 4), "复核")
        edits.set_tag(opened, "复核", colour="#ff0000", key=2)
        edits.remove(opened, (5,))
        opened.undo()
        opened.set_setting("filters", {"我的": "status:approved"})
        opened.set_setting("checked", 7)
        rule = learn.Rule("教师", {"indicator": "other.count"}, {"indicator": "talent.teachers"})
        row = {"fits": "{}", "sets": "{}", "active": 1, "made_by": "张三", "made_at": ""}
        opened.apply(EditKind.RULE, {}, items={("rules", rule.name): row})
        broken = "断\ud840句 24名"
        opened.add(document(broken, raw="页眉 " + broken), (), [Page(0, 3, 100.0, 50.5, ((0.0, 1.0, 2.5, 3.0),) * 3)])
        yield opened


@pytest.mark.parametrize("name", FORMS)
def test_a_store_comes_back_from_its_archive(store, tmp_path, name):
    out = tmp_path / name
    assert exchange.write(store, out) == store.count()
    with Store.open(tmp_path / "b.hedui") as new:
        assert exchange.load(new, out) == 3
        assert list(exchange.dump(new)) == list(exchange.dump(store))
        assert new.verify() == []
        assert [new.document(n) for n in (1, 2, 3)] == [store.document(n) for n in (1, 2, 3)]
        assert new.pages(3) == store.pages(3)
        assert [new.original(n) for n in range(1, 7)] == [store.original(n) for n in range(1, 7)]
        assert new.tags() == store.tags()
        assert new.history() == store.history()
        assert new.setting("filters") == {"我的": "status:approved"}
        assert new.setting("checked") is None
        assert new.search("教师") == store.search("教师")


@settings(max_examples=15, deadline=None)
@given(acts=st.lists(ACTS, max_size=12), name=st.sampled_from(FORMS))
def test_any_store_comes_back_and_can_be_edited_on(acts, name):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, name)
        with made(Path(folder, "a.hedui"), "张三") as store, Store.open(Path(folder, "b.hedui"), curator="张三") as new:
            for act in acts:
                do(store, act)
            exchange.write(store, out)
            exchange.load(new, out)
            assert list(exchange.dump(new)) == list(exchange.dump(store))
            assert new.undoable() == store.undoable()
            assert new.redoable() == store.redoable()
            do(new, ("undo", 1, None))
            edits.approve(new, new.fact_ids())
            assert new.verify() == []


@pytest.mark.parametrize("name", FORMS[:2])
def test_the_same_store_gives_the_same_bytes(store, tmp_path, name):
    exchange.write(store, tmp_path / name)
    first = (tmp_path / name).read_bytes()
    exchange.write(store, tmp_path / name)
    assert (tmp_path / name).read_bytes() == first


@pytest.mark.parametrize("flavour", ["archive", "facts"])
def test_frictionless_finds_the_package_valid(tmp_path, flavour):
    out = tmp_path / "package"
    with made(tmp_path / "a.hedui", "张三") as store:
        edits.approve(store, store.fact_ids())
        edits.remove(store, (3,))
        if flavour == "archive":
            exchange.write(store, out)
        else:
            export.write(store, out, format="datapackage", licence="CC-BY-4.0")
    command = [sys.executable, "-m", "frictionless", "validate", str(out / "datapackage.json"), "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(ended.stdout)
    assert (ended.returncode, report["valid"]) == (0, True), report
    assert {task["name"] for task in report["tasks"]} >= {"facts"}


def test_a_data_package_tells_its_licence_and_sources(store, tmp_path):
    store.set_setting(export.LICENCE, "cc-by-4.0")
    for name, given_licence, expected in (("a", None, "CC-BY-4.0"), ("b", "house rules", "house-rules")):
        export.write(store, tmp_path / name, format="datapackage", licence=given_licence)
        told = json.loads((tmp_path / name / "datapackage.json").read_text(encoding="utf-8"))
        assert told["licenses"][0]["name"] == expected
        assert told["sources"][0]["title"] == "协作简报"


def test_what_is_no_archive_is_not_taken_for_one(store, tmp_path):
    (tmp_path / "notes.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text("not json\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "reports.zip", "w") as archive:
        archive.writestr("报告.txt", "2019年")
    (tmp_path / "reports").mkdir()
    for name in ("notes.jsonl", "broken.jsonl", "reports.zip", "reports", "missing.jsonl"):
        assert exchange.held(tmp_path / name) is None
    export.write(store, tmp_path / "facts.jsonl", format="jsonl")
    export.write(store, tmp_path / "facts", format="datapackage")
    assert exchange.held(tmp_path / "facts.jsonl") is exchange.held(tmp_path / "facts") is Held.FACTS


ARCHIVES = sorted((Path(__file__).resolve().parents[2] / "cases" / "archives").iterdir())


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda path: path.name)
def test_an_archive_of_every_older_program_is_taken(archive, tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="李四") as store:
        assert exchange.load(store, archive) == 1
        assert [(one.quote, one.status, one.tags) for one in store.facts(store.fact_ids())] == [
            ("300万元", Status.APPROVED, ()), ("31名", Status.PENDING, ("复核",)),
        ]  # fmt: skip
        assert [row.who for row in store.history(fact=2)] == ["张三"] * 3
        assert (store.setting("licence"), store.tags()[0].colour) == ("CC-BY-4.0", "#ff0000")
        assert store.undo().edit
        assert store.verify() == []


def test_what_came_since_an_archive_was_written_has_its_default(store, tmp_path):
    header, *lines = list(exchange.dump(store))
    since = {"brought_changes"}
    rows = [json.loads(line) for line in lines]
    kept = [[table, {name: value for name, value in row.items() if name != "counting"}] for table, row in rows]
    for version, expected in ((1, None), (json.loads(header)["version"], "damaged")):
        archive = tmp_path / f"{version}.jsonl"
        told = [{"format": "hedui-archive", "version": version}, *(one for one in kept if one[0] not in since)]
        archive.write_text("".join(f"{json.dumps(line)}\n" for line in told), encoding="utf-8")
        if expected:
            assert refused(tmp_path / "b.hedui", archive)[0] == expected
        else:
            with Store.open(tmp_path / "new.hedui") as new:
                exchange.load(new, archive)
                assert list(exchange.dump(new)) == [header, *lines]


@pytest.mark.parametrize("kind", export.FORMATS)
def test_a_store_made_of_an_archive_exports_the_same_bytes(store, tmp_path, kind):
    edits.approve(store, store.fact_ids())
    exchange.write(store, tmp_path / "all.jsonl")
    with Store.open(tmp_path / "new.hedui") as new:
        exchange.load(new, tmp_path / "all.jsonl")
        written = []
        for one, name in ((store, "a.zip"), (new, "b.zip")):
            assert export.write(one, tmp_path / name, format=kind)
            written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("name", FORMS[:2])
def test_an_archive_of_a_store_made_of_one_is_the_same_to_the_byte(store, tmp_path, name):
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
    exchange.write(store, tmp_path / "first" / name)
    with Store.open(tmp_path / "new.hedui") as new:
        exchange.load(new, tmp_path / "first" / name)
        exchange.write(new, tmp_path / "second" / name)
    assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def refused(path, archive):
    with Store.open(path) as store, pytest.raises(ExchangeProblem) as problem:
        exchange.load(store, archive)
    with Store.open(path) as store:
        return problem.value.kind, len(store.documents())


def test_an_archive_is_refused_whole(store, tmp_path):
    exchange.write(store, tmp_path / "a.jsonl")
    export.write(store, tmp_path / "facts.jsonl", format="jsonl")
    header, *lines = list(exchange.dump(store))
    damages = {
        "newer": ['{"format": "hedui-archive", "version": 9999}', *lines],
        "cut": [header, *lines[:-1], lines[-1][:-9]],
        "table": [header, *lines, '["sqlite_schema", {"name": "x"}]'],
        "column": [header, *lines, '["settings", {"name": "x", "value": "1", "more) VALUES (1);": 2}]'],
        "history": [header, *[line.replace('"status":"approved"', '"status":"rejected"') for line in lines]],
        "bytes": [header, *[line.replace('"data":"', '"data":"AAAA') for line in lines]],
        "quote": [header, *[line.replace('"quote":"24名"', '"quote":"42名"') for line in lines]],
        "link": [header, *[line.replace('"whole":1', '"whole":99') for line in lines]],
    }
    found = {}
    for name, damaged in damages.items():
        archive = tmp_path / f"{name}.jsonl"
        archive.write_text("\n".join(damaged) + "\n", encoding="utf-8")
        found[name] = refused(tmp_path / f"{name}.hedui", archive)
    assert found == {name: ("too_new" if name == "newer" else "damaged", 0) for name in damages}
    assert refused(tmp_path / "facts.hedui", tmp_path / "facts.jsonl") == ("facts_alone", 0)
    assert refused(store.path, tmp_path / "a.jsonl") == ("not_empty", 3)


def test_the_command_line_exports_and_imports_an_archive(store, tmp_path, capsys):
    out = tmp_path / "all.jsonl"
    assert main(["export", str(store.path), str(out), "--format", "archive"]) == 0
    assert main(["import", str(tmp_path / "b.hedui"), str(out)]) == 0
    capsys.readouterr()
    assert main(["dump", str(tmp_path / "b.hedui")]) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")
    assert main(["import", str(store.path), str(out)]) == 1
    assert "hedui merge" in capsys.readouterr().err
