"""A manager's card: registering it, confirming with it, and what is said when it cannot sign. The card is SoftHSM's."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pkcs11
import pytest

from desktop_app.app import App
from desktop_app.domain.case import CaseState
from desktop_app.errors import (
    CardNotRegistered,
    CardPinLocked,
    CardPinWrong,
    CardUnusable,
    NotEntitled,
    SekishoError,
    WrongPin,
)
from desktop_app.keys import card as keys_card
from desktop_app.keys.card import CardPlace
from desktop_app.keys.identity import fingerprint, read_certificate
from desktop_app.sentences import sentence
from desktop_app.usecases import answering, cards, confirming, reporting
from desktop_app.usecases.verifying import verify_home
from tests.cards import CARD_PIN, MODULE, card, reader, taken_out
from tests.core.usecases.test_one_case import STROKES, answered
from tests.homes import PIN, enrolled, found, register, reopened

PLACE = CardPlace(MODULE, "岡部", "署名")


@pytest.fixture(scope="module", autouse=True)
def inserted(tmp_path_factory):
    reader(tmp_path_factory.mktemp("cards"))
    card("岡部", "署名")
    card("部署の札", "一つ目", "二つ目")
    card("RSA", "署名", rsa=True)
    card("P-384", "署名", curve="secp384r1")


@pytest.fixture
def app(tmp_path):
    made = found(tmp_path)
    yield made
    made.close()


def _registered(app: App, place: CardPlace = PLACE) -> None:
    cards.register_card(app, app.person_id, place, CARD_PIN, own_pin=PIN)


def _reported(app: App) -> str:
    case_id = register(app, "0012346", "\u9ad9橋　健一")
    answered(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    return case_id


def _facts(app: App) -> int:
    return app.record.head(app.device.device_id).seq


def test_a_case_is_confirmed_with_the_card_and_every_check_accepts_it(app, tmp_path):
    _registered(app)
    kept = confirming.confirm_case(app, case_id := _reported(app), CARD_PIN, with_card=True)
    case = app.record.case(case_id)
    assert case.state is CaseState.CONFIRMED
    _transferee, confirmer = confirming.verify_case_report(app, case)
    card_certificate = read_certificate(app.person.card.certificate.encode())
    assert confirmer.certificate_sha256 == fingerprint(card_certificate)
    assert confirmer.from_root
    assert verify_home(app).ok
    paper = tmp_path / "report.pdf"
    paper.write_bytes(answering.read_file(app, kept))
    said = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2


def test_the_own_pin_still_confirms_beside_the_card_and_after_a_restart(app):
    _registered(app)
    app = reopened(app)
    confirming.confirm_case(app, case_id := _reported(app), PIN)
    _transferee, confirmer = confirming.verify_case_report(app, app.record.case(case_id))
    assert confirmer.certificate_sha256 == fingerprint(read_certificate(app.person.certificate.encode()))
    app.close()


def test_a_card_given_back_confirms_nothing_more_but_its_papers_go_on_to_hold(app):
    _registered(app)
    confirming.confirm_case(app, case_id := _reported(app), CARD_PIN, with_card=True)
    cards.withdraw_card(app, app.person_id, own_pin=PIN)
    with pytest.raises(CardNotRegistered), cards.own_card(app, CARD_PIN):
        pass
    assert len(confirming.verify_case_report(app, app.record.case(case_id))) == 2


def test_nothing_is_recorded_without_the_card_or_with_a_wrong_pin_of_it(app):
    _registered(app)
    case_id = _reported(app)
    before = _facts(app)
    with pytest.raises(CardPinWrong):
        confirming.confirm_case(app, case_id, "111111", with_card=True)
    with pytest.raises(CardPinWrong):
        confirming.confirm_case(app, case_id, "", with_card=True)
    cards.use_card_module(app, "/nowhere/driver.so")
    with pytest.raises(CardUnusable) as refused:
        confirming.confirm_case(app, case_id, CARD_PIN, with_card=True)
    assert refused.value.reason == "module"
    assert _facts(app) == before
    assert app.record.case(case_id).state is CaseState.REPORTED


def test_a_card_taken_out_or_exchanged_is_named(app):
    card("借りた札", "署名")
    place = replace(PLACE, token="借りた札")
    _registered(app, place)
    case_id = _reported(app)
    taken_out("借りた札")
    with pytest.raises(CardUnusable) as refused:
        confirming.confirm_case(app, case_id, CARD_PIN, with_card=True)
    assert refused.value.reason == "absent"
    card("借りた札", "署名")
    with pytest.raises(CardUnusable) as refused:
        confirming.confirm_case(app, case_id, CARD_PIN, with_card=True)
    assert refused.value.reason == "other key"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (replace(PLACE, module=__file__), "module"),
        (replace(PLACE, module="/nowhere/driver.so"), "module"),
        (replace(PLACE, token="知らない札"), "absent"),
        (replace(PLACE, token=""), "several"),
        (replace(PLACE, key="知らない鍵"), "no key"),
        (CardPlace(MODULE, "部署の札"), "no key"),  # which of the two?
        (replace(PLACE, token="RSA"), "other kind"),
        (replace(PLACE, token="P-384"), "other kind"),
    ],
)
def test_a_card_that_cannot_sign_is_not_registered_and_the_sentence_says_why(app, place, reason):
    before = _facts(app)
    with pytest.raises(CardUnusable) as refused:
        _registered(app, place)
    assert refused.value.reason == reason
    assert refused.value.where in sentence(refused.value)
    assert app.person.card is None
    assert _facts(app) == before


def test_registering_needs_the_own_pin(app):
    with pytest.raises(WrongPin):
        cards.register_card(app, app.person_id, PLACE, CARD_PIN, own_pin="chigau-aikotoba")
    assert app.person.card is None
    with pytest.raises(CardNotRegistered):
        confirming.confirm_case(app, _reported(app), CARD_PIN, with_card=True)


def test_only_a_pc_that_issues_certificates_registers_cards(tmp_path):
    (tmp_path / "share").mkdir()
    first = found(tmp_path, share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    with pytest.raises(NotEntitled):
        cards.register_card(second, second.person_id, PLACE, CARD_PIN, own_pin=PIN)
    first.close()
    second.close()


def test_a_card_is_found_by_its_only_key_and_the_reader_lists_its_cards(app):
    _registered(app, replace(PLACE, key=""))
    assert app.person.card.key == "署名"
    assert {"岡部", "RSA"} <= set(cards.cards_here(MODULE))


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (pkcs11.PinLocked, CardPinLocked),
        (pkcs11.PinIncorrect, CardPinWrong),
        (pkcs11.TokenNotPresent, CardUnusable),
        (pkcs11.DeviceRemoved, CardUnusable),
        (OSError, CardUnusable),
    ],
)
def test_what_a_driver_raises_becomes_ours(raised, told):
    """SoftHSM never locks a PIN, so the driver's own errors are raised here by hand."""
    with pytest.raises(told) as refused, keys_card._card_errors("岡部"):
        raise raised
    assert isinstance(refused.value, SekishoError)
    assert sentence(refused.value)


def test_the_pin_of_the_card_stands_in_no_error(app):
    _registered(app)
    with pytest.raises(CardPinWrong) as refused:
        confirming.confirm_case(app, _reported(app), "998877665544", with_card=True)
    chain = [refused.value, refused.value.__cause__]
    assert all("998877665544" not in repr(error) + str(getattr(error, "facts", "")) for error in chain)
