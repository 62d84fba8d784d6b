"""A programme on a page, as those who follow it will meet it: who is in scope, steps and items, forms, deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.sentences.programme_words import deadline_lines, move_lines, only_for, scope_lines
from desktop_app.text import _, language
from ui import theme
from ui.parts.labels import label, paragraph

if TYPE_CHECKING:
    from desktop_app.domain.programme import Item, Programme


def named(programme: Programme) -> str:
    """Return title and version."""
    return _("{title}  version {version}").format(title=programme.title[language()], version=programme.version)


def show_programme(column: QVBoxLayout, programme: Programme) -> None:
    """Put the whole programme into *column*."""
    said = language()
    _add(column, _("Source: {source}").format(source=programme.source), "ink2")
    _part(column, _("Who is in scope"), scope_lines(programme))
    _part(column, _("Deadlines"), deadline_lines(programme))
    for step in programme.steps:
        _head(column, f"{step.number}　{step.title[said]}")
        for item in (one for one in programme.items if one.step == step.code):
            _add(column, _item_line(programme, item))
    forms = [programme.report_form, *([programme.explanation_form] if programme.explanation_form else [])]
    forms += (*(course.report_form for course in programme.courses), *programme.further_forms)
    _part(column, _("Forms"), tuple(f"{form.name}　{form.title}　{form.edition}" for form in forms))
    _part(column, _("Restricted moves"), move_lines(programme))
    registers = tuple(f"{one.label[said]}　{one.about[said]}" for one in programme.registers)
    _part(column, _("Registers"), registers)
    roles = tuple(title[said] for _party, title in programme.roles)
    _part(column, _("Titles of the roles"), (_(", ").join(roles),))


def _item_line(programme: Programme, item: Item) -> str:
    said = language()
    parties = (item.answered_by, *(one for one in item.confirmed_by if one is not item.answered_by))
    who = " → ".join(programme.role_title(party)[said] for party in parties)
    after = f"　{_('after the effective date')}" if item.phase.value == "AFTER_EFFECTIVE" else ""
    only = f"　{way}" if (way := only_for(programme, item)) else ""
    return f"{item.id}　{item.text[said]}　（{who}{after}{only}）"


def _part(column: QVBoxLayout, title: str, told: tuple[str, ...]) -> None:
    if told:
        _head(column, title)
        for words in told:
            _add(column, words)


def _head(column: QVBoxLayout, words: str) -> None:
    head = label(words, bold=True)
    head.setContentsMargins(0, theme.px(10), 0, 0)
    column.addWidget(head)


def _add(column: QVBoxLayout, words: str, tone: str = "") -> None:
    column.addWidget(paragraph(words, "caption", tone, leading=1.35))
