"""Tells a place that is bad for a store: a folder that a cloud service synchronises, or a disk of another computer.

SQLite's write-ahead log needs memory that all processes share, which network disks do not give, and a service that
copies the file and its log at different moments makes a torn copy and may bring it back.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

from core.errors import StoreProblem

#: What services call their folders: a name of a folder (from its beginning, case apart), and the service.
SERVICES: tuple[tuple[str, str], ...] = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("我的云端硬盘", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("cloudstorage", "macOS CloudStorage"),
    ("nutstore", "坚果云 Nutstore"),
    ("我的坚果云", "坚果云 Nutstore"),
    ("坚果云", "坚果云 Nutstore"),
    ("baidunetdisk", "百度网盘"),
    ("baiduyun", "百度网盘"),
    ("百度网盘", "百度网盘"),
    ("百度云", "百度网盘"),
    ("weiyun", "腾讯微云"),
    ("微云", "腾讯微云"),
    ("腾讯微云", "腾讯微云"),
    ("alidrive", "阿里云盘"),
    ("阿里云盘", "阿里云盘"),
    ("wps云盘", "WPS 云盘"),
    ("wpsdrive", "WPS 云盘"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("megasync", "MEGA"),
    ("pcloud", "pCloud"),
)
#: What some services leave in the folder that they synchronise, whatever it is called.
MARKS: tuple[tuple[str, str], ...] = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_root", "Seafile"),
)
#: File systems of other computers, as Linux names them.
NETWORK = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "ceph", "glusterfs", "ncpfs", "davfs", "vboxsf",
        "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.smbnetfs",
    )
)  # fmt: skip
_MOUNTS = Path("/proc/mounts")
_REMOTE_DRIVE = 4  # Windows' DRIVE_REMOTE


def warning(path: Path, mounts: Path = _MOUNTS) -> StoreProblem | None:
    """What is wrong with the place of a store, or None."""
    whole = path.absolute()
    resolved = Path(os.path.realpath(whole))
    for place in dict.fromkeys((whole, resolved)):
        if service := synchronised(place):
            return StoreProblem("synchronised", path=path, service=service)
    if kind := on_network(str(whole)) or mounted_from(resolved, mounts):
        return StoreProblem("network", path=path, service=kind)
    return None


def synchronised(path: PurePath) -> str | None:
    """The service whose folder a path leads through."""
    for folder in path.parent.parts:
        name = folder.casefold()
        for beginning, service in SERVICES:
            rest = name.removeprefix(beginning)
            if rest != name and (not rest or not rest[0].isalnum() or not beginning.isascii() or _known(rest)):
                return service
    if isinstance(path, Path):
        for parent in path.parents:
            for mark, service in MARKS:
                if (parent / mark).exists():
                    return service
    return None


def _known(rest: str) -> bool:
    """Words that services add to their folder's name without a space: iCloudDrive, BaiduNetdiskWorkspace."""
    return rest in ("drive", "workspace", "download", "sync", "files", "disk")


def on_network(path: str) -> str | None:
    r"""A path of Windows to another computer: `\\server\share`, or a letter that stands for one."""
    if re.match(r"[\\/]{2}[^\\/?.]", path) or re.match(r"[\\/]{2}\?[\\/]UNC[\\/]", path, re.I):
        return re.split(r"[\\/]+", path.replace("\\\\?\\UNC", ""))[1]
    if sys.platform == "win32" and re.match(r"[A-Za-z]:", path):
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(path[:2] + "\\") == _REMOTE_DRIVE:
            return path[:2]
    return None


def mounted_from(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The network file system that a path lies on, as Linux lists them."""
    try:
        listed = list(_mounted(mounts.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return None
    over = [(len(point.parts), kind) for point, kind in listed if path.is_relative_to(point)]
    kind = max(over, key=lambda one: one[0])[1] if over else ""
    return kind if kind in NETWORK else None


def _mounted(table: str) -> Iterator[tuple[Path, str]]:
    for line in table.splitlines():
        words = line.split(" ")
        if len(words) > 2:
            point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), words[1])
            yield (
                Path(point.encode("latin-1", "ignore").decode("utf-8", "replace") if point.isascii() else point),
                words[2],
            )
