"""The page for people: every message with its text, its links to be followed."""

import re
from html import escape

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail</title>
<style>body{font:16px sans-serif;max-width:50rem;margin:2rem auto}pre{white-space:pre-wrap}</style>
<h1>Mail</h1>"""


def render(messages):
    return HEAD + ("".join(map(article, messages)) or "<p>No message has come yet.</p>")


def article(message):
    summary = message.summary()
    people = ", ".join(one["Address"] for one in summary["To"])
    return (
        f"<article><h2>{escape(summary['Subject'])}</h2>"
        f"<p>To {escape(people)}, {summary['Created']}</p>"
        f"<pre>{with_links(message.text)}</pre></article>"
    )


def with_links(text):
    return re.sub(r"(https?://[^\s<>]+)", r'<a href="\1">\1</a>', escape(text))
