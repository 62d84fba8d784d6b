"""印刷プレビュー: every page is drawn on the lane; what is saved and printed is what is shown."""

from __future__ import annotations

import subprocess
from functools import partial

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger_printing import LedgerPrint, render_ledger_pdf
from tests.ui.cases.office import office_in, register, register_many
from ui.parts.cards import EmptyState
from ui.parts.substitutes import SubstitutesPanel


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def ledger(app: App, progress=None) -> bytes:
    return render_ledger_pdf(app, HalfYear(2026, 2), progress)[0]


def bit_by_bit(app: App) -> LedgerPrint:
    return LedgerPrint(app, HalfYear(2026, 2))


def shown(office, render=ledger):
    screen = office.show("preview", title="Ledger", render=render, file_name="ledger.pdf")
    office.wait(screen.document.is_ready)
    return screen


def test_pages_are_drawn_and_the_file_saved_is_the_file_shown(office, tmp_path) -> None:
    register_many(office.app, 40)
    screen = shown(office)
    assert screen.document.pages() > 1
    assert screen.facts() == f"A4 landscape　{screen.document.pages()} pages"
    office.wait(lambda: screen.document.paper._sheets._images)
    screen.document.save_to(tmp_path / "out.pdf")
    office.wait(screen.banners.notices)
    assert (tmp_path / "out.pdf").read_bytes() == screen.document._pdf
    assert screen.banners.notices()[0].event == "The paper was saved (out.pdf)."


def test_every_page_reaches_the_printer_in_its_true_size(office, tmp_path) -> None:
    register_many(office.app, 40)
    screen = shown(office)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    screen.document.prepare(printer)
    with office.qtbot.waitSignal(screen.document.printed, timeout=10_000):
        screen.document.print_on(printer)
    told = subprocess.run(["pdfinfo", tmp_path / "printed.pdf"], capture_output=True, text=True, check=True).stdout
    assert f"Pages:           {screen.document.pages()}" in told
    assert "842 x 595 pts (A4)" in told
    assert office.ways.went[-1][0] == "say"


def test_a_character_the_paper_lacks_is_an_alarm_instead_of_the_page(office) -> None:
    register(office.app, "0019999", "\uae40\ubbfc\uc900")
    screen = office.show("preview", title="Ledger", render=ledger, file_name="ledger.pdf")
    office.wait(screen.banners.notices)
    notice = screen.banners.notices()[0]
    assert notice.kind == "alarm"
    assert "U+AE40" in notice.event
    assert not screen.print.isEnabled()
    assert not screen.save.isEnabled()


def panel_of(office):
    screen = office.show("preview", title="Ledger", render=ledger, file_name="ledger.pdf")
    office.wait(lambda: screen.findChild(SubstitutesPanel))
    return screen, screen.findChild(SubstitutesPanel)


def test_substitutes_are_chosen_for_every_row_at_once_and_the_page_is_set(office) -> None:
    first = register(office.app, "0019999", "\uae40\ubbfc\uc900")
    second = register(office.app, "0019998", "\uae40　\uc774")
    screen, panel = panel_of(office)
    assert len(panel.fields) == 5
    assert all(field.isHidden() for field in panel.fields.values())
    panel.choose.click()
    fields = list(panel.fields.values())
    assert fields[0].hasFocus()
    assert "U+AE40" in fields[0].accessibleName()
    for field, text in zip(fields, ("金", "民", "俊", "金"), strict=False):
        field.setText(text)
    panel.send.click()
    office.wait(screen.document.is_ready)
    assert screen.banners.notices() == ()
    chosen = office.do(lambda app: [app.record.case(each).print_substitutes for each in (first, second)])
    assert [[each.text for each in choice] for choice in chosen] == [["金", "民", "俊"], ["金", ""]]


def test_a_blank_for_the_pen_is_one_click(office) -> None:
    case_id = register(office.app, "0019999", "\uae40\ubbfc\uc900")
    screen, panel = panel_of(office)
    panel.blanks.click()
    office.wait(screen.document.is_ready)
    assert [each.text for each in office.do(lambda app: app.record.case(case_id).print_substitutes)] == ["", "", ""]


def test_a_substitute_no_font_has_either_is_told_beside_the_fields(office) -> None:
    register(office.app, "0019999", "\uae40")
    screen, panel = panel_of(office)
    panel.choose.click()
    next(iter(panel.fields.values())).setText("\ubbfc")
    panel.send.click()
    office.wait(panel.send.isEnabled)
    assert "U+BBFC" in panel._trouble.words.text()
    assert not screen.document.is_ready()


def test_a_long_paper_can_be_stopped_and_set_again(office) -> None:
    stops = []

    def endless(app: App, progress=None) -> bytes:
        count = 0
        while not stops:
            progress(count := count + 1, 1_000_000)
        return ledger(app)

    screen = office.show("preview", title="Ledger", render=endless, file_name="ledger.pdf")
    office.wait(screen.document.progress.isVisible)
    screen.document.progress.stop_button.click()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    assert not screen.print.isEnabled()
    stops.append(True)
    screen.reload()
    office.wait(screen.document.is_ready)
    assert screen.print.isEnabled()


def test_the_first_page_of_a_long_ledger_is_seen_while_the_rest_is_made(office, tmp_path) -> None:
    register_many(office.app, 1_500)
    screen = office.show("preview", title="Ledger", render=bit_by_bit, file_name="ledger.pdf")
    office.wait(lambda: screen.document.paper._sheets._images)
    assert not screen.document.is_ready()
    assert not screen.save.isEnabled()
    early = screen.document.pages()
    office.wait(screen.document.is_ready)
    assert screen.document.pages() == 126 > early
    assert screen.facts() == "A4 landscape　126 pages"
    assert screen.document._pdf == office.do(ledger)
    for page in range(0, 126, 3):
        screen.document.paper.go_to(page)
        office.wait(lambda page=page: any(key[0] == page for key in screen.document.paper._sheets._images))
        assert len(screen.document.paper._sheets._images) <= 10, "only what is near is kept as pixels"


def test_a_ledger_being_made_can_be_stopped_and_leaves_the_lane_free(office) -> None:
    register_many(office.app, 1_500)
    screen = office.show("preview", title="Ledger", render=bit_by_bit, file_name="ledger.pdf")
    office.wait(lambda: screen.document.pages() > 0)
    assert office.do(lambda app: app.cases.count(CaseFilter())) == 1_500, "others take their turn meanwhile"
    assert not screen.document.is_ready()
    screen.document.progress.stop_button.click()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    screen.reload()
    office.wait(screen.document.is_ready)


def test_what_is_recorded_while_the_pages_are_made_is_on_them(office) -> None:
    register_many(office.app, 1_500)
    screen = office.show("preview", title="Ledger", render=bit_by_bit, file_name="ledger.pdf")
    office.wait(lambda: screen.document.pages() > 0)
    office.do(lambda app: register(app, "0099999", "王　小明"))
    office.wait(screen.document.is_ready)
    assert screen.document._pdf == office.do(ledger)


def test_coming_back_after_a_change_sets_the_pages_anew(office) -> None:
    screen = shown(office, partial(ledger))
    before = screen.document._pdf
    office.do(lambda app: register(app, "0012346", "王　小明"))
    office.wait(lambda: screen._changed)
    assert screen.document._pdf == before, "what somebody looks at stays"
    screen.entered()
    office.wait(lambda: screen.document.is_ready() and screen.document._pdf != before)
