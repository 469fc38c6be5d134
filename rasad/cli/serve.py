"""`rasad serve`: the desk in a browser."""

import socket

import click

from rasad.cli import say, setup_of


@click.command("serve")
@click.option("--host", help="Address to listen on (default: the configuration's, 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.pass_context
def command(context: click.Context, host: str | None, port: int | None) -> None:
    """Serve the desk: search, articles with their evidence, interactions, calls, issues and sources."""
    import uvicorn

    from rasad.web.app import create_app

    setup = setup_of(context)
    desk = setup.config.desk
    listener = listen(host or desk.host, desk.port if port is None else port)
    address = "http://{}:{}/".format(*listener.getsockname()[:2])
    say(f"the desk of {setup.home.folder} is at {address} (Ctrl-C ends it)")
    server = uvicorn.Server(uvicorn.Config(create_app(setup), log_level="warning", access_log=False))
    server.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket.

    Raises:
        RasadError: the port is taken, or the address is not this machine's.
    """
    from pipelines.errors import RasadError

    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise RasadError(
            f"The desk cannot listen on {host}:{port} ({error.strerror or error}); choose another with --port."
        ) from error
