"""The guide as data: chapters of a Markdown file, each with the places whose F1 leads to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.domain.names import search_key
from desktop_app.resources import resource_path

_HEAD = re.compile(r"^# (?P<title>.+?)(?: \{#(?P<topic>[a-z_-]+)\})?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: heading, the topic it answers, and its text (Markdown)."""

    title: str
    topic: str
    text: str

    def matches(self, words: str) -> bool:
        """Say whether every one of *words* stands in it, however it is written."""
        here = search_key(f"{self.title}\n{self.text}")
        return all(search_key(word) in here for word in words.split())


def chapters(language: str) -> tuple[Chapter, ...]:
    """Return the guide in *language*, in order."""
    text = resource_path(f"help/{language}.md").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return tuple(
        Chapter(head["title"], head["topic"] or "", text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    )
