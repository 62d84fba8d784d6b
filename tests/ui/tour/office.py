"""The way through masters, lines, circumstances and lists: the stops beside a case's ordinary way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.domain.master_facts import MasterVersion, RollKind
from desktop_app.usecases import answering, circumstances
from desktop_app.usecases.intake import import_announcement, leave_out, read_for_import
from desktop_app.usecases.lines import choose_lines
from desktop_app.usecases.masters import kinds, record_version
from desktop_app.usecases.taking_over import read_former_file, take_over
from ui.intake.presenter import Phase
from ui.parts.dialogs import Dialog

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.tour.way import Tour

_LONG = "再生可能エネルギー業務管理システム（国の固定価格買取制度の申請窓口・関東経済圏分）"
_BAD = (
    "システムコード,システム名,適用開始日,適用終了日,社外\n"
    "X1,新システム,2020/4/1,2024/3/31,たぶん\nX1,二,2023/4/1,,\nX2,,4/1,,\n"
)
_PEOPLE = (
    "社員番号,氏名,フリガナ,発令日,所属コード,異動先会社\n"
    "0019001,\u9ad9橋　健一,タカハシ　ケンイチ,2026/12/1,NSC01,あおばエナジートレード株式会社\n"
    "0019002,佐藤　花子,サトウ　ハナコ,2026/12/1,CDC01,あおば電力株式会社\n"
    "0019003,林　真理,ハヤシ　マリ,2026/12/1,NSC01,あおば電力株式会社\n"
)
_FORMER = (
    f"番号,氏名,フリガナ,発令日,異動先,①データ・紙,備考\n1,山田　太郎,ヤマダ,R6.4.1,あおば電力,R6.3.25,{'備' * 60}\n"
)


def office_stops(tour: Tour) -> Iterator[str]:
    """Yield the name of what is in sight, stop by stop."""
    tour.desktop.show_masters("system")
    tour._at("masters")
    tour.wait(lambda: tour._screen().table is not None)
    yield "masters-empty"
    tour._do(_furnish)
    tour.desktop.show_masters("device")
    tour.wait(lambda: tour._screen().table is not None and tour._screen().table.rows())
    for kind in kinds():
        screen = tour._screen()
        screen.presenter.choose(kind.id)
        tour.wait(lambda screen=screen, kind=kind: screen._state.kind.id == kind.id)
        tour._still(30)
        yield f"masters-{kind.id}"
        screen.table.opened.emit(screen.table.rows()[0])
        screen.form.press()
        tour._still(60)
        yield f"masters-{kind.id}-entry"
    yield from _files(tour)
    yield from _cases(tour)
    yield from _lists(tour)


def _files(tour: Tour) -> Iterator[str]:
    tour.desktop.show_masters("system")
    screen = tour._screen()
    tour.wait(lambda: screen.table is not None)
    screen.presenter.read_file(_written(tour.folder, "システム一覧_本社_情報システム部.csv", _BAD))
    tour.wait(lambda: screen.pages.currentIndex() == 1)
    tour._still(30)
    yield "masters-file"
    screen.close_file()
    screen.presenter.read_file(tour.folder / "gone.csv")
    tour.wait(screen.banners.notices)
    yield "masters-file-trouble"


def _cases(tour: Tour) -> Iterator[str]:
    case_id = tour.cases["under way"]
    tour.desktop.show_case(case_id)
    tour._at("case")
    tour.wait(tour._screen()._banners.notices)
    yield "case-lines-asked"
    tour.desktop.show_lines(case_id)
    tour._at("lines")
    tour.wait(lambda: tour._screen().boxes)
    yield "lines"
    tour._screen().presenter.search("該当なし")
    tour._still(30)
    yield "lines-no-hit"
    tour._do(choose_lines, case_id, [("system", "SYS-01"), ("system", "SYS-02")])
    tour.desktop.show_case(case_id, "ACCESS_REVOCATION")
    tour.wait(lambda: tour._screen().items._headings)
    yield "case-with-lines"
    for what in ("under way", "cancelled", "confirmed", "new"):
        tour.desktop.show_circumstances(tour.cases[what])
        tour._at("circumstances")
        tour.wait(lambda: tour._screen().form.rows)
        tour._still(30)
        yield f"circumstances-{what.replace(' ', '-')}"
    for kind in circumstances.rules().kinds:
        screen = tour._screen()
        screen.form.choose(kind.id)
        screen.form.press()
        tour._still(30)
        yield f"circumstances-form-{kind.id}"
        screen.form.clear()


def _lists(tour: Tour) -> Iterator[str]:
    tour.desktop.show_rolls()
    tour._at("rolls")
    tour.wait(lambda: tour._screen().presenter.state)
    yield "rolls-empty"
    people = _written(tour.folder, "人事発令_20261201_本社人事部_関東支社管内.csv", _PEOPLE)
    tour._do(lambda app: import_announcement(app, leave_out(read_for_import(app, people), 4, "人事部から取消の連絡")))
    former = _written(tour.folder, "管理表_2024年度上期.csv", _FORMER)
    tour._do(lambda app: take_over(app, read_former_file(app, former)))
    tour.wait(tour._screen().table.rows)
    tour._screen().show_exported(tour.folder / "全員が対象.csv", 3)
    yield "rolls"
    tour._screen().presenter.choose((RollKind.FORMER_LEDGER, 1))
    tour.wait(tour._screen().former.rows)
    yield "rolls-former"
    tour.desktop.show_settings("masters")
    tour._at("settings")
    tour._still(60)
    yield "settings-masters"
    tour.desktop.show_import()
    tour._at("import")
    screen = tour._screen()
    screen.presenter.choose(_written(tour.folder, "人事発令_20261202.csv", _PEOPLE.replace("12/1", "12/2")))
    tour.wait(lambda: screen.presenter.phase is Phase.CHECK and not screen.presenter._busy)
    screen.check_page.table.select(screen.check_page.table.rows()[0])
    screen.check_page.leave_out.click()
    dialog = tour._dialog(Dialog)
    dialog.press_primary()
    tour._still(30)
    yield "import-leave-out"
    tour._close(dialog)


def _furnish(app: App) -> None:
    for kind in kinds():
        flags = {field.name: "yes" for field in kind.properties if field.type.value == "flag"}
        texts = {field.name: "系統運用部　情報システム課" for field in kind.properties if field.type.value == "text"}
        for number, name in enumerate((_LONG, "検針データ管理システム", "停電情報共有サイト"), start=1):
            properties = texts | (flags if number != 2 else {})
            code = f"{kind.id[:3].upper()}-{number:02d}"
            record_version(app, kind.id, MasterVersion(code, name, date(2020, 4, 1), None, properties))
        record_version(app, kind.id, MasterVersion(code, f"新・{_LONG}", date(2027, 4, 1), None, texts))
    entry = MasterVersion("SYS-01", "託送業務支援システム", date(2019, 4, 1), date(2020, 3, 31))
    record_version(app, "system", entry)
    for case in app.cases.unfinished():
        if case.briefed_on is not None and case.state.value == "IN_PROGRESS":
            details = {"why": "CHILDCARE", "since": "2026-08-01", "measures": "権限を停止した。" * 12}
            circumstances.record_circumstance(app, case.case_id, "leave", details)
            urgent = {"noticed_on": "2026-09-24", "rest_by": "2026-10-05"}
            circumstances.record_circumstance(app, case.case_id, "urgent", urgent)
            answering.answer_item(app, case.case_id, "A-01", AnswerInput(Answer.DONE))


def _written(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path
