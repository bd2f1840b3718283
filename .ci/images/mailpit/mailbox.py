"""Keeps messages in memory, the newest first."""

from threading import Lock

from message import Message


class Mailbox:
    def __init__(self):
        self._lock = Lock()
        self._messages = []

    async def handle_DATA(self, _server, _session, envelope):
        message = Message(envelope.content, envelope.mail_from)
        with self._lock:
            self._messages.insert(0, message)
        return f"250 2.0.0 Ok: queued as {message.id}"

    def all(self):
        with self._lock:
            return list(self._messages)

    def page(self, start, limit):
        messages = self.all()
        shown = messages[start : start + limit]
        unread = sum(not message.is_read for message in messages)
        return {
            "total": len(messages),
            "unread": unread,
            "count": len(shown),
            "messages_count": len(messages),
            "messages_unread": unread,
            "start": start,
            "tags": [],
            "messages": [message.summary() for message in shown],
        }

    def find(self, wanted):
        messages = self.all()
        if wanted == "latest":
            return messages[0] if messages else None
        return next((message for message in messages if message.id == wanted), None)
