"""Voila on this computer: a folder of its own, a port that is free, an address that only its reader knows, an end without remains."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
import psutil

from dpgkit import cases, measurement, paths
from dpgkit.cases import Case
from dpgkit.dashboard.fitting import check_fit
from dpgkit.dashboard.stores import open_read_only
from dpgkit.dashboard.views import CASE, KEY, STORE
from dpgkit.errors import DpgkitError
from dpgkit.widgets.panel import PLAIN

HERE = Path(__file__).parent
HOST, PORT = "127.0.0.1", 8866
SECONDS = 90             # in which the server must answer
IDLE = 300               # seconds after which the kernel of a closed page ends
NAME = "대시보드"
NOTHING = "data:,"       # what Voila loads for formulas, which the page has none of


class DashboardError(DpgkitError):
    """The page cannot be served."""

    title = "대시보드 오류"


@dataclass(frozen=True)
class Serving:
    """A server at work: the ``address`` to open, and its ``process``."""

    address: str
    process: subprocess.Popen


@contextmanager
def serving(case: str = "housing", *, store: str = "", port: int = PORT) -> Iterator[Serving]:
    """Serve the dashboard for the time of the block, on this computer only.

    Parameters: ``store`` a path or an address; a made-up store in a temporary folder where it is left out; ``port`` 0 for any that is
    free. Feedback needs the key in the environment variable ``DPGKIT_STORE_KEY``. The address holds a long random word instead of a
    password, so that no cookie and no login is needed and other users of this computer cannot guess it.
    Raises DataError (also where the case has none of the store's indicators) and StoreError before anything starts; DashboardError where
    the port is taken or the server does not start.
    """
    loaded = cases.load_case(case)
    chosen = free_port(port)
    with tempfile.TemporaryDirectory(prefix="dpgkit-", ignore_cleanup_errors=True) as name:
        folder, base = Path(name), f"/{secrets.token_urlsafe(18)}/"
        given = {CASE: case, **_store(loaded, store, folder)}
        _prepare(folder, chosen, base)
        process = _start(folder, given)
        try:
            _wait(process, chosen, folder)
            yield Serving(f"http://{HOST}:{chosen}{base}", process)
        finally:
            _stop(process)


def free_port(port: int) -> int:
    """Return a port on which a server can listen, the one asked for unless that is 0. Raises DashboardError where it is taken."""
    try:
        with socket.create_server((HOST, port)) as tried:
            return tried.getsockname()[1]
    except (OSError, OverflowError) as error:
        raise DashboardError("그 포트를 쓸 수 없습니다. 다른 프로그램이 쓰고 있거나 쓸 수 없는 번호입니다.", value=port,
                             allowed="1024~65535 가운데 비어 있는 번호, 0이면 알아서 고름",
                             todo="--port 0을 붙여 다시 여십시오.") from error


def notebook() -> nbformat.NotebookNode:
    """Return the notebook that Voila serves.

    >>> notebook().cells[0].source
    '# 공유측정 대시보드'
    """
    return jupytext.reads((HERE / "page.percent").read_text(encoding="utf-8"), fmt="py:percent")


def settings(port: int, base: str, folder: Path) -> dict[str, dict]:
    """Return what Voila is told: this computer only, this address, the kit's template, nothing from elsewhere.

    >>> settings(8866, "/a/", Path("b"))["Voila"]["ip"]
    '127.0.0.1'
    """
    return {"Voila": {"ip": HOST, "port": port, "port_retries": 0, "open_browser": False, "base_url": base, "mathjax_url": NOTHING,
                      "connection_dir_root": str(folder)},
            "VoilaConfiguration": {"template": "dpgkit", "theme": "light", "allow_template_override": "NO", "allow_theme_override": "NO",
                                   "show_tracebacks": False, "extension_allowlist": ["@jupyter-widgets/jupyterlab-manager",
                                                                                    "@voila-dashboards/widgets-manager8"]},
            "HTMLExporter": {"language_code": "ko"},
            "MappingKernelManager": {"cull_idle_timeout": IDLE, "cull_interval": 60}}


def _store(case: Case, store: str, folder: Path) -> dict[str, str]:
    """Return the store and the key as the page's environment, and make the store where none was named."""
    if store:
        with open_read_only(store) as opened:
            check_fit(measurement.indicators(opened), case)
        return {STORE: store if "://" in store else str(Path(store).expanduser().absolute())}
    made = measurement.simulated_store(folder / "모의 공유측정.sqlite", case=case.info.id)
    made.store.close()
    return {STORE: str(folder / "모의 공유측정.sqlite"), KEY: made.backbone}


def _prepare(folder: Path, port: int, base: str) -> None:
    (folder / f"{NAME}.ipynb").write_text(nbformat.writes(notebook()), encoding="utf-8")
    (folder / "voila.json").write_text(json.dumps(settings(port, base, folder), ensure_ascii=True), encoding="utf-8")


def _start(folder: Path, given: Mapping[str, str]) -> subprocess.Popen:
    """Start Voila with settings of its own, whatever the reader's Jupyter is set to."""
    own = {name: str(folder) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    paths = os.pathsep.join(filter(None, [str(HERE / "share"), os.environ.get("JUPYTER_PATH", "")]))
    kept = {name: value for name, value in os.environ.items() if name != PLAIN}
    environment = {**kept, **own, "JUPYTER_PATH": paths, "JUPYTER_PREFER_ENV_PATH": "1", "PYTHONUTF8": "1", **given}
    with open(folder / "voila.log", "wb") as log:
        return subprocess.Popen([sys.executable, "-m", "voila", f"{NAME}.ipynb"], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=log, stderr=log)


def _wait(process: subprocess.Popen, port: int, folder: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    lines = (folder / "voila.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise DashboardError("대시보드의 서버가 시작되지 않았습니다.", value=lines[-1][:200] if lines else None,
                         todo=f"{paths.PROGRAM} doctor로 점검하고 다시 여십시오.")


def _stop(process: subprocess.Popen) -> None:
    """End the server and the kernels of its pages."""
    family = []
    with suppress(psutil.Error):
        server = psutil.Process(process.pid)
        family = [*server.children(recursive=True), server]
    for one in family:
        with suppress(psutil.Error):
            one.terminate()
    for one in psutil.wait_procs(family, timeout=5)[1]:
        with suppress(psutil.Error):
            one.kill()
    process.wait()
