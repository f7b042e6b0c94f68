import zipfile

import pytest

from core import filters, ingest
from core.errors import StoreProblem
from core.ingest import running
from core.store import Store

TEXTS = {f"{number}.txt": f"第{number}号简报:2019年北京市投入帮扶资金{number + 1}00万元。" for number in range(6)}


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "报告" / "二级"
    inner.mkdir(parents=True)
    for at, (name, text) in enumerate(TEXTS.items()):
        (inner if at % 2 else inner.parent).joinpath(name).write_text(text, encoding="utf-8")
    return inner.parent


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.hedui") as opened:
        yield opened


def test_a_folder_is_taken_in_with_all_below_it(store, folder):
    steps = list(ingest.run(store, [folder]))
    assert sorted(step.name for step in steps) == sorted(TEXTS)
    assert [step.done for step in steps] == [1, 2, 3, 4, 5, 6]
    assert all(step.new and step.facts and step.total == 6 for step in steps)
    assert store.count() == sum(step.facts for step in steps)
    assert store.verify() == []


@pytest.mark.parametrize("end", ["", "-wal", "-journal", "-lock", "-version1", ".part", ".damaged"])
def test_stores_among_the_reports_are_no_reports(folder, end):
    (folder / f"库.hedui{end}").write_bytes(b"\0" * 100)
    assert {path.name for path in ingest.files_of([folder])} == set(TEXTS)


def test_known_bytes_are_recognised_and_nothing_is_doubled(store, folder):
    list(ingest.run(store, [folder]))
    before = store.version
    steps = list(ingest.run(store, [folder, folder / "0.txt"]))
    assert not any(step.new for step in steps)
    assert {step.document for step in steps} == {1, 2, 3, 4, 5, 6}
    assert store.version == before


def test_one_bad_file_stops_nothing_and_says_why(store, folder):
    (folder / "1-empty.txt").touch()
    (folder / "2-noise.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    steps = list(ingest.run(store, [folder, folder / "没有.txt"]))
    failed = {step.name: step.problem for step in steps if step.problem}
    assert set(failed) == {"1-empty.txt", "2-noise.docx", "没有.txt"}
    assert all(problem.sentence("zh") for problem in failed.values())
    assert len(store.documents()) == 6


def test_a_bug_in_reading_one_file_stops_nothing(store, folder, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("made")

    monkeypatch.setattr("core.ingest.preparing.repair.repair", broken)
    steps = list(ingest.run(store, [folder]))
    assert {step.problem.kind for step in steps} == {"fault"}


def test_an_archive_gives_several_documents(store, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, text in TEXTS.items():
            archive.writestr(name, text)
    steps = list(ingest.run(store, [tmp_path / "all.zip"]))
    if any(step.problem for step in steps):
        pytest.skip("archives cannot be read yet")
    assert len(store.documents()) == 6


def test_a_run_that_was_stopped_goes_on_where_it_was(store, folder):
    steps = ingest.run(store, [folder])
    taken = [next(steps).name, next(steps).name]
    steps.close()
    assert [row.name for row in store.documents()] == taken
    assert sum(step.new for step in ingest.run(store, [folder])) == 4


def test_several_processes_give_the_same_store_as_one(store, folder, tmp_path):
    alone = list(ingest.run(store, [folder], workers=1))
    with Store.open(tmp_path / "b.hedui") as other:
        together = list(ingest.run(other, [folder], workers=2))
        assert [step.name for step in together] == [step.name for step in alone]
        assert other.page(filters.ALL) == store.page(filters.ALL)


def test_a_process_that_dies_takes_only_its_file_with_it(store, folder, monkeypatch):
    from core.ingest import workers

    monkeypatch.setattr(workers, "_ready", _dying)
    steps = list(ingest.run(store, [folder], workers=2))
    assert [step.name for step in steps if step.problem] == ["3.txt"]
    assert len(store.documents()) == 5


def _dying(paths):
    import os

    from core.ingest.preparing import all_ready

    if any(path.name == "3.txt" for path in paths):
        os._exit(1)
    return all_ready(paths)


def test_documents_are_written_in_batches_but_told_only_when_kept(store, folder, monkeypatch):
    monkeypatch.setattr(running, "MANY", 2)
    for step in ingest.run(store, [folder], workers=0):
        with store.again() as reader:
            assert reader.document(step.document).name == step.name


def test_a_store_opened_for_reading_only_refuses(store, folder):
    with Store.open(store.path, read_only=True) as reader, pytest.raises(StoreProblem):
        list(ingest.run(reader, [folder]))
