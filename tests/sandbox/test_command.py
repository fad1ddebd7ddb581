"""``python -m fitbit_sandbox`` serves until Ctrl-C."""

from __future__ import annotations

import importlib
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from fitbit_sandbox import LoggedRequest, Sandbox, SandboxServer
from fitbit_sandbox.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to a child on Windows")
@pytest.mark.parametrize("module", ["fitbit_sandbox", "fitbit.sandbox"])
def test_it_serves_until_ctrl_c_and_ends_quietly(module: str) -> None:
    command = [sys.executable, "-m", module, "--port", "0", "--rate-limit", "7"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        greeting = process.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+", greeting)
        assert url is not None, greeting
        here = requests.get(f"{url[0]}/sandbox", timeout=30).json()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        errors = process.stderr.read()

    assert process.returncode == 0
    assert errors == ""
    for app in here["apps"]:
        assert app["client_id"] in rest
    for person in here["people"]:
        assert person["id"] in rest


def test_a_busy_port_is_told_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as sandbox, sandbox.serve() as served:
        assert main(["--port", str(served.port)]) == 1

    assert f"cannot listen on 127.0.0.1:{served.port}: " in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--port", "70000"]])  # noqa: S104
def test_an_impossible_address_is_told_and_fails(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert main(options) == 1
    assert "cannot listen" in capsys.readouterr().err


def test_without_werkzeug_the_way_to_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "werkzeug.py").write_text(
        "raise ModuleNotFoundError('No module named werkzeug', name='werkzeug')\n", encoding="utf-8"
    )
    code = (
        "try:\n    import fitbit_sandbox\n"
        "except ImportError as error:\n    print(type(error).__name__, error)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert told == (
        'SandboxUnavailable The sandbox needs werkzeug: pip install "fitbit-oauth2[sandbox]"\n'
    )


def test_the_former_names_lead_to_the_same_sandbox() -> None:
    former = importlib.import_module("fitbit.sandbox")

    assert former.Sandbox is Sandbox
    assert (former.Served, former.Record) == (SandboxServer, LoggedRequest)
    assert Sandbox.withdraw is Sandbox.revoke
    assert Sandbox.google_withdraw is Sandbox.google_revoke
