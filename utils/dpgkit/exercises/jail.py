"""A process in which a submission sees little and reaches nothing: Linux namespaces, a file system of its own, limits.

Started as a script with the path of a JSON file that says what to show and what to run. It imports nothing of the kit, so that
the kit's own code is read only after the doors are shut. Without root it works where the system allows user namespaces.
"""

import ctypes
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
RDONLY, NOSUID, NODEV, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
PDEATHSIG, NO_NEW_PRIVS = 1, 38
MOUNT_SETATTR, RECURSIVE, HERE = 442, 0x8000, -100
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
DEVICES = ("null", "zero", "full", "random", "urandom")
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/alternatives")
MEGABYTE = 2**20


def main(file: str) -> None:
    """Shut the doors and become the program that the file names."""
    work = json.loads(Path(file).read_text(encoding="utf-8"))
    _check(LIBC.prctl(PDEATHSIG, signal.SIGKILL, 0, 0, 0))
    root_user = os.geteuid() == 0
    _separate(root_user)
    child = os.fork()        # the first process of the new process namespace: when it ends, everything in it ends
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    _build(Path(work["root"]), work)
    os.chroot(work["root"])
    os.chdir("/tmp")
    limit(work["limits"])
    if root_user:
        os.setgroups([])
        os.setresgid(work["user"], work["user"], work["user"])
        os.setresuid(work["user"], work["user"], work["user"])
    _check(LIBC.prctl(NO_NEW_PRIVS, 1, 0, 0, 0))
    _check(LIBC.prctl(PDEATHSIG, signal.SIGKILL, 0, 0, 0))
    child = os.fork()        # the first process cannot be killed from inside, a submission can
    if child:
        while os.wait()[0] != child:
            pass
        os._exit(0)
    os.execve(work["command"][0], work["command"], work["environment"])


def _separate(root_user: bool) -> None:
    user, group = os.geteuid(), os.getegid()
    _check(LIBC.unshare(NEWNS | NEWUTS | NEWIPC | NEWPID | NEWNET | (0 if root_user else NEWUSER)))
    if not root_user:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _build(root: Path, work: dict) -> None:
    """Mount what the submission may see below ``root``: the system, Python and the kit to read, one small place to write."""
    _mount(None, "/", "", REC | PRIVATE)
    _mount("tmpfs", root, "tmpfs", NOSUID | NODEV, "size=4m,mode=755")
    for path in map(Path, [*SYSTEM, *work["show"]]):
        _show(path, root)
    for name in DEVICES:
        _show(Path("/dev") / name, root, writable=True)
    for hidden in work["hide"]:
        _mount("/dev/null", f"{root}{hidden}", "", BIND)
    for place, options in (("/proc", None), ("/tmp", f"size={work['room']}m,mode=1777"), ("/dev/shm", "size=64m,mode=1777")):
        (root / place[1:]).mkdir(parents=True, exist_ok=True)
        kind = "tmpfs" if options else "proc"
        _mount(kind, root / place[1:], kind, NOSUID | NODEV, options or "")
    for source, target in work["copy"]:
        _copy(Path(source), root / target.lstrip("/"))
    for path in (root / "tmp").rglob("*"):
        os.chmod(path, 0o777 if path.is_dir() else 0o666)      # whoever runs the submission owns nothing
    _mount(None, root, "", REMOUNT | BIND | RDONLY | NOSUID | NODEV)


def _show(path: Path, root: Path, *, writable: bool = False) -> None:
    """Bind a file or a folder of the machine below ``root``, to be read only; a link stays a link."""
    target = root / str(path)[1:]
    if not path.exists() or os.path.lexists(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        target.symlink_to(os.readlink(path))
        return
    if path.is_dir():
        target.mkdir()
    else:
        target.touch()
    _mount(path, target, "", BIND | REC)
    if not writable:
        _read_only(target)


def _read_only(target: Path) -> None:
    """Make a mount and all below it read only; a kernel before 5.12 does so for the mount alone."""
    flags = RDONLY | NOSUID
    attributes = (ctypes.c_uint64 * 4)(flags, 0, 0, 0)
    if LIBC.syscall(MOUNT_SETATTR, HERE, os.fsencode(target), RECURSIVE, ctypes.byref(attributes), ctypes.sizeof(attributes)) < 0:
        _mount(None, target, "", REMOUNT | BIND | RDONLY | NOSUID)


def _copy(source: Path, target: Path) -> None:
    import shutil

    target.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


def limit(limits: dict[str, int]) -> None:
    """Set the limits that the system enforces for each process; one that a system does not know is left out."""
    import resource  # not on Windows

    wanted = {resource.RLIMIT_DATA: limits["megabytes"] * MEGABYTE, resource.RLIMIT_FSIZE: limits["file_megabytes"] * MEGABYTE,
              resource.RLIMIT_NPROC: limits["processes"], resource.RLIMIT_CPU: limits["seconds"], resource.RLIMIT_CORE: 0,
              resource.RLIMIT_NOFILE: 1024}
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (least, least))


def _mount(source: object, target: object, kind: str, flags: int, options: str = "") -> None:
    _check(LIBC.mount(None if source is None else os.fsencode(str(source)), os.fsencode(str(target)), kind.encode(),
                      ctypes.c_ulong(flags), options.encode() or None), str(target))


def _check(answer: int, what: str = "") -> None:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except BaseException as error:
        print(json.dumps({"jail": f"{type(error).__name__}: {error}"}), flush=True)
        os._exit(70)
