"""`rasad serve` says where it is, why it cannot be there, and ends when it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from pipelines.errors import RasadError
from rasad.cli import execute
from rasad.cli.serve import address, listen
from tests.commandline import Demo, run_rasad

AT = re.compile(r"http://\S+/")


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command in a process of its own until the block ends; gives it and the address that it prints."""
    command = [sys.executable, "-m", "rasad", "--home", str(home), "serve", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stderr
            found = AT.search(process.stderr.readline())
            assert found
            yield process, found[0]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(demo: Demo, number: signal.Signals) -> None:
    """The printed address answers; Ctrl-C and SIGTERM end it cleanly and soon."""
    with serving(demo.home) as (process, where):
        assert httpx.get(f"{where}static/desk.css", timeout=60).status_code == 200
        begun = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=15)
        assert process.returncode == 0
        assert said.strip() == "the desk has ended."
        assert time.monotonic() - begun < 10


@pytest.mark.timeout(120)
def test_it_ends_within_the_process_that_calls_it(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    """Called as a function the command gives 0, and leaves the process's own way to be interrupted as it was."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    before = signal.getsignal(signal.SIGINT)

    def stop() -> None:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=10), timeout=60) as client:
                client.get(f"http://127.0.0.1:{port}/static/icon.svg")
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=stop).start()
    assert execute(["--home", str(demo.home), "serve", "--port", str(port)]) == 0
    assert signal.getsignal(signal.SIGINT) is before
    assert f":{port}/" in capsys.readouterr().err


def test_it_is_up_before_the_registers_are_read(demo: Demo) -> None:
    """The first page comes soon, and the next ones sooner, since the rest is loaded in the background."""
    with serving(demo.home) as (_, where):
        assert httpx.get(f"{where}static/desk.css", timeout=10).status_code == 200
        httpx.get(f"{where}fa/", timeout=60)
        begun = time.monotonic()
        httpx.get(f"{where}fa/?q=teknopark", timeout=60)
        assert time.monotonic() - begun < 20


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    """A second desk on the same port ends with exit code 1 and says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run_rasad(tmp_path, "serve", "--port", str(port))
    assert ran.code == 1
    assert ran.err.strip() == (
        f"rasad: The desk cannot listen on 127.0.0.1:{port} (Address already in use); "
        "choose another with --host or --port."
    )


def test_an_address_of_another_machine_is_refused() -> None:
    """A name that does not resolve, or an address that is not this machine's, is named."""
    for host in ("192.0.2.1", "no such host"):
        with pytest.raises(RasadError, match="cannot listen on"):
            listen(host, 0)


def test_addresses_can_be_opened() -> None:
    """An IPv6 address stands in brackets."""
    with listen("127.0.0.1", 0) as listener:
        assert AT.fullmatch(address(listener))
    if not Path("/proc/net/if_inet6").exists() or not os.access("/proc/net/if_inet6", os.R_OK):
        pytest.skip("this machine has no IPv6")
    if not Path("/proc/net/if_inet6").read_text(encoding="ascii").strip():
        pytest.skip("this machine has no IPv6 address")
    with listen("::1", 0) as listener:
        assert address(listener).startswith("http://[::1]:")
