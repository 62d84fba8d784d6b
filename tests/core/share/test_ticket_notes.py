"""Tickets, submissions and replies as bytes: what is written is read back, and nothing else is ever believed."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.facts import Answer, CaseReturned, ItemAnswered, ReturnedItem, SigningRefused, StoredFile
from desktop_app.errors import (
    ReplyUnreadable,
    ReplyWrong,
    SubmissionTampered,
    SubmissionUnreadable,
    TicketCodeWrong,
    TicketUnreadable,
)
from desktop_app.keys.identity import (
    certificate_der,
    issue_device_certificate,
    make_root,
    new_key,
    one_time_certificate,
    sign,
)
from desktop_app.keys.seal import new_age_identity
from desktop_app.share.layout import is_submission_path, receipt_paths, submission_path
from desktop_app.share.replies import (
    Outcome,
    Receipt,
    ReceiptWords,
    make_receipt,
    make_return,
    read_reply,
    return_name,
    seal_words,
)
from desktop_app.share.signed import sign_note
from desktop_app.share.store import is_entry_path
from desktop_app.share.submissions import (
    Submission,
    fact_text,
    make_submission,
    number_of,
    open_submission,
    read_submission,
    submission_hash,
)
from desktop_app.share.tickets import CODE_DIGITS, Ticket, new_code, read_code, read_ticket

NOW = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)
ROOT, DEVICE_KEY = make_root("会社", NOW), new_key()
DEVICE = issue_device_certificate(ROOT, DEVICE_KEY.public_key(), "ab" * 8, NOW)
SIGNER = one_time_certificate("髙橋　美咲", "0012346", "NSC01-26B-A001", NOW)
SECRET, RECIPIENT = new_age_identity()
HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
TICKET = Ticket(
    "ab" * 16,
    "case",
    "0" * 8,
    certificate_der(ROOT.certificate),
    (RECIPIENT,),
    SECRET,
    "",
    "p",
    NOW,
    date(2026, 10, 1),
    (),
)


def by_device(data: bytes) -> bytes:
    return sign(DEVICE_KEY, data)


@st.composite
def submissions(draw):
    content = draw(st.lists(st.binary(max_size=60), max_size=3, unique=True))
    files = {submission_hash(data): data for data in content}
    evidence = tuple(StoredFile(draw(TEXT), "image/png", len(data), name, "") for name, data in files.items())
    answered = ItemAnswered(
        "case",
        draw(TEXT),
        draw(st.sampled_from(Answer)),
        draw(st.none() | st.dates()),
        draw(st.none() | st.integers(0, 99)),
        draw(TEXT),
        draw(TEXT),
        draw(st.none() | st.dates()),
        draw(TEXT),
        evidence,
        entered_by_transferee=True,
    )
    refused = SigningRefused("case", draw(st.dates()), draw(TEXT), draw(TEXT))
    at = draw(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    facts = (fact_text(answered), fact_text(refused))
    return Submission(draw(TEXT), draw(HEX), "case", draw(st.integers(0, 9)), at, facts, files), (answered, refused)


@settings(max_examples=60)
@given(submissions())
def test_a_submission_reads_back_as_it_was_made(made):
    submission, facts = made
    sealed = make_submission(submission, SIGNER, (RECIPIENT,))
    opened = open_submission(sealed, (SECRET,))
    assert opened.submission == submission
    assert opened.facts == facts
    assert opened.certificate == SIGNER.certificate
    number = number_of(submission_hash(sealed))
    assert len(number) == 9
    assert number.replace(" ", "").isdigit()


@settings(max_examples=60)
@given(by=TEXT, reason=TEXT, sha=st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_receipt_reads_back_and_names_nobody_in_clear(by, reason, sha):
    words = ReceiptWords(by, reason)
    receipt = Receipt("0" * 8, sha, "cd" * 32, Outcome.REFUSED, NOW, seal_words(words, RECIPIENT))
    data = make_receipt(receipt, DEVICE, by_device)
    read = read_reply(data, TICKET, sha)
    assert (read.receipt, read.words) == (receipt, words)
    if len(by) > 8:
        assert by.encode() not in data


@settings(max_examples=40)
@given(items=st.lists(st.builds(ReturnedItem, TEXT, TEXT, TEXT), max_size=4), returns=st.integers(1, 99), by=TEXT)
def test_a_return_reads_back_for_its_ticket_alone(items, returns, by):
    fact = CaseReturned("case", date(2026, 9, 28), tuple(items))
    data = make_return(fact, TICKET.ticket_id, returns, by, NOW, RECIPIENT, DEVICE, by_device)
    letter, read = read_reply(data, TICKET, "")
    assert (letter.returns, letter.by, read) == (returns, by, fact)
    with pytest.raises(ReplyWrong):
        read_reply(data, replace(TICKET, reply_secret=new_age_identity()[0]), "")


@given(st.integers(0, 10**16 - 1), st.sampled_from(("-", " ", "", "　", "－", ". ")))
def test_a_code_is_read_however_it_is_grouped(number, between):
    digits = f"{number:016d}"
    groups = [digits[at : at + 4] for at in range(0, 16, 4)]
    assert read_code(between.join(groups)) == "-".join(groups)


@given(st.text(string.printable, max_size=40))
def test_anything_typed_is_a_code_or_is_told_how_many_digits_it_has(typed):
    count = sum(ch.isdigit() for ch in typed)
    if count == CODE_DIGITS:
        assert read_code(typed).count("-") == 3
    else:
        with pytest.raises(TicketCodeWrong) as refusal:
            read_code(typed)
        assert refusal.value.typed == count


def test_codes_are_spread_over_all_digits():
    drawn = [new_code().replace("-", "") for _ in range(400)]
    for place in range(16):
        assert {code[place] for code in drawn} == set("0123456789")


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
_JSON = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3))
_SOUND = {
    "ticket": sign_note(TICKET, DEVICE, by_device),
    "submission": sign_note(Submission("0" * 8, "ab" * 16, "case", 0, NOW, (), {}), SIGNER.certificate, SIGNER.sign),
    "receipt": make_receipt(
        Receipt("0" * 8, "ab" * 32, "", Outcome.TAKEN_IN, NOW, seal_words(ReceiptWords("x"), RECIPIENT)),
        DEVICE,
        by_device,
    ),
}


@st.composite
def doctored(draw):
    """A sound note with one of its fields, outside or inside, put in another's place."""
    note = json.loads(draw(st.sampled_from(sorted(_SOUND.values()))))
    if draw(st.booleans()):
        note[draw(st.sampled_from(sorted(note)))] = draw(_JSON)
    else:
        body = json.loads(note["body"])
        body[draw(st.sampled_from(sorted(body)))] = draw(_JSON)
        note["body"] = json.dumps(body)
    return json.dumps(note).encode()


@settings(max_examples=300)
@given(doctored() | st.binary(max_size=200) | _JSON.map(lambda tree: json.dumps(tree).encode()))
def test_whatever_is_read_ends_in_a_typed_refusal(data):
    with pytest.raises(TicketUnreadable):
        read_ticket(data)
    with pytest.raises((SubmissionUnreadable, SubmissionTampered)):
        read_submission(data)
    with pytest.raises((ReplyUnreadable, ReplyWrong)):
        read_reply(data, TICKET, "ab" * 32)


def test_names_on_the_share_are_hex_and_short():
    at, sha = datetime(2026, 9, 1, tzinfo=UTC), "ab" * 32
    path = submission_path("0" * 8, at, "ab" * 16)
    assert path == f"w/00000000/in/202609/{'ab' * 16}.sub"
    assert is_submission_path(path)
    assert is_entry_path(receipt_paths("0" * 8, at, sha)(9))
    assert not is_submission_path(path.replace("sub", "enr"))
    names = {return_name("ab" * 16, 1), return_name("ab" * 16, 2), return_name("ac" * 16, 1)}
    assert len(names) == 3
    assert all(len(name) == 32 for name in names)
