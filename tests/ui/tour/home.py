"""A home whose people have the longest and rarest names, with a case in every state the windows can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.demo.acts import brief, report
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer, CaseReturned, ReturnedItem, Role, Verdict
from desktop_app.usecases import answering, confirming
from desktop_app.usecases.confirming import Check
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.intake import TransferInput, register_transfer
from desktop_app.usecases.people import enrol_person
from tests.homes import PIN, found
from tests.ui.cases.office import answer

LONG = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander"
LONG_KANA = "オブライエン－フィッツジェラルド　ジョナサン　マクシミリアン　アレクサンダー"
YOSHIDA = "\U00020bb7田　麗華"
KASAI = "葛\U000e0100西　蔵之介"
NGUYEN = "Nguyễn Thị Minh Khai"
HANGUL = "\uae40\ubbfc\uc900"
DEPUTY = PersonInput(LONG, LONG_KANA, "0011002", "内線 2211（不在のときは携帯 090-0000-0000）", Role.DEPUTY_MANAGER)

_COMPANY, _DEPARTMENT = (
    "あおばエナジートレード・アンド・ソリューションズ株式会社",
    "法人営業本部　首都圏第二エネルギーソリューション部",
)


def furnish(folder: Path, keyring: object) -> dict[str, str]:
    """Found the home, register everybody, bring each case where its name says; return case ids by that name."""
    app = found(folder, keyring=keyring)
    try:
        enrol_person(app, DEPUTY, PIN, own_pin=PIN)
        return _cases(app)
    finally:
        app.close()


def _cases(app: App) -> dict[str, str]:
    day, over = date(2026, 10, 1), date(2026, 9, 14)
    people = {
        "under way": ("0012346", LONG, LONG_KANA, day),
        "new": ("0012347", YOSHIDA, "ヨシダ　レイカ", day),
        "reported": ("0012348", LONG, LONG_KANA, day),
        "returned": ("0012349", LONG, LONG_KANA, day),
        "answered": ("0012350", LONG, LONG_KANA, over),
        "confirmed": ("0012351", NGUYEN, "グエン　ティ　ミン　カイ", day),
        "ended": ("0012352", KASAI, "カサイ　クラノスケ", over),
        "conflict": ("0012353", LONG, LONG_KANA, day),
        "refused": ("0012354", LONG, LONG_KANA, day),
        "cancelled": ("0012355", KASAI, "カサイ　クラノスケ", day),
        "late": ("0012356", YOSHIDA, "ヨシダ　レイカ", over),
        "nothing": ("0012357", YOSHIDA, "ヨシダ　レイカ", day),
    }
    ids = {}
    for what, (number, name, kana, effective) in people.items():
        entry = TransferInput(
            number,
            name,
            effective,
            _COMPANY,
            kana,
            _DEPARTMENT,
            "西部配電事業所　第一配電技術課　保守係",
            specified_affiliate=True,
        )
        ids[what] = register_transfer(app, entry)
    for what in ids.keys() - {"new", "cancelled"}:
        brief(app, ids[what])
    answer(app, ids["under way"], 6)
    waiting = AnswerInput(
        Answer.NOT_DONE, reason_code="SYSTEM", note="認証局の失効処理を待っている", due_on=date(2026, 10, 8)
    )
    answering.answer_items(app, ids["under way"], {"A-05": waiting})
    answer(app, ids["answered"])
    answering.answer_items(app, ids["answered"], {"A-05": replace(waiting, due_on=date(2026, 10, 9))})
    answer(app, ids["conflict"], 6)
    app.commit((CaseReturned(ids["conflict"], app.today(), (ReturnedItem("D-01", "COUNT_DIFFERS", ""),)),))
    report(app, ids["reported"], count=3)
    report(app, ids["returned"], count=3)
    wrong = Check(Verdict.TO_RETURN, "COUNT_DIFFERS", "台帳では4件です。もう一度数えて、件数を直してください。")
    confirming.check_items(app, ids["returned"], {"D-01": wrong, "A-02": wrong})
    confirming.return_report(app, ids["returned"])
    report(app, ids["confirmed"], count=1)
    _confirm(app, ids["confirmed"])
    for what in ("ended", "late"):
        report(app, ids[what], count=1, late_reason="長期の出張中だったため、発令日までに手続きを終えられなかった")
    _confirm(app, ids["ended"], "ほかの業務を優先したため")
    answer(app, ids["refused"])
    answering.refuse_signing(app, ids["refused"], "説明は受けたが、署名はしないとのこと")
    answering.cancel_case(app, ids["cancelled"], "発令取消の連絡を受けた")
    return ids


def _confirm(app: App, case_id: str, late_reason: str = "") -> None:
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN, late_reason)


def register_unprintable(app: App) -> str:
    """Register somebody whose name no bundled font has: from now on the ledger cannot be printed."""
    entry = TransferInput(
        "0019999", HANGUL, date(2026, 10, 1), "あおば電力株式会社", "キム　ミンジュン", specified_affiliate=True
    )
    return register_transfer(app, entry)
