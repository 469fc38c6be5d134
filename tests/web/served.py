"""A desk that really listens, for browsers and programs on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from rasad.cli.serve import listen
from rasad.setup import Setup
from rasad.web.app import create_app


@contextmanager
def served(setup: Setup, *, warm: bool = False) -> Iterator[str]:
    """Serve the desk of a home on a free port for a while and give its address."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(setup, warm=warm), log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="desk")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
