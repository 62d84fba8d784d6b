"""Checking that nothing was changed, lost or forged (measures H8): database, journal, files, papers and share.

Every check goes on to its end and names each spot; what cannot even be opened is a finding, not an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cryptography import x509

from desktop_app.app import App, Surroundings, assemble, check_witness, usable
from desktop_app.domain.case import TransferCase
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import after_disposals
from desktop_app.domain.facts import DeviceEnrolled, Recorded, case_of, in_order
from desktop_app.domain.folding import fold
from desktop_app.domain.summary import CaseSummary, summarise
from desktop_app.domain.workplace import Workplace, fold_workplace
from desktop_app.errors import (
    CertificateNotOurs,
    CertificateUnreadable,
    SekishoError,
    SignatureWrong,
    Tampered,
    UnreadableFact,
)
from desktop_app.home import Home
from desktop_app.journal.carrying import unfolded
from desktop_app.journal.codec import encode_value
from desktop_app.journal.entry import GENESIS, SignedEntry
from desktop_app.keys.identity import Purpose, fingerprint, read_certificate, verify, verify_chain
from desktop_app.keys.let_in import accepted
from desktop_app.keys.standing import issuing_certificates
from desktop_app.sentences import sentence
from desktop_app.store.ended_histories import branch_entries
from desktop_app.store.may_record import quarantined
from desktop_app.store.queries import CaseFilter
from desktop_app.store.salvage import damaged_pages
from desktop_app.store.segments import Segments
from desktop_app.store.standings import standing_here
from desktop_app.store.unlocking import unlock
from desktop_app.usecases.new_home import locked
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.verifying_files import check_files, check_papers
from desktop_app.usecases.verifying_share import check_segments_here, check_share
from desktop_app.usecases.verifying_spots import Check, Damage, RecordAbout, Verification

Certificates = dict[str, list[x509.Certificate]]
"""By device: what our root certified."""


def verify_home(app: App, share: str | None = None, *, with_share: bool = True) -> Verification:
    """Check an open home whole, and the share at *share* (None: its own, if it answers).

    Without *with_share* the network is not touched: for the desk lane, which must not wait for it.
    """
    outcome = Verification(about=about_record(app, share))
    pages = damaged_pages(app.home.database, app.database_key)
    _note_pages(outcome, app.home.database, pages)
    if not pages:
        workplace = _check_record(app, outcome)
        if with_share:
            check_share(app, outcome, share, workplace)
    return outcome


def verify_at(
    home: Home,
    surroundings: Surroundings,
    *,
    ask_passphrase: Callable[[], str] | None = None,
    share: str | None = None,
) -> Verification:
    """Check the home in a folder, also one that is too damaged to open.

    Raises HomeMissing, HomeInUse, WrongPassphrase, PassphraseNeeded and the keyring's errors.
    """
    outcome = Verification()
    home_id = home.home_id()
    with locked(home) as lock:
        key = unlock(home, home_id, surroundings.keyring, ask_passphrase, surroundings.pin_cost)
        pages = damaged_pages(home.database, key) if home.database.is_file() else (1,)
        _note_pages(outcome, home.database, pages)
        if pages:
            return outcome
        try:
            app = assemble(home, home_id, key, usable(surroundings), lock)
        except Tampered as error:
            outcome.found(Damage.OPENING, path=str(home.database), detail=sentence(error))
            return outcome
        try:
            outcome.about = about_record(app, share)
            app.person_id = next(iter(app.workplace.people), "")
            check_share(app, outcome, share, _check_record(app, outcome))
        finally:
            app.record.database.close()
    return outcome


def about_record(app: App, share: str | None = None) -> RecordAbout:
    """Return which record this is; a root that cannot be read is found below."""
    workplace = app.workplace
    try:
        root = fingerprint(read_certificate(workplace.root_certificate.encode()))
    except CertificateUnreadable:
        root = ""
    letters = {device.device_id: device.letter for device in workplace.devices.values()}
    heads = [
        (letters.get(device, device), seq, app.record.head(device).hash)
        for device, seq in sorted(app.record.heads().items(), key=lambda head: letters.get(head[0], head[0]))
    ]
    address = share or share_address(app) or ""
    home = str(app.home.folder)
    return RecordAbout(workplace.company, workplace.name, workplace.org_code, home, address, root, tuple(heads))


def _note_pages(outcome: Verification, database: Path, pages: tuple[int, ...]) -> None:
    size = database.stat().st_size if database.is_file() else 0
    outcome.looked(Check.PAGES, size // 4096)
    for page in pages:
        outcome.found(Damage.PAGE, page=page, path=str(database))


def _check_record(app: App, outcome: Verification) -> Workplace:
    """Check everything on this PC; returns the workplace as its entries tell it."""
    history, certificates = _check_journal(app, outcome)
    workplace = fold_workplace(history[""])
    cases = _check_read_tables(app, outcome, history, workplace)
    _check_witness(app, outcome)
    check_segments_here(app, outcome, certificates)
    check_files(app, outcome, history, cases)
    check_papers(app, outcome, cases, workplace)
    return workplace


def _check_journal(app: App, outcome: Verification) -> tuple[dict[str, list[Recorded]], Certificates]:
    """Check every entry; returns the facts of those that can be read by case, and the members' certificates."""
    chains: dict[str, list[SignedEntry]] = defaultdict(list)
    second: list[SignedEntry] = []
    recorded: list[Recorded] = []
    last = ("", 0)
    with app.record.database.transaction() as connection:
        beside = frozenset(branch_entries(connection))
    for signed in (*app.record.entries(), *beside):
        try:
            body, facts = signed.entry, signed.recorded
        except UnreadableFact:
            outcome.found(Damage.ENTRY_UNREADABLE, device=last[0], entry=last[1] + 1)
            continue
        last = (body.device_id, body.seq)
        if encode_value(body) != signed.body:
            outcome.found(Damage.ENTRY_UNREADABLE, device=body.device_id, entry=body.seq)
        (second if signed in beside else chains[body.device_id]).append(signed)
        recorded += facts
    history = _history_of(app, recorded)
    certificates = _check_certificates(outcome, _with_left_out(app, fold_workplace(history[""])))
    standing = app.record.standing
    bases = Segments(app.record.database).bases()
    for device, chain in chains.items():
        # What nobody who counts let in counts nowhere; where nobody has left, it cannot have come in honestly.
        if not certificates.get(device) and (device in standing.let_in or not standing.ends):
            outcome.found(Damage.DEVICE_UNKNOWN, device=device)
        _check_chain(outcome, device, chain, certificates.get(device, []), bases.get(device))
    outcome.quarantined = sum(quarantined(app.record).values())
    for signed in second:
        body = signed.entry
        if not any(_signed_by(certificate, signed) for certificate in certificates.get(body.device_id, [])):
            outcome.found(Damage.ENTRY_SIGNATURE, device=body.device_id, entry=body.seq)
    outcome.looked(Check.ENTRIES, sum(map(len, chains.values())) + len(second))
    return history, certificates


def _with_left_out(app: App, workplace: Workplace) -> Workplace:
    """Return the workplace with the PCs whose facts are kept and do not count: their signatures must hold as well."""
    left_out = app.record.standing.left_out.values()
    known = {one.fact.device_id: one.fact for one in left_out if isinstance(one.fact, DeviceEnrolled)}
    return replace(workplace, devices={**known, **workplace.devices})


def _history_of(app: App, recorded: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    """Return what counts, by case, in the order every PC agrees on."""
    history: dict[str, list[Recorded]] = defaultdict(list)
    for one in sorted(after_disposals(recorded, unfolded), key=in_order):
        history[case_of(one.fact)].append(one)
    with app.record.database.transaction() as connection:
        standing = standing_here(connection, history[""])
    return defaultdict(list, {case_id: list(accepted(facts, standing)) for case_id, facts in history.items()})


def _check_chain(
    outcome: Verification,
    device: str,
    chain: Iterable[SignedEntry],
    certificates: list[x509.Certificate],
    base: DisposedChain | None,
) -> None:
    seq, prev = 0, GENESIS
    for signed in chain:
        body = signed.entry
        if base is not None and seq < base.entry < body.seq:
            seq, prev = base.entry, base.entry_hash  # what came before went with its year
        if body.seq != seq + 1 or body.prev != prev:
            outcome.found(Damage.ENTRY_ORDER, device=device, entry=body.seq)
        if certificates and not any(_signed_by(certificate, signed) for certificate in certificates):
            outcome.found(Damage.ENTRY_SIGNATURE, device=device, entry=body.seq)
        seq, prev = body.seq, signed.hash


def _signed_by(certificate: x509.Certificate, signed: SignedEntry) -> bool:
    with suppress(SignatureWrong):
        verify(certificate, signed.signature, signed.body)
        return True
    return False


def _check_certificates(outcome: Verification, workplace: Workplace) -> Certificates:
    """Check members' certificates against the root; returns the devices' that hold."""
    held: Certificates = defaultdict(list)
    try:
        root = read_certificate(workplace.root_certificate.encode())
    except CertificateUnreadable as error:
        outcome.found(Damage.CERTIFICATE, name=workplace.company, detail=sentence(error))
        return held
    issuers = issuing_certificates(workplace.root_certificate, workplace.membership)
    owners = [(d, pem, Purpose.DEVICE) for d in workplace.devices for pem in workplace.device_certificates(d)]
    owners += [(p.employee_no, pem, Purpose.PERSON) for p in workplace.people.values() for pem in p.certificates]
    for owner, pem, purpose in owners:
        try:
            certificate = read_certificate(pem.encode())
            verify_chain(certificate, root, None, purpose, issuers)
        except (CertificateUnreadable, CertificateNotOurs) as error:
            outcome.found(Damage.CERTIFICATE, name=owner, detail=sentence(error))
            continue
        if purpose is Purpose.DEVICE:
            held[owner].append(certificate)
    outcome.looked(Check.CERTIFICATES, len(owners))
    return held


def _check_read_tables(
    app: App, outcome: Verification, history: dict[str, list[Recorded]], workplace: Workplace
) -> dict[str, TransferCase]:
    """Compare what the tables show with what the entries say, told afresh; returns the latter's cases."""
    shown = {summary.case_id: summary for summary in app.cases.page(CaseFilter(in_scope_only=False))}
    told: dict[str, CaseSummary] = {}
    cases = {case_id: case for case_id, facts in history.items() if case_id and (case := fold(facts))}
    for case_id, case in cases.items():
        if (case.programme_id, case.programme_version) in workplace.programmes:
            programme = workplace.programme_of(case.programme_id, case.programme_version)
            told[case_id] = summarise(case, programme, app.record.calendars.of_case(case))
    for case_id in {*shown, *told}:
        same = case_id in shown and case_id in told and encode_value(shown[case_id]) == encode_value(told[case_id])
        if not same or app.record.history(case_id) != tuple(history.get(case_id, ())):
            either = told.get(case_id) or shown[case_id]
            outcome.found(Damage.READ_TABLE, case_no=either.case_no)
    if app.record.history("") != tuple(history[""]) or app.record.workplace != workplace:
        outcome.found(Damage.READ_TABLE)
    outcome.looked(Check.READ_TABLES, len(told))
    return cases


def _check_witness(app: App, outcome: Verification) -> None:
    try:
        check_witness(app)
    except Tampered as error:
        outcome.found(
            Damage.WITNESS,
            device=str(error.facts.get("device", "")),
            entry=int(error.facts.get("seq", 0)),
            detail=sentence(error),
        )
    except SekishoError as error:  # a keyring that is away is no damage
        outcome.looked(Check.WITNESS, 0, sentence(error))
        return
    outcome.looked(Check.WITNESS, 1)
