"""A scanned page and what is known of it: whose it is, or why nobody can say (paper notes §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.app import App
from desktop_app.domain.facts import PaperTakenIn
from desktop_app.domain.folding import allows
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, SignatureWrong, UnknownCase
from desktop_app.keys.identity import Purpose, read_certificate, verify_chain
from desktop_app.keys.signing import Certificate, signature_from_fixed, verify
from desktop_app.papers.forms.pen_data import REVISION
from desktop_app.papers.page.page_code import PageCode, PenForm, SignedCode, read_code
from desktop_app.papers.scanning.locating import Placing
from desktop_app.papers.scanning.stack import SeenPage
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.paper_printing import wording_in_force


class PageStanding(StrEnum):
    """What is known of a scanned page."""

    MATCHED = "MATCHED"
    DUPLICATE = "DUPLICATE"
    NO_CODE = "NO_CODE"
    SEVERAL_CODES = "SEVERAL_CODES"
    FOREIGN = "FOREIGN"  # not signed by a PC of this workplace
    UNKNOWN_CASE = "UNKNOWN_CASE"
    CANCELLED_CASE = "CANCELLED_CASE"
    OTHER_WORDING = "OTHER_WORDING"  # printed with another version of the form
    TOO_LARGE = "TOO_LARGE"
    UNREADABLE = "UNREADABLE"


_OF_A_CASE = frozenset(
    {PageStanding.MATCHED, PageStanding.DUPLICATE, PageStanding.OTHER_WORDING, PageStanding.CANCELLED_CASE}
)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page as it was scanned: the file (by place in the report) and its page from 1, and what is known of it.

    *case_id* is empty and *code* None where the standing says so. *picture* is the JPEG of a page without a code, for
    whoever wonders what it is; *placing* and *fine* are what its pictures are cut by (``paper_scans.case_pictures``).
    """

    file: int
    number: int
    standing: PageStanding
    case_id: str
    code: PageCode | None
    picture: bytes
    placing: Placing | None
    fine: bool

    @property
    def exact(self) -> bool:
        """Whether locating marks were found, so that a strip shows its row and nothing else."""
        return self.placing is not None and self.placing.marks > 0


class PageJudge:
    """Says of each page what it is; a page that came before is a duplicate."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._signers = tuple(_device_certificates(app))
        self._seen: set[tuple[str, PenForm, int]] = set()

    def page(self, file: int, seen: SeenPage) -> FoundPage:
        """Return the page with what is known of it."""
        standing, code = self._standing(seen)
        known = standing in _OF_A_CASE
        return FoundPage(
            file=file,
            number=seen.number + 1,
            standing=standing,
            case_id=code.case if code and known else "",
            code=code,
            picture=seen.picture,
            placing=seen.placing,
            fine=seen.fine,
        )

    def _standing(self, seen: SeenPage) -> tuple[PageStanding, PageCode | None]:
        if seen.problem:
            return (PageStanding.TOO_LARGE if seen.problem == "pixels" else PageStanding.UNREADABLE), None
        if not seen.code:
            return PageStanding.NO_CODE, None
        if seen.others:
            return PageStanding.SEVERAL_CODES, None
        try:
            signed = read_code(seen.code)
        except ValueError:
            return PageStanding.FOREIGN, None
        if not self._is_ours(signed):
            return PageStanding.FOREIGN, None
        code = signed.code
        try:
            case, programme = open_case(self._app, code.case)
        except UnknownCase:
            return PageStanding.UNKNOWN_CASE, code
        if not allows(case.state, PaperTakenIn):
            return PageStanding.CANCELLED_CASE, code
        if code.wording != wording_in_force(programme, code.form) or code.revision != REVISION:
            return PageStanding.OTHER_WORDING, code
        key = (code.case, code.form, code.page)
        if key in self._seen:
            return PageStanding.DUPLICATE, code
        self._seen.add(key)
        return PageStanding.MATCHED, code

    def _is_ours(self, signed: SignedCode) -> bool:
        for certificate in self._signers:
            try:
                verify(certificate, signature_from_fixed(signed.signature), signed.signed)
            except SignatureWrong:
                continue
            return True
        return False


def _device_certificates(app: App) -> Iterator[Certificate]:
    """Yield the certificates of the workplace's PCs, as far as they stand under its root.

    At any time: a sheet may come back after the PC that printed it was replaced.
    """
    root = read_certificate(app.workplace.root_certificate.encode())
    for device in app.workplace.devices.values():
        try:
            certificate = read_certificate(device.certificate.encode())
            verify_chain(certificate, root, None, Purpose.DEVICE)
        except (CertificateUnreadable, CertificateNotOurs):
            continue
        yield certificate
