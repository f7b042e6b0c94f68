"""Writes a file or folder whole or not at all: under another name beside it, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import ExportProblem

#: The time that every entry of a written archive bears, so that the same data give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)

_PROBLEMS = {
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "forbidden",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
}


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Gives a path to write to; it becomes `out` when the block ends without an error.

    Raises:
        ExportProblem: the place cannot be written to, or the disk is full.
    """
    with _told(out):
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            _open_to_all(part, 0o666)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path, mark: str) -> Iterator[Path]:
    """The same for a folder; one that is there is replaced only if it is empty or holds the file `mark`."""
    with _told(out):
        if out.exists() and not (out.is_dir() and ((out / mark).is_file() or not any(out.iterdir()))):
            raise ExportProblem("not_ours", path=out)
        part = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
        try:
            yield part
            _open_to_all(part, 0o777)
            _swap(part, out)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def zipped(folder: Path, out: Path) -> None:
    """The files of a folder as an archive whose bytes depend on them alone."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def _swap(part: Path, out: Path) -> None:
    if not out.exists():
        part.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".old", dir=out.parent))
    out.rename(old / out.name)
    try:
        part.rename(out)
    except OSError:
        (old / out.name).rename(out)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _open_to_all(path: Path, mode: int) -> None:
    """Temporary files are made private; what comes out has the rights of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(mode & ~mask)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        kind = _PROBLEMS.get(error.errno or 0)
        if kind is None:
            raise
        raise ExportProblem(kind, path=out) from error
