import os
import subprocess
import sys
import zipfile
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest

from core import filters, ingest
from core.errors import StoreProblem
from core.ingest import running, workers
from core.store import LOG, LONG_LOG, Store

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
    monkeypatch.setattr(workers, "_ready", _dying)
    steps = list(ingest.run(store, [folder], workers=2))
    assert [step.name for step in steps if step.problem] == ["3.txt"]
    assert len(store.documents()) == 5


def _dying(paths):
    from core.ingest.preparing import all_ready

    if any(path.name == "3.txt" for path in paths):
        os._exit(1)
    return all_ready(paths)


def test_processes_that_died_while_nobody_waited_for_them_are_replaced(store, folder, monkeypatch):
    pools = []

    def first_dead(size):
        pools.append(_pool(size))
        if len(pools) == 1:
            with suppress(BrokenProcessPool):
                pools[0].submit(os._exit, 1).result()
        return pools[-1]

    _pool = workers._pool
    monkeypatch.setattr(workers, "_pool", first_dead)
    steps = list(ingest.run(store, [folder], workers=2))
    assert [step.problem for step in steps] == [None] * 6


_PROGRAM = """
from core import ingest
from core.store import Store
with Store.open({store!r}) as store:
    for step in ingest.run(store, [{folder!r}], workers=2):
        print(step.name, step.problem)
"""
_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("way", ["read from standard input", "without a main guard"])
def test_a_program_that_no_process_can_load_again_imports_by_itself(tmp_path, folder, way):
    program = _PROGRAM.format(store=str(tmp_path / "a.hedui"), folder=str(folder))
    script = tmp_path / "import.py"
    script.write_text(program, encoding="utf-8")
    called = [sys.executable, "-"] if way == "read from standard input" else [sys.executable, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        called, input=program, capture_output=True, encoding="utf-8", cwd=tmp_path, env=environment, check=True
    )
    assert sorted(done.stdout.split("\n")) == sorted(["", *(f"{name} None" for name in TEXTS)])


@pytest.mark.parametrize(("size", "most", "portions"), [(10, 16, 1), (1 << 20, 16, 6), (10, 4, 2)])
def test_portions_are_bounded_by_files_and_by_bytes(tmp_path, monkeypatch, size, most, portions):
    monkeypatch.setattr(workers, "PORTION", most)
    files = [tmp_path / f"{number}.txt" for number in range(6)]
    for file in files:
        file.write_bytes(b"a" * size)
    found = list(workers._portions(files))
    assert len(found) == portions
    assert [file for portion in found for file in portion] == files


def test_the_same_bytes_under_two_names_are_one_document_in_one_batch_too(store, folder, monkeypatch):
    monkeypatch.setattr(running, "MANY", 2)
    (folder / "9.txt").write_text(TEXTS["0.txt"], encoding="utf-8")
    steps = {step.name: step for step in ingest.run(store, [folder], workers=0)}
    assert steps["9.txt"].document == steps["0.txt"].document
    assert [step.name for step in steps.values() if not step.new] == ["9.txt"]
    assert store.verify() == []


def _log_length(store):
    return store.connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0]


def test_the_log_may_grow_while_much_is_written_but_not_beside_a_window(store, folder):
    lengths = []
    for _ in ingest.run(store, [folder], workers=0):
        lengths.append(_log_length(store))
        if len(lengths) == 3:
            window = Store.open(store.path, own=True)
    window.close()
    assert lengths == [LONG_LOG] * 3 + [LOG] * 3
    assert _log_length(store) == LOG


def test_documents_are_written_in_batches_but_told_only_when_kept(store, folder, monkeypatch):
    monkeypatch.setattr(running, "MANY", 2)
    for step in ingest.run(store, [folder], workers=0):
        with store.again() as reader:
            assert reader.document(step.document).name == step.name


def test_a_store_opened_for_reading_only_refuses(store, folder):
    with Store.open(store.path, read_only=True) as reader, pytest.raises(StoreProblem):
        list(ingest.run(reader, [folder]))
