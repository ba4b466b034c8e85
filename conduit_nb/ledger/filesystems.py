"""Which file system a folder is on, and whether SQLite's write-ahead log is safe there.

The write-ahead log needs memory shared by all processes that use the database, which does not work
across the machines of a network file system.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

__all__ = ["filesystem_of", "is_network", "mounted_filesystem"]

_NETWORK = frozenset(
    """
    9p acfs afp afpfs afs beegfs ceph cifs coda davfs drvfs eos exascaler gfs gfs2 glusterfs
    gpfs ibrix lustre mmfs ncp ncpfs nfs nfs4 ocfs2 orangefs osxfs panfs prl_fs pvfs2 quobyte
    smb smb2 smb3 smbfs vboxsf virtiofs vmhgfs weka wekafs
    """.split()  # noqa: SIM905 - as a list they would take a whole screen
)
# A file system in user space is taken for a remote one, unless it is known to lie on a local disk:
# to be wrong that way costs a millisecond a call, to be wrong the other way costs the ledger.
_LOCAL_FUSE = frozenset(
    """
    fuse.bindfs fuse.encfs fuse.exfat fuse.fuse-overlayfs fuse.gocryptfs fuse.mergerfs
    fuse.ntfs-3g fuse.zfs
    """.split()  # noqa: SIM905 - as a list they would take a whole screen
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def is_network(filesystem: str) -> bool:
    """Returns True when files of this type may be open on several machines at once."""
    name = filesystem.lower()
    if name == "fuse" or name.startswith("fuse."):
        return name not in _LOCAL_FUSE
    return name in _NETWORK


def mounted_filesystem(path: PurePosixPath, mountinfo: str) -> str | None:
    """Returns the type of the file system that holds `path`, or None when no line matches.

    Args:
        path: An absolute path without links.
        mountinfo: The text of ``/proc/self/mountinfo``.
    """
    best: tuple[int, str] | None = None
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        mount_point = PurePosixPath(_unescape(fields[4]))
        # Of two mounts on one place the later one is seen, hence >=.
        if path.is_relative_to(mount_point) and (best is None or len(mount_point.parts) >= best[0]):
            best = (len(mount_point.parts), after.split(" ")[0])
    return best[1] if best else None


def _unescape(field: str) -> str:
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), field)


def filesystem_of(path: Path) -> str | None:
    """Returns the type of the file system of `path`, which need not exist; None if unknown."""
    resolved = path.resolve()
    if resolved.drive.startswith("\\\\"):
        return "smb"  # a Windows share
    try:
        mountinfo = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return None  # not Linux
    return mounted_filesystem(PurePosixPath(resolved), mountinfo)
