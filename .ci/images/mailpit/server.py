"""Takes every message by SMTP and shows it in the shape of Mailpit's API.

https://mailpit.axllent.org/docs/api-v1/view.html: GET /api/v1/messages and /api/v1/message/{ID}.
"""

import email
import email.policy
import json
import signal
import uuid
from email.utils import getaddresses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller

messages = []  # newest first


class Inbox:
    async def handle_DATA(self, _server, _session, envelope):
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        messages.insert(0, (str(uuid.uuid4()), parsed))
        return "250 OK"


def addresses(message, header):
    pairs = getaddresses([str(value) for value in message.get_all(header, [])])
    return [{"Name": name, "Address": address} for name, address in pairs]


def summary(identity, message):
    sender = addresses(message, "from")
    return {
        "ID": identity,
        "MessageID": str(message["message-id"] or "").strip("<>"),
        "From": sender[0] if sender else None,
        "To": addresses(message, "to"),
        "Subject": str(message["subject"] or ""),
    }


def whole(identity, message):
    def part(kind):
        body = message.get_body((kind,))
        return body.get_content() if body else ""

    return {**summary(identity, message), "Text": part("plain"), "HTML": part("html")}


def page(query):
    start = int(query.get("start", ["0"])[0])
    limit = int(query.get("limit", ["50"])[0])
    shown = [summary(*entry) for entry in messages[start : start + limit]]
    return {"total": len(messages), "start": start, "messages": shown}


def answer(target):
    """The JSON for a path, or None where there is nothing."""
    url = urlsplit(target)
    if url.path == "/livez":
        return {}
    if url.path == "/api/v1/messages":
        return page(parse_qs(url.query))
    wanted = url.path.removeprefix("/api/v1/message/")
    return next((whole(*entry) for entry in messages if entry[0] == wanted), None)


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        found = answer(self.path)
        body = json.dumps(found).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


signal.signal(signal.SIGTERM, lambda *_: exit(0))
Controller(Inbox(), hostname="0.0.0.0", port=1025).start()
ThreadingHTTPServer(("0.0.0.0", 8025), Api).serve_forever()
