"""Mailpit's web API, as far as it is used."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from page import render

MESSAGES = "/api/v1/messages"
MESSAGE = "/api/v1/message/"
DEFAULT_LIMIT = 50


def handler_for(mailbox):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = urlsplit(self.path).path
            if path in ("/livez", "/readyz"):
                self._answer("ok", "text/plain")
            elif path == "/":
                self._answer(render(mailbox.all()), "text/html; charset=utf-8")
            elif path == MESSAGES:
                self._answer_json(mailbox.page(self._number("start", 0), self._number("limit", DEFAULT_LIMIT)))
            elif path.startswith(MESSAGE):
                self._answer_message(path.removeprefix(MESSAGE))
            else:
                self._not_found()

        def _answer_message(self, wanted):
            message = mailbox.find(wanted)
            if not message:
                return self._not_found()
            message.is_read = True
            self._answer_json(message.whole())

        def _number(self, name, default):
            [text] = parse_qs(urlsplit(self.path).query).get(name, [""])[:1]
            return int(text) if text.isdecimal() else default

        def _not_found(self):
            self._answer("404 page not found", "text/plain", HTTPStatus.NOT_FOUND)

        def _answer_json(self, value):
            self._answer(json.dumps(value), "application/json")

        def _answer(self, text, kind, status=HTTPStatus.OK):
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, *_):
            """Says nothing: health is asked for every few seconds."""

    return Handler
