"""Network file systems are told from local ones, by the text that Linux gives."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from conduit_nb.ledger.filesystems import filesystem_of, is_network, mounted_filesystem

# The example line of proc(5), and lines in its format.
MOUNTINFO = r"""36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 21 0:35 / /home rw,relatime shared:20 - nfs4 server:/export/home rw,vers=4.2
41 40 8:3 / /home/ada/scratch rw shared:21 - xfs /dev/sdb1 rw
42 21 0:36 / /mnt/my\040share rw - cifs //server/share rw
43 21 0:37 / /over rw - tmpfs tmpfs rw
44 21 0:38 / /over rw master:2 propagate_from:3 - fuse.sshfs ada@host:/ rw
this line is not in the format
"""


@pytest.mark.parametrize(
    ("path", "filesystem"),
    [
        ("/etc", "ext4"),
        ("/", "ext4"),
        ("/mnt2/x", "ext3"),
        ("/home/ada/notes", "nfs4"),
        ("/home/ada/scratch/notes", "xfs"),
        ("/homework", "ext4"),
        ("/mnt/my share/notes", "cifs"),
        ("/over/notes", "fuse.sshfs"),
    ],
)
def test_the_longest_and_latest_mount_counts(path: str, filesystem: str) -> None:
    """A path is on the deepest mount above it; of two on one place, on the later one."""
    assert mounted_filesystem(PurePosixPath(path), MOUNTINFO) == filesystem


def test_an_unknown_path_is_on_nothing() -> None:
    """Without a line that fits, nothing is claimed."""
    assert mounted_filesystem(PurePosixPath("/etc"), "") is None


@pytest.mark.parametrize(
    "name",
    [
        *("nfs", "nfs4", "cifs", "smb3", "9p", "lustre", "gpfs", "ceph", "afs", "beegfs"),
        *("glusterfs", "virtiofs", "vboxsf", "fuse", "fuse.sshfs", "fuse.ceph", "fuse.unheard-of"),
        "NFS",
    ],
)
def test_network_file_systems_are_known(name: str) -> None:
    """So is what may be one: a file system in user space that is not known to be local."""
    assert is_network(name)


@pytest.mark.parametrize(
    "name", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "fuse.ntfs-3g", "fuseblk"]
)
def test_local_file_systems_are_known(name: str) -> None:
    """On these the write-ahead log is safe."""
    assert not is_network(name)


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="needs Linux")
def test_the_kernel_knows_its_own_folders() -> None:
    """/proc is on proc, whatever the machine; a path need not exist."""
    assert filesystem_of(Path("/proc/self")) == "proc"
    assert filesystem_of(Path("/proc/no/such/folder")) == "proc"
