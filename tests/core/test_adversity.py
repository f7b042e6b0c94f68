"""No room, no permission, a clock set back, long names: nothing is lost, and one sentence says what is wrong."""

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core import edits, ingest
from core.errors import StoreProblem
from core.records import Status
from core.store import Store, loading
from tests.core.made_documents import document, facts

_ROOT = Path(__file__).resolve().parents[2]
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits and users of POSIX")


def process(code, *arguments):
    """Runs code in a process of its own and gives what it said."""
    ended = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


@pytest.fixture
def path(tmp_path):
    with Store.open(tmp_path / "库.hedui", curator="张三") as store:
        store.add(document(), facts())
    return tmp_path / "库.hedui"


_NO_ROOM = """
import resource, signal, sys
from core import edits
from core.errors import StoreProblem
from core.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store.open(sys.argv[1]) as store:
    room = store.path.stat().st_size + 60_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    told = []
    try:
        while True:
            told.append(edits.note(store, (1, 2), "字" * 3000 + str(len(told))).edit)
    except StoreProblem as problem:
        print(problem.kind)
    print(len(told), store.fact(1).note[3000:])
    try:
        store.backup()
    except StoreProblem as problem:
        print(problem.kind)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(edits.note(store, (1,), "有空间了").edit)
    print(len(store.verify()), len(store.backups()))
"""


@_POSIX
def test_a_full_disk_costs_the_last_step_alone_and_work_goes_on_when_there_is_room(path):
    kind, edits_told, last, *rest, after, complaints, copies = process(_NO_ROOM, path)
    assert kind == "disk_full"
    assert int(last) == int(edits_told) - 1
    assert int(after) == int(edits_told) + 1
    assert (complaints, copies) == ("0", "0")
    assert rest in ([], ["disk_full"])


_IMPORT_NO_ROOM = """
import resource, signal, sys
from core import ingest
from core.errors import StoreProblem
from core.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store.open(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.stat().st_size + 150_000, resource.RLIM_INFINITY))
    told = []
    try:
        for step in ingest.run(store, [sys.argv[2]], workers=0):
            told.append(step.document)
    except StoreProblem as problem:
        print(problem.kind)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    kept = {row.id for row in store.documents()}
    print(set(told) <= kept, len(list(ingest.run(store, [sys.argv[2]], workers=0))), len(store.documents()))
    print(len(store.verify()))
"""


@_POSIX
def test_an_import_into_a_full_disk_goes_on_when_there_is_room(path, tmp_path):
    folder = tmp_path / "报告"
    folder.mkdir()
    for number in range(30):
        text = f"第{number}号:2019年北京市投入帮扶资金{number + 1}00万元。" + "".join(map(chr, range(0x4E00, 0x5A00)))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert process(_IMPORT_NO_ROOM, path, folder) == ["disk_full", "True", "30", "31", "0"]


_NO_PERMISSION = """
import os, sys
from core import edits
from core.errors import StoreProblem
from core.store import Store
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with Store.open(sys.argv[1]) as store:
        edits.approve(store, (1,))
except StoreProblem as problem:
    print(problem.kind)
try:
    with Store.open(sys.argv[1], read_only=True) as store:
        print(store.count())
except StoreProblem as problem:
    print(problem.kind)
"""


@_POSIX
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "said"),
    [
        (0o555, 0o444, ["read_only", "4"]),
        (0o555, 0o666, ["read_only", "4"]),
        (0o755, 0o000, ["forbidden", "forbidden"]),
    ],
)
def test_without_permission_one_sentence_says_so_and_reading_works_where_it_may(path, folder_mode, file_mode, said):
    folder = path.parent / "只读"
    folder.mkdir()
    moved = path.rename(folder / path.name)
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == os.getuid() and parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(0o755)
    moved.chmod(file_mode)
    folder.chmod(folder_mode)
    try:
        found = process(_NO_PERMISSION, moved)
    finally:
        folder.chmod(0o755)
    assert found[-1] == said[-1]
    assert found[0] in (said[0], "forbidden")
    with Store.open(moved) as store:
        assert store.fact(1).status == Status.PENDING


def test_a_clock_that_is_set_back_disturbs_neither_order_nor_undo(path, monkeypatch):
    times = iter(datetime(year, 1, 1, tzinfo=UTC).isoformat() for year in (2030, 2020, 2010, 2000))
    monkeypatch.setattr(loading, "now", lambda: next(times))
    with Store.open(path) as store:
        first, second = edits.approve(store, (1,)), edits.reject(store, (1,))
        assert [row.edit for row in store.history(fact=1) if row.field == "status"] == [second.edit, first.edit]
        store.undo()
        assert store.fact(1).status == Status.APPROVED
        assert store.verify() == []


@pytest.mark.parametrize(
    "name", ["核对 数据库(第1版)#?%20.hedui", "𠮷 & 'quoted\".hedui", "长" * 20 + ".hedui", "a;b--.hedui"]
)
def test_stores_may_be_called_anything(tmp_path, name):
    folder = tmp_path.joinpath(*["很深的文件夹" * 6] * 2)
    folder.mkdir(parents=True)
    with Store.open(folder / name, curator="张三", own=True) as store:
        store.add(document(), facts())
        edits.approve(store, (1,))
        copy = store.backup()
    with Store.open(folder / name, read_only=True) as store:
        assert store.fact(1).status == Status.APPROVED
        assert store.verify() == []
    with Store.open(copy, read_only=True) as store:
        assert store.count() == 4


@_POSIX
def test_a_path_that_sqlite_cannot_open_is_told(tmp_path):
    folder = tmp_path.joinpath(*["很深的文件夹" * 6] * 5)
    folder.mkdir(parents=True)
    with pytest.raises(StoreProblem) as told:
        Store.open(folder / "a.hedui")
    assert told.value.kind == "long_path"


def test_a_folder_that_is_removed_during_an_import_costs_its_files_alone(path, tmp_path):
    folder = tmp_path / "报告"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"第{number}号:2019年北京市投入资金{number + 1}万元。", encoding="utf-8")
    with Store.open(path) as store:
        steps = ingest.run(store, [folder], workers=0)
        taken = [next(steps)]
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        taken += steps
        assert [bool(step.document) for step in taken] == [True, False, False, False, False]
        assert {step.problem.kind for step in taken[1:]} == {"missing"}
        assert store.verify() == []


def test_two_writers_wait_for_each_other_and_nothing_is_lost(path):
    """As the command line and the window do on one store; each of many short edits waits no more than a moment."""
    longest = []

    def write(name):
        with Store.open(path, curator=name) as store:
            for _ in range(25):
                began = time.perf_counter()
                edits.note(store, (1, 2), f"{name} {time.perf_counter()}")
                longest.append(time.perf_counter() - began)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("窗口", "命令行")]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    with Store.open(path) as store:
        assert len({row.edit for row in store.history(limit=1000)}) == len(longest) == 50
        assert store.verify() == []
        assert sum(len(change.facts) for change in store.changes_since(0)) == 100


def test_a_store_that_another_holds_for_long_is_told(path, monkeypatch):
    monkeypatch.setattr("core.store.connection._PATIENCE", 0.1)
    with Store.open(path) as holder, Store.open(path) as other, holder.writing():
        with pytest.raises(StoreProblem) as told:
            edits.approve(other, (1,))
        assert told.value.kind == "in_use"
        assert other.fact(1).status == Status.PENDING
