"""Read a mail that was saved as a file (`.eml`): its attachments, and whose address it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr

OUTLOOK = (
    "This is a mail in Outlook's own form, which cannot be opened here. Drag its attachments into the folder, or save "
    "it as .eml, and collect again."
)
# Whoever passes a mail on is not whose work it is.
_PASSED_ON = re.compile(r"\s*(fwd?|wg|tr|rv|i|enc|vs)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """One file of a mail."""

    parts: tuple[str, ...]
    """The sender ("Ana Perez - ana@school.example"), if it is the sender's own, and the file's name."""
    content: bytes
    sent: datetime | None


def attachments(raw: bytes) -> Iterator[Attachment]:
    """Go through the files of a mail, and of mails in it.

    Examples
    --------
    >>> mail = b'From: Ana <ana@x.example>\\nContent-Disposition: attachment; filename="a.ipynb"\\n\\n{}'
    >>> [(one.parts, one.content) for one in attachments(mail)]
    [(('Ana - ana@x.example', 'a.ipynb'), b'{}')]
    """
    yield from _of(message_from_bytes(raw, policy=policy.default), depth=0)


def _of(mail: Message, depth: int) -> Iterator[Attachment]:
    sender, sent = _sender(mail), _sent(mail)
    for part in _leaves(mail):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if depth < 4 and isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield from _of(inner[0], depth + 1)
            continue
        name = part.get_filename()
        content = part.get_payload(decode=True)
        if name and isinstance(content, bytes):
            plain = re.split(r"[/\\]", str(name))[-1] or "attachment"
            yield Attachment((*sender, plain), content, sent)


def _leaves(mail: Message) -> Iterator[Message]:
    """Give the parts that hold something, without going into mails that are attached."""
    payload = mail.get_payload()
    if mail.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield mail


def _sender(mail: Message) -> tuple[str, ...]:
    try:
        name, address = parseaddr(str(mail.get("From", "")))
        if not address or _PASSED_ON.match(str(mail.get("Subject", ""))):
            return ()
    except (ValueError, IndexError, TypeError):  # a head nobody foresaw
        return ()
    return (f"{name} - {address}" if name else address,)


def _sent(mail: Message) -> datetime | None:
    try:
        found = mail["Date"].datetime if isinstance(mail, EmailMessage) and mail["Date"] else None
        return found.astimezone() if isinstance(found, datetime) else None
    except (ValueError, OverflowError, IndexError, TypeError, AttributeError):  # such as a day in the year 1
        return None
