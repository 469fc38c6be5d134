"""What changed in the health of sources is sent by mail and by webhook, once, and a failure is named and made good."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from crawlers.health import Alarm
from pipelines.archive.store import Archive
from pipelines.errors import RasadError
from rasad.config import Notify
from rasad.delivery import mail, tell, ways, webhook
from rasad.message import Message
from rasad.notices import Notice, note
from rasad.setup import Setup
from tests.commandline import run_rasad
from tests.rasad.test_rasad_notices import NOW, archive, health, ill

# Fixtures are known by their names here.
__all__ = ["archive", "ill"]


class Postbox(socketserver.StreamRequestHandler):
    """A mail server that takes what it is given, but for one address (RFC 5321)."""

    def handle(self) -> None:
        """Talk to one client."""
        server = self.server
        assert isinstance(server, Post)
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                data = b""
                while (text := self.rfile.readline()) not in {b".\r\n", b""}:
                    data += text
                server.mails.append(data)
            self.wfile.write(
                b"550 unknown\r\n" if b"nobody@" in line else b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n"
            )
            if verb == b"QUIT":
                return


class Post(socketserver.ThreadingTCPServer):
    """The server with the mails that came in."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Postbox)
        self.mails: list[bytes] = []


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    """Serve in a thread until the block ends; gives the port."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        assert isinstance(server.server_address, tuple)
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    """Serve as a mail server on a free local port."""
    server = Post()
    with serving(server) as port:
        yield server, port


def notify(**values: object) -> Notify:
    """Make a configuration of whom to tell."""
    nobody = {
        "mail_to": (), "mail_from": "", "smtp_host": "", "smtp_port": 25, "smtp_security": "none", "smtp_user": "",
        "smtp_password": "", "webhook": "",
    }  # fmt: skip
    return Notify.model_validate(nobody | values)


def message(language: str = "en") -> Message:
    """Make a message of two changes."""
    raised = Notice(source="a", title="Ağaç", alarm="blind", raised=True, detail="No article this week.", at=NOW, seq=3)
    return Message.of([raised, replace(raised, source="b", title="رصد", raised=False)], language)


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", "Rasad: 1 new alarms, 1 cleared", ("New:", "Ağaç (a): blind. No article this week.", "رصد (b): blind")),
        ("tr", "Rasad: 1 yeni uyarı, 1 düzelen", ("Yeni:", "Ağaç (a): kör. No article this week.")),
        ("fa", "رصد: ۱ هشدار تازه، ۱ برطرف‌شده", ("تازه:", "برطرف‌شده:")),
    ],
)
def test_a_mail_says_what_changed(post: tuple[Post, int], language: str, subject: str, words: tuple[str, ...]) -> None:
    """In the desk's language, from and to whom it was configured, once, and answered by no machine."""
    server, port = post
    config = notify(mail_to=("desk@a.example", "two@a.example"), smtp_host="127.0.0.1", smtp_port=port)
    mail.send(config, message(language))
    (raw,) = server.mails
    got = message_from_bytes(raw, policy=policy.default)
    assert (got["From"], got["To"]) == ("desk@a.example", "desk@a.example, two@a.example")
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Subject"].replace("\u200c", "") == subject.replace("\u200c", "")
    assert got["Message-ID"] == f"<{message(language).key}@a.example>"
    body = got.get_body()
    assert body is not None
    assert all(word in body.get_content() for word in words)


def test_a_mail_that_is_not_taken_is_named(post: tuple[Post, int]) -> None:
    """An unknown reader, a wrong port, and a server without the encryption that was asked for."""
    _, port = post
    for more, said in (
        ({"mail_to": ("nobody@a.example",)}, "was not sent"),
        ({"mail_to": ("desk@a.example",), "smtp_port": 1}, "127.0.0.1:1 says"),
        ({"mail_to": ("desk@a.example",), "smtp_security": "starttls"}, "STARTTLS"),
        ({"mail_to": ("desk@a.example",), "smtp_security": "tls"}, "was not sent"),
        ({"mail_to": ("desk@a.example",), "smtp_user": "u", "smtp_password": "p"}, "was not sent"),
    ):
        with pytest.raises(RasadError, match=said) as caught:
            mail.send(notify(**{"smtp_host": "127.0.0.1", "smtp_port": port} | more), message())
        assert "smtp_password" not in str(caught.value)


def test_a_reader_whom_the_server_does_not_know_is_named_and_the_others_get_it_once(
    tmp_path: Path, archive: Archive, post: tuple[Post, int]
) -> None:
    """One wrong address does not send the same mail to the right ones every hour."""
    server, port = post
    note(archive, [health("a", Alarm.BLIND)], NOW)
    half = notify(
        mail_to=("desk@a.example", "nobody@a.example"), smtp_host="127.0.0.1", smtp_port=port, mail_from="r@a.example"
    )
    config = Setup.load(tmp_path).config.model_copy(update={"notify": half})
    with pytest.raises(RasadError, match=r"does not know nobody@a\.example"):
        tell(archive, config)
    assert tell(archive, config) == {"mail": 0}
    assert len(server.mails) == 1


class Hook(HTTPServer):
    """A web server that keeps what was posted to it and answers with a status."""

    def __init__(self, status: int) -> None:
        self.posted: list[dict[str, object]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's own name
                del format, args

        super().__init__(("127.0.0.1", 0), Handler)


def test_a_webhook_gets_text_and_data() -> None:
    """A chat shows the text, a program reads the changes, and the key tells a repetition."""
    server = Hook(204)
    with serving(server) as port:
        webhook.send(notify(webhook=f"http://127.0.0.1:{port}/geheim"), message())
    (got,) = server.posted
    detail = "No article this week."
    assert str(got["text"]).startswith("Rasad: 1 new alarms, 1 cleared\nNew:\n")
    assert got["id"] == message().key
    assert got["notices"] == [
        {"source": id_, "title": title, "alarm": "blind", "raised": id_ == "a", "detail": detail, "at": NOW.isoformat()}
        for id_, title in (("a", "Ağaç"), ("b", "رصد"))
    ]


def test_a_webhook_that_fails_is_named_without_its_secret() -> None:
    """Its address often is one; the host is enough to find it."""
    with (
        serving(Hook(500)) as port,
        pytest.raises(RasadError, match=r"127\.0\.0\.1 was not told \(status 500\)") as caught,
    ):
        webhook.send(notify(webhook=f"http://127.0.0.1:{port}/geheim"), message())
    assert "geheim" not in str(caught.value)
    with pytest.raises(RasadError, match="ConnectError"):
        webhook.send(notify(webhook="http://127.0.0.1:1/geheim"), message())


def test_nobody_is_told_who_is_not_configured() -> None:
    """Both ways exist, and neither is wanted by default."""
    assert [name for name, _ in ways()] == ["mail", "webhook"]
    assert not any(way.wanted(notify()) for _, way in ways())
    assert not mail.wanted(notify(smtp_host="a.example"))


def test_a_way_that_fails_is_tried_again_and_hinders_no_other(tmp_path: Path, archive: Archive) -> None:
    """The webhook gets its message once; the mail comes when its server is back, with everything since."""
    note(archive, [health("a", Alarm.BLIND)], NOW)
    config = Setup.load(tmp_path).config
    server, hook = Post(), Hook(200)
    with serving(server) as port, serving(hook) as web:
        away = notify(
            mail_to=("desk@a.example",), smtp_host="127.0.0.1", smtp_port=1, webhook=f"http://127.0.0.1:{web}/"
        )
        with pytest.raises(RasadError, match="was not sent"):
            tell(archive, config.model_copy(update={"notify": away}))
        note(archive, [health("a", Alarm.BLIND), health("b", Alarm.STALE)], NOW)
        back = config.model_copy(update={"notify": away.model_copy(update={"smtp_port": port})})
        assert tell(archive, back) == {"mail": 2, "webhook": 1}
        assert tell(archive, back) == {"mail": 0, "webhook": 0}
    assert len(server.mails) == 1
    assert len(hook.posted) == 2


def test_the_command_tells_once(ill: Path, post: tuple[Post, int]) -> None:
    """`rasad health --notify` prints and sends what changed; run again it is silent."""
    server, port = post
    with (ill / "rasad.toml").open("a", encoding="utf-8") as config:
        config.write(
            f'[notify]\nmail_to = ["desk@a.example"]\nsmtp_host = "127.0.0.1"\nsmtp_port = {port}\n'
            'smtp_security = "none"\n'
        )
    first = run_rasad(ill, "--now", NOW.isoformat(), "health", "--notify")
    assert first.out.startswith("+ Kör & Sağır (kor): blind. No article this week")
    assert "told 1 changes: mail" in first.err
    second = run_rasad(ill, "--now", NOW.isoformat(), "health", "--notify")
    assert (second.code, second.out, second.err) == (0, "", "")
    assert len(server.mails) == 1
