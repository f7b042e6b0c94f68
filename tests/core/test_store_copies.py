"""Copies of a store: made while it is in use, kept in turn, checked, put back; and where a store had better not lie."""

import sqlite3
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from core import edits
from core.errors import StoreProblem
from core.records import Status
from core.store import Store, backups, copies, location, restore
from core.store.answers import Backup
from tests.core.made_documents import document, facts


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "库.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        yield opened


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test sets."""
    shown = [datetime(2026, 1, 1)]
    monkeypatch.setattr(copies, "_now", lambda: shown[0])
    return shown


def test_a_copy_is_a_store_and_can_be_put_back(store):
    edits.approve(store, (1,))
    copy = store.backup()
    assert [one.path for one in store.backups()] == [copy]
    assert store.backups()[0].size == copy.stat().st_size
    edits.reject(store, (1, 2))
    store.close()
    kept = restore(copy, store.path)
    with Store.open(store.path) as back:
        assert [one.status for one in back.facts((1, 2))] == [Status.APPROVED, Status.PENDING]
        assert back.verify() == []
    with Store.open(kept, read_only=True) as before:
        assert before.fact(1).status == Status.REJECTED


def test_a_copy_made_while_others_write_is_whole(store):
    stop = threading.Event()

    def write():
        with store.again() as other:
            while not stop.is_set():
                edits.approve(other, (1, 2, 3))
                edits.reopen(other, (1, 2, 3))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [store.backup() for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    for copy in made:
        with Store.open(copy, read_only=True) as opened:
            assert opened.verify() == []


def test_the_newest_copies_and_the_last_of_days_and_weeks_are_kept():
    begin = datetime(2026, 1, 1)
    made = [Backup(Path(str(at)), begin + timedelta(hours=at), 1) for at in reversed(range(24 * 60))]
    kept = [one for one in made if one not in copies.surplus(made)]
    assert kept[: copies.NEWEST] == made[: copies.NEWEST]
    assert len({one.at.date() for one in kept}) >= copies.DAYS
    assert len({one.at.isocalendar()[:2] for one in kept}) >= copies.WEEKS
    assert len(kept) <= copies.NEWEST + copies.DAYS + copies.WEEKS


@pytest.mark.usefixtures("clock")
def test_old_copies_go_as_new_ones_are_made(store):
    for _ in range(copies.NEWEST + 5):
        store.backup()
    assert len(store.backups()) == copies.NEWEST


def test_an_automatic_copy_is_made_once_an_hour_where_something_was_done(store, clock):
    assert store.back_up_if_due()
    assert store.back_up_if_due() is None
    edits.approve(store, (1,))
    clock[0] += timedelta(minutes=30)
    assert store.back_up_if_due() is None
    clock[0] += timedelta(minutes=31)
    assert store.back_up_if_due()
    clock[0] += timedelta(days=1)
    assert store.back_up_if_due() is None


def test_a_clock_that_was_set_back_costs_no_copy(store, clock):
    clock[0] = datetime(2031, 1, 1)
    for _ in range(copies.NEWEST):
        store.backup()
    clock[0] = datetime(2026, 1, 1)
    edits.approve(store, (1,))
    made = store.back_up_if_due()
    assert store.backups()[0].path == made
    assert [row.at.year for row in backups(store.path)].count(2026) == 1


def test_nothing_done_is_nothing_copied(tmp_path):
    with Store.open(tmp_path / "a.hedui") as empty:
        assert empty.back_up_if_due() is None


def test_a_damaged_copy_is_not_put_back(store):
    copy = store.backup()
    data = bytearray(copy.read_bytes())
    data[8192:40960] = b"\xff" * (40960 - 8192)
    copy.write_bytes(data)
    store.close()
    with pytest.raises(StoreProblem) as told:
        restore(copy, store.path)
    assert told.value.kind == "damaged"
    with Store.open(store.path) as same:
        assert same.verify() == []


def test_what_is_no_copy_is_not_listed(store):
    made = store.backup()
    (made.parent / "日记.hedui").touch()
    (made.parent / "0009 not a time.hedui").touch()
    with closing(sqlite3.connect(made.parent / "0010 2026-01-01 000000.hedui.part")):
        assert [one.path for one in store.backups()] == [made]


def test_a_text_file_is_not_put_back(store, tmp_path):
    bad = tmp_path / "b.hedui"
    bad.write_text("不是数据库", encoding="utf-8")
    store.close()
    with pytest.raises(StoreProblem):
        restore(bad, store.path)
    with Store.open(store.path) as same:
        assert same.count() == 4


# --- places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\王\OneDrive\a.hedui"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\王\OneDrive - 某单位\报告\a.hedui"), "OneDrive"),
        (PureWindowsPath(r"D:\BaiduNetdiskWorkspace\a.hedui"), "百度网盘"),
        (PureWindowsPath(r"D:\我的坚果云\a.hedui"), "坚果云 Nutstore"),
        (PureWindowsPath(r"D:\Nutstore\1\a.hedui"), "坚果云 Nutstore"),
        (PureWindowsPath(r"C:\Users\王\iCloudDrive\a.hedui"), "iCloud"),
        (PureWindowsPath(r"D:\腾讯微云\a.hedui"), "腾讯微云"),
        (PurePosixPath("/Users/w/Library/Mobile Documents/com~apple~CloudDocs/a.hedui"), "iCloud"),
        (PurePosixPath("/home/w/Dropbox (Personal)/a.hedui"), "Dropbox"),
        (PurePosixPath("/Users/w/Library/CloudStorage/GoogleDrive-w/a.hedui"), "macOS CloudStorage"),
        (PurePosixPath("/home/w/Documents/a.hedui"), None),
        (PurePosixPath("/home/w/dropboxes/a.hedui"), None),
        (PurePosixPath("/home/w/OneDrive.hedui"), None),
    ],
)
def test_folders_of_cloud_services_are_told(path, service):
    assert location.synchronised(path) == service


@pytest.mark.parametrize(
    ("path", "host"),
    [
        (r"\\server\share\a.hedui", "server"),
        (r"\\?\UNC\server\share\a", "server"),
        ("/home/a", None),
        (r"\\?\C:\a", None),
    ],
)
def test_paths_to_other_computers_are_told(path, host):
    assert location.on_network(path) == host


_MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//nas/报告 /mnt/我的\\040盘 cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/srv/a", None), ("/home/w/a", "nfs4"), ("/home/local/a", None), ("/mnt/我的 盘/a", "cifs"), ("/homes/a", None)],
)
def test_mounted_disks_of_other_computers_are_told(tmp_path, path, kind):
    table = tmp_path / "mounts"
    table.write_text(_MOUNTS, encoding="utf-8")
    assert location.mounted_from(Path(path), table) == kind


def test_a_store_says_where_it_had_better_not_lie(store, tmp_path):
    assert store.place_warning() is None
    (tmp_path / ".stfolder").mkdir()
    warned = store.place_warning()
    assert warned.kind == "synchronised"
    assert "Syncthing" in warned.sentence("zh")
