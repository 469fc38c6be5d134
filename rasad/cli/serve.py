"""`rasad serve`: the desk in a browser."""

from __future__ import annotations

import socket
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from pipelines.errors import RasadError
from rasad.cli import say, setup_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from fastapi import FastAPI

    from rasad.clockwork import Clockwork
    from rasad.setup import Setup

# Answers under way may take this many seconds to end once the desk is told to stop.
GRACE = 5


@click.command("serve")
@click.option("--host", help="Address to listen on (default: the configuration's, 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--crawl/--no-crawl", "working", default=None, help="Whether to crawl, process and export on schedule.")
@click.pass_context
def command(context: click.Context, host: str | None, port: int | None, *, working: bool | None) -> None:
    """Serve the desk: search, articles with their evidence, interactions, calls, issues and sources.

    Unless the configuration says otherwise (desk.crawl), it also does what `rasad run --loop` does.
    """
    setup = setup_of(context)
    desk = setup.config.desk
    with listen(host or desk.host, desk.port if port is None else port) as listener, ExitStack() as stack:
        from rasad.web.app import create_app

        app = create_app(setup)
        say(f"the desk of {setup.home.folder} is at {address(listener)} (Ctrl-C ends it)")
        # A clock that stands still is for looking at a past day.
        wanted = desk.crawl and setup.clock is None if working is None else working
        clockwork = start(setup) if wanted else None
        if clockwork is not None:
            stack.callback(clockwork.stop)
        serve(app, listener, clockwork.halt if clockwork else lambda: None)
    say("the desk has ended.")


def start(setup: Setup) -> Clockwork | None:
    """Start the clockwork of a home, unless another process works on it already."""
    from rasad.clockwork import Clockwork

    clockwork = Clockwork(setup.home, say)
    try:
        clockwork.start()
    except RasadError as error:
        say(f"rasad: {error} The desk is served all the same.")
        return None
    return clockwork


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket.

    Raises:
        RasadError: the port is taken, or the address is not this machine's.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        # Python writes the address into the reason once more.
        reason = str(error.strerror or error).partition(" (")[0]
        raise RasadError(
            f"The desk cannot listen on {host}:{port} ({reason}); choose another with --host or --port."
        ) from error
    # Connections inherit it; without it every answer waits 40 ms for the browser to acknowledge its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address(listener: socket.socket) -> str:
    """Give the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(app: FastAPI, listener: socket.socket, told: Callable[[], None] = lambda: None) -> None:
    """Answer requests until Ctrl-C or SIGTERM, then call ``told`` and let the answers under way end."""
    import uvicorn

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            told()
            super().handle_exit(sig, frame)

    settings = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=GRACE
    )
    with stoppable():
        Server(settings).run(sockets=[listener])


@contextmanager
def stoppable() -> Iterator[None]:
    """Take being told to stop for no failure: uvicorn sends the signal that ended it once more when it is done."""
    import signal

    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
