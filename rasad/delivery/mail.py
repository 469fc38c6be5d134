"""Tells by mail (SMTP, RFC 5321), one mail for all changes of a look."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import localtime
from typing import TYPE_CHECKING

from pipelines.errors import RasadError

if TYPE_CHECKING:
    from rasad.config import Notify
    from rasad.message import Message

SECONDS = 30.0


def wanted(config: Notify) -> bool:
    """Say whether a mail server and somebody to write to are configured."""
    return bool(config.smtp_host and config.mail_to)


def send(config: Notify, message: Message) -> str:
    """Send a message to everybody who is configured; gives a sentence that names those whom the server does not know.

    Raises:
        RasadError: the server is away, does not take the mail, or its certificate is not to be trusted.
    """
    try:
        with _connect(config) as server:
            if config.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if config.smtp_user:
                server.login(config.smtp_user, config.smtp_password)
            refused = server.send_message(_mail(config, message))
    except (smtplib.SMTPException, OSError) as error:
        raise RasadError(
            f"The mail to {', '.join(config.mail_to)} was not sent: {config.smtp_host}:{config.smtp_port} says "
            f"{_reason(error)}; it is tried again. See [notify] in the configuration."
        ) from error
    return f"The mail server does not know {', '.join(refused)}; see notify.mail_to." if refused else ""


def _connect(config: Notify) -> smtplib.SMTP:
    if config.smtp_security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=SECONDS, context=context)
    return smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=SECONDS)


def _mail(config: Notify, message: Message) -> EmailMessage:
    sender = config.mail_from or config.mail_to[0]
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = sender
    mail["To"] = ", ".join(config.mail_to)
    mail["Date"] = localtime()
    # The same changes have the same identity, so that a mail that was sent twice is shown once.
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = message.language
    # What answers by itself must not answer this (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    return mail


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {error.smtp_error!r}"
    return str(error) or type(error).__name__
