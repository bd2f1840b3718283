"""One message, in the JSON that Mailpit has for it."""

from datetime import datetime, timezone
from email import message_from_bytes, policy
from secrets import choice
from string import ascii_letters, digits

SNIPPET_LENGTH = 250


class Message:
    def __init__(self, content, return_path):
        self.id = "".join(choice(ascii_letters + digits) for _ in range(22))
        self.is_read = False
        self._size = len(content)
        self._return_path = return_path
        self._received = datetime.now(timezone.utc)
        self._mail = message_from_bytes(content, policy=policy.default)
        self.text = self._body("plain")

    def summary(self):
        return self._common() | {
            "Read": self.is_read,
            "Created": rfc3339(self._received),
            "Attachments": len(list(self._mail.iter_attachments())),
            "Snippet": " ".join(self.text.split())[:SNIPPET_LENGTH],
        }

    def whole(self):
        sent = self._mail["Date"]
        return self._common() | {
            "ReturnPath": self._return_path,
            "Date": rfc3339(sent.datetime if sent and sent.datetime else self._received),
            "Text": self.text,
            "HTML": self._body("html"),
        }

    def _common(self):
        senders = self._addresses("From")
        return {
            "ID": self.id,
            "MessageID": str(self._mail["Message-ID"] or "").strip("<>"),
            "From": senders[0] if senders else None,
            "To": self._addresses("To"),
            "Cc": self._addresses("Cc"),
            "Bcc": self._addresses("Bcc"),
            "ReplyTo": self._addresses("Reply-To"),
            "Subject": str(self._mail["Subject"] or ""),
            "Tags": [],
            "Size": self._size,
        }

    def _addresses(self, name):
        header = self._mail[name]
        addresses = header.addresses if header else ()
        return [{"Name": one.display_name, "Address": one.addr_spec} for one in addresses]

    def _body(self, kind):
        part = self._mail.get_body((kind,))
        return part.get_content() if part else ""


def rfc3339(time):
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
