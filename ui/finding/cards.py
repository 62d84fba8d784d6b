"""The cards of one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop_app.domain.finding_facts import Leak
from desktop_app.sentences.findings import grade_label, severity_label, trigger_label
from desktop_app.text import _, language, ngettext
from ui import theme, words
from ui.days import day_long
from ui.finding.presenter import FindingScreenState
from ui.finding_words import about_words, leak_look
from ui.parts import buttons
from ui.parts.badges import Badge
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import SMALL_LEADING, Card, Note, fields_grid
from ui.parts.labels import paragraph

Act = Callable[[], Any]


def what_card(state: FindingScreenState, open_case: Act, weigh: Act | None) -> Card:
    """Return 事実: what was found, and everything that stood there from the beginning."""
    line, finding = state.line, state.line.finding
    card = Card(_("What was found"))
    card.body.addWidget(paragraph(finding.raised.what))
    fields = [
        (_("About"), about_words(line)),
        (_("Found on"), day_long(finding.raised.found_on)),
        (_("How it came to light"), trigger_label(finding.raised.trigger)),
        (_("What it is"), grade_label(finding.grade)),
        (_("How grave it is"), severity_label(finding.severity)),
        (_("Extent (number, range, period)"), finding.impact),
        (_("Also numbered"), "、".join(finding.other_numbers)),
    ]
    card.body.addLayout(fields_grid(fields))
    acts = []
    if line.case_no:
        acts.append(buttons.Link(_("Open the case"), open_case))
    if weigh is not None:
        acts.append(buttons.Link(_("Weigh it anew"), weigh))
    if acts:
        card.body.addLayout(_row(acts))
    if finding.case_id and finding.is_open:
        held = _("While this finding is open, the case is kept, also when its period is over.")
        card.body.addWidget(paragraph(held, "caption", "ink2", leading=1.35))
    return card


def leak_card(state: FindingScreenState, judge: Act | None, tell: Act | None) -> Card:
    """Return 漏えいのおそれ: the judgement, whom to tell and in which order, and who was told when."""
    finding, said = state.line.finding, language()
    card = Card(_("Leak"))
    badge = Badge(leak_look(finding.leak))
    top = QHBoxLayout()
    top.setSpacing(theme.px(8))
    top.addWidget(badge)
    top.addStretch(1)
    if judge is not None:
        top.addWidget(buttons.secondary(_("Judge the leak"), judge, small=True))
    if tell is not None and finding.leak is not Leak.NO:
        top.addWidget(buttons.secondary(_("Record whom you told"), tell, icon="phone", small=True))
    card.body.addLayout(top)
    if finding.leak is not Leak.NO and finding.is_open:
        contacts = [("" if place else _("Whom to tell"), one[said]) for place, one in enumerate(state.guide.contacts)]
        steps = [(str(place), one[said]) for place, one in enumerate(state.guide.steps, start=1)]
        if finding.leak is Leak.YES:
            card.body.addWidget(Note((("", state.guide.lead[said]), *_together(contacts), *steps)))
        else:
            ask = _("Look into it and record the judgement. People judge; whom to tell stands here then.")
            card.body.addWidget(paragraph(ask, "caption", "ink2", leading=1.4))
    for told in finding.told:
        when = f"{words.day_with_year(told.told_on)}　{told.told_at}"
        row = _("{when}　{contact} (told by {who})　{note}")
        row = row.format(when=when, contact=told.contact, who=told.told_by, note=told.words)
        card.body.addWidget(paragraph(row.strip(), leading=1.35))
    return card


def measures_card(state: FindingScreenState) -> Card:
    """Return 対応: what was done meanwhile, the cause, the correction, and what keeps it from happening again."""
    finding = state.line.finding
    card = Card(_("Measures"))
    done, seen = finding.completion, finding.verification
    fields = [
        (_("For the time being"), finding.meanwhile),
        (_("Cause"), "\n".join(f"{place}. {one}" for place, one in enumerate(finding.why, start=1))),
        (_("Corrective action"), finding.action),
        (_("Keeping it from happening again"), finding.prevention),
        (_("Further papers"), finding.material),
        (_("Correction reported"), _by(done.completed_by, day_long(done.completed_on), done.words) if done else ""),
        (_("Effect looked at"), _by(seen.verified_by, day_long(seen.verified_on), seen.words) if seen else ""),
    ]
    if any(value for _name, value in fields):
        card.body.addLayout(fields_grid(fields))
    else:
        card.body.addWidget(paragraph(_("Nothing is recorded yet."), "", "ink2"))
    return card


def history_card(state: FindingScreenState) -> Card:
    """Return 経過, the newest first."""
    card = Card(_("What happened"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(2, 1)
    for place, one in enumerate(state.history):
        mark = _(" (did not fit any more, kept as it is)") if one.stray else ""
        what = paragraph("　".join(filter(None, (f"{one.what}{mark}", one.said))), leading=1.35)
        what.setAccessibleName(f"{one.when}　{one.who}　{one.what}{mark}　{one.said}")
        when = paragraph(one.when, "caption", "ink2", leading=SMALL_LEADING)
        when.setFixedWidth(when.sizeHint().width())
        who = paragraph(one.who, "caption", "ink2", leading=SMALL_LEADING)
        who.setFixedWidth(theme.px(130))
        for column, cell in enumerate((when, who, what)):
            grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(grid)
    return card


def stray_notice(banners: BannerArea, state: FindingScreenState) -> None:
    """Say over the cards that another PC recorded something that no longer fitted."""
    count = len(state.line.finding.conflicts)
    if not count:
        banners.drop("stray")
        return
    event = ngettext(
        "{count} act of another PC did not fit any more when it arrived.",
        "{count} acts of other PCs did not fit any more when they arrived.",
        count,
    )
    banners.show_notice(Notice("stray", "info", event.format(count=count), _("It stands under “What happened”.")))


def _together(contacts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return ((contacts[0][0], "／".join(name for _head, name in contacts)),) if contacts else ()


def _by(who: str, day: str, said: str) -> str:
    return "\n".join(filter(None, (f"{day}　{who}", said)))


def _row(acts: Iterable[buttons.Link]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(16))
    for act in acts:
        row.addWidget(act)
    row.addStretch(1)
    return row
