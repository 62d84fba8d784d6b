"""What a person has to look at before an announcement is taken in, gathered so that a long file stays readable.

Findings of one kind stand one by one while they are few; beyond that they are one concern that leads through
their rows. People of the same name who are registered already, companies on no list and restricted moves are pointed
out too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop_app.domain.restricted_moves import MoveVerdict
from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import Finding, FindingKind, Level
from desktop_app.exchange.wording import finding_place, finding_sentence
from desktop_app.sentences.moves import move_reason, verdict_word
from desktop_app.text import _, ngettext
from desktop_app.usecases.intake import ImportPreview, ImportRow

FEW = 5


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: in how many places, in which rows, in words, and what a person answers to it."""

    key: tuple[str, tuple[int, ...]]
    level: Level
    count: int
    rows: tuple[int, ...]
    column: str | None
    place: str
    words: str
    act: str

    @property
    def is_wrong(self) -> bool:
        """Whether the file has to be mended."""
        return self.level is Level.WRONG

    @property
    def must_be_agreed(self) -> bool:
        """Whether nothing is taken in before a person agrees."""
        return self.level is Level.DOUBTFUL


def gather(preview: ImportPreview) -> tuple[Concern, ...]:
    """Return everything to look at: what is wrong first, then by row."""
    rows = preview.rows
    told = (*_same_names(rows), *_unlisted(rows), *_restricted(rows))
    found = [*_of_findings(preview.announcement.findings), *told]
    return tuple(sorted(found, key=lambda one: (-one.level, not one.must_be_agreed, one.rows[0])))


def _of_findings(findings: Iterable[Finding]) -> Iterator[Concern]:
    by_kind: dict[tuple[FindingKind, str | None], list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault((finding.kind, finding.column), []).append(finding)
    for (kind, column), group in by_kind.items():
        if len(group) <= FEW:
            yield from (_single(finding) for finding in group)
            continue
        rows = tuple(sorted({row for finding in group for row in finding.rows}))
        meant = Finding(group[0].row, column, kind, {**group[0].facts, "rows": rows})
        first = replace(_single(group[0]), key=(kind.code, rows), count=len(group), rows=rows)
        words = _("{count} places of this kind. The first: {words}").format(count=f"{len(group):,}", words=first.words)
        yield replace(first, place=finding_place(meant), words=words)


def _single(finding: Finding) -> Concern:
    return Concern(
        key=(f"{finding.kind.code}/{finding.column}", finding.rows),
        level=finding.level,
        count=1,
        rows=finding.rows,
        column=finding.column,
        place=finding_place(finding),
        words=finding_sentence(finding),
        act=_act(finding),
    )


def _act(finding: Finding) -> str:
    if finding.level is Level.WRONG:
        return ""
    if finding.kind is FindingKind.SAME_NAME:
        return _("They are different people")
    takes_as_is = finding.level is Level.DOUBTFUL or finding.kind is FindingKind.INVISIBLE_REMOVED
    return _("It is right as it is") if takes_as_is else _("Understood")


def _same_names(rows: Iterable[ImportRow]) -> Iterator[Concern]:
    met = [row for row in rows if row.outlook is not None and row.outlook.same_name and not row.already_registered]
    for row in met[:FEW]:
        assert row.outlook is not None
        other = row.outlook.same_name[0].transferee
        words = _("Somebody has the same name ({name} {employee_no}). Check the employee number.").format(
            name=other.name, employee_no=other.employee_no
        )
        yield _note("same_name", (row.transfer.row,), AnnouncementField.NAME, words, _("They are different people"))
    rest = tuple(row.transfer.row for row in met[FEW:])
    if rest:
        count = len(rest)
        words = ngettext(
            "{count} more person has the same name as somebody registered. Check the employee number.",
            "{count} more people have the same name as somebody registered. Check the employee numbers.",
            count,
        ).format(count=f"{count:,}")
        yield replace(
            _note("same_name", rest, AnnouncementField.NAME, words, _("They are different people")), count=count
        )


def _unlisted(rows: Iterable[ImportRow]) -> Iterator[Concern]:
    by_company: dict[str, list[int]] = {}
    for row in rows:
        if row.outlook is not None and row.outlook.affiliate_assumed and row.outlook.specified_affiliate:
            by_company.setdefault(row.transfer.destination_company, []).append(row.transfer.row)
    for company, numbers in list(by_company.items())[: 2 * FEW]:
        words = _("“{company}” is on no list. It is taken for a specified affiliate.").format(company=company)
        yield _note("unlisted", tuple(numbers), AnnouncementField.DESTINATION_COMPANY, words, _("Understood"))


def _restricted(rows: Iterable[ImportRow]) -> Iterator[Concern]:
    """Point out restricted moves; they are taken in all the same (domain notes §5.3)."""
    met = [
        row
        for row in rows
        if row.outlook is not None
        and row.outlook.move.verdict is not MoveVerdict.ALLOWED
        and not row.already_registered
    ]
    for row in met[: 2 * FEW]:
        assert row.outlook is not None
        judged = row.outlook.move
        words = _("Restricted move: {verdict}. {why} It is registered all the same.").format(
            verdict=verdict_word(judged.verdict), why=move_reason(judged)
        )
        column = AnnouncementField.DESTINATION_DEPARTMENT
        yield _note("restricted", (row.transfer.row,), column, words, _("Understood"))


def _note(code: str, rows: tuple[int, ...], column: AnnouncementField, words: str, act: str) -> Concern:
    place = finding_place(Finding(rows[0], column, FindingKind.SAME_NAME, {"rows": rows}))
    return Concern((code, rows), Level.NOTE, 1, rows, column, place, words, act)
