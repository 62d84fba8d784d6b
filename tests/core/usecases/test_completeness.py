"""全員が対象: everybody in an announcement has a case or a reason; former ledgers stand beside, marked as such."""

from __future__ import annotations

import csv

import pytest

from desktop_app import errors, text
from desktop_app.domain.case import CaseState
from desktop_app.domain.master_facts import Outcome, RollKind
from desktop_app.errors import ReadingStopped
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, completeness, taking_over
from desktop_app.usecases.intake import AT_ONCE, import_announcement, leave_out, read_for_import
from desktop_app.usecases.masters import MasterPreview, entries, import_master, read_master_file, record_version
from desktop_app.usecases.verifying import verify_home
from tests.core.papers.paper_tools import assert_clean, extracted_bytes
from tests.core.usecases.test_lines import MasterVersion
from tests.homes import found, register, reopened
from tests.refusals import refused
from tests.refusals import told as refused_words

HEAD = "社員番号,氏名,フリガナ,発令日,所属コード,異動先会社,異動種別\n"
PEOPLE = (
    "0012340,\u9ad9橋　健一,タカハシ　ケンイチ,2026/12/1,NSC01,あおば電力株式会社,\n"
    "0012341,佐藤　花子,サトウ　ハナコ,2026/12/1,CDC01,あおば電力株式会社,\n"
    "0012342,林　真理,ハヤシ　マリ,2026/12/1,NSC01,あおば電力株式会社,\n"
    "0012342,林　真理,ハヤシ　マリ,2026/12/1,NSC01,あおば電力株式会社,\n"
    "0012343,鈴木　一郎,スズキ　イチロウ,2026/12/1,NSC01,あおば電力株式会社,\n"
    "0012344,渡邉　由紀子,ワタナベ　ユキコ,2026/10/1,NSC01,あおば電力株式会社,\n"
)


@pytest.fixture
def app(tmp_path):
    text.use_language("en")
    opened = found(tmp_path)
    yield opened
    opened.close()


def announcement(folder, words=HEAD + PEOPLE, name="人事発令.csv"):
    path = folder / name
    path.write_text(words, encoding="cp932")
    return path


def taken_in(app, tmp_path):
    register(app, "0012344", "渡邉　由紀子")
    preview = read_for_import(app, announcement(tmp_path))
    assert [finding.kind.code for finding in preview.wrong] == ["duplicate"]
    preview = leave_out(preview, 5, "同じ行が二度ある")
    preview = leave_out(preview, 6, "人事部から取消の連絡あり")
    return import_announcement(app, preview)


def test_everybody_is_a_case_or_has_a_reason(app, tmp_path):
    taken = taken_in(app, tmp_path)
    found_ = completeness.reconcile(app)
    assert [(one.row.row, one.row.outcome, one.row.case_no, one.row.reason) for one in found_.rows] == [
        (2, Outcome.CASE, taken[0], ""),
        (3, Outcome.OTHER_WORKPLACE, "", ""),
        (4, Outcome.CASE, taken[1], ""),
        (5, Outcome.DUPLICATE, "", "同じ行が二度ある"),
        (6, Outcome.DECIDED, "", "人事部から取消の連絡あり"),
        (7, Outcome.ALREADY_REGISTERED, "NSC01-26B-A001", ""),
    ]
    assert sum(found_.roll.counts.values()) == len(found_.rows) == 6
    assert verify_home(app).findings == []


def test_people_of_other_workplaces_are_held_without_their_names(app, tmp_path):
    taken_in(app, tmp_path)
    other = completeness.reconcile(app).rows[1].row
    assert (other.employee_no, other.name, other.org_code) == ("0012341", "", "CDC01")
    facts = "".join(str(one.fact) for one in app.record.history(completeness.reconcile(app).roll.roll))
    assert "佐藤" not in facts


def test_where_a_case_stands_is_seen_on_the_day_one_looks(app, tmp_path):
    taken = taken_in(app, tmp_path)
    answering.cancel_case(app, app.record.case_id_of(taken[0]), "取消")
    row = completeness.reconcile(app).rows[0]
    assert row.case.state is CaseState.CANCELLED
    assert row.asks
    reopened(app)


def test_the_sheet_names_everybody_and_counts_them(app, tmp_path):
    taken = taken_in(app, tmp_path)
    pdf = completeness.render_reconciliation(app)
    printed = extracted_bytes(pdf)
    for words in (
        "6名全員について",
        "人事発令.csv",
        taken[0],
        "\u9ad9橋　健一",
        "対象としない",
        "（氏名は記録しない）",
    ):
        assert words in printed.replace("\r\n", ""), words
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    assert_clean(path)
    assert completeness.render_reconciliation(app) == pdf, "equal rows give equal bytes"


def test_the_list_can_be_exported(app, tmp_path):
    taken_in(app, tmp_path)
    out = tmp_path / "everybody.csv"
    assert completeness.export_reconciliation(app, 0, out) == 6
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 7
    assert rows[1][1] == "0012340"


def test_the_same_file_again_is_no_second_list(app, tmp_path):
    taken_in(app, tmp_path)
    preview = read_for_import(app, announcement(tmp_path))
    preview = leave_out(preview, 5, "二度")
    preview = leave_out(preview, 6, "取消")
    assert import_announcement(app, preview) == ()
    assert len(completeness.rolls(app)) == 1
    with pytest.raises(errors.RollUnknown):
        completeness.reconcile(app, 2)


def test_a_row_is_left_out_only_with_a_reason_and_only_if_it_is_there(app, tmp_path):
    preview = read_for_import(app, announcement(tmp_path))
    with refused(app, errors.ReasonMissing):
        leave_out(preview, 5, "  ")
    with refused(app, errors.RowNotThere):
        leave_out(preview, 99, "ない")
    with refused(app, errors.FieldTooLong):
        leave_out(preview, 5, "長" * 2001)


def test_taking_in_tells_how_far_it_is_and_a_stopped_one_recorded_nothing(app, tmp_path):
    rows = "".join(f"{n:07d},山田　太郎,ヤマダ　タロウ,2026/12/1,NSC01,あおば電力株式会社,\n" for n in range(300))
    preview = read_for_import(app, announcement(tmp_path, HEAD + rows))
    told = []
    with refused(app, ReadingStopped):
        import_announcement(app, preview, progress=lambda *at: told.append(at), stop=lambda: len(told) > 2)
    assert told
    told.clear()
    assert len(import_announcement(app, preview, progress=lambda *at: told.append(at))) == 300
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert app.cases.count(CaseFilter(in_scope_only=False)) == 300


def test_a_large_one_is_registered_part_by_part_and_goes_on_where_it_was_stopped(app, tmp_path):
    rows = "".join(f"{n:07d},山田　{n}郎,ヤマダ　タロウ,2026/12/1,NSC01,あおば電力株式会社,\n" for n in range(1_100))
    file = announcement(tmp_path, HEAD + rows)
    preview, told = read_for_import(app, file), []
    with pytest.raises(errors.ImportStopped) as stopped:
        import_announcement(app, preview, progress=lambda *at: told.append(at), stop=lambda: len(told) > 10)
    refused_words(stopped.value)
    assert (stopped.value.registered, stopped.value.left) == (AT_ONCE, 1_100 - AT_ONCE)
    assert app.cases.count(CaseFilter(in_scope_only=False)) == AT_ONCE
    assert completeness.rolls(app) == (), "the list is kept once everybody in it has come to something"
    rest = read_for_import(app, file)
    assert (len(rest.taken), sum(row.already_registered for row in rest.rows)) == (1_100 - AT_ONCE, AT_ONCE)
    assert len(import_announcement(app, rest)) == 1_100 - AT_ONCE
    found_ = completeness.reconcile(app)
    assert len({one.row.case_no for one in found_.rows}) == len(found_.rows) == 1_100
    assert found_.roll.counts == {"CASE": 1_100 - AT_ONCE, "ALREADY_REGISTERED": AT_ONCE}
    assert len(app.cases.people()) == 1_100


def test_whether_a_company_is_an_affiliate_comes_from_the_master_of_that_day(app, tmp_path):
    affiliate = {"specified_affiliate": "no"}
    record_version(app, "company", MasterVersion("C1", "あおば電力株式会社", None, None, affiliate))
    preview = read_for_import(app, announcement(tmp_path, HEAD + PEOPLE.split("\n", maxsplit=1)[0] + "\n"))
    assert [row.outlook.in_scope for row in preview.rows] == [False]
    import_announcement(app, preview)
    row = completeness.reconcile(app).rows[0].row
    assert row.outcome is Outcome.OUT_OF_SCOPE, "the rule is the reason"
    affiliate = {"specified_affiliate": "yes"}
    record_version(app, "company", MasterVersion("C1", "あおば電力", None, None, affiliate))
    assert completeness.reconcile(app).rows[0].row.outcome is Outcome.OUT_OF_SCOPE, "what was judged then stays"


def test_a_former_ledger_is_taken_over_as_it_was_and_says_so(app, tmp_path):
    words = (
        "番号,氏名,発令日,異動先,①データ・紙,②アクセス権,確認者,備考\n1,山田　太郎,R6.4.1,あおば電力,R6.3.25,済,岡部,\n"
    )
    path = announcement(tmp_path, words, "管理表_2024.csv")
    preview = taking_over.read_former_file(app, path)
    assert taking_over.take_over(app, preview) == 1
    roll, rows = completeness.former_cases(app)
    assert roll.kind is RollKind.FORMER_LEDGER
    assert rows[0].steps == {"①データ・紙": "R6.3.25", "②アクセス権": "済"}
    assert app.cases.count(CaseFilter(in_scope_only=False)) == 0, "it is history, not cases"
    printed = extracted_bytes(completeness.render_former_ledger(app)).replace("\r\n", "")
    assert "関所の署名・確認はない" in printed
    assert "②アクセス権 済" in printed
    assert taking_over.take_over(app, taking_over.read_former_file(app, path)) == 0
    assert verify_home(app).findings == []


def test_a_master_is_taken_in_whole_or_not_at_all(app, tmp_path):
    path = tmp_path / "systems.csv"
    path.write_text("システムコード,システム名,適用開始日\nS1,検針,2020/4/1\nS2,,2020/4/1\n", encoding="utf-8")
    with refused(app, errors.AnnouncementWrong):
        import_master(app, read_master_file(app, "system", path))
    path.write_text("システムコード,システム名,適用開始日\nS1,検針,4/1\n", encoding="utf-8")
    with refused(app, errors.AnnouncementDoubtful):
        import_master(app, read_master_file(app, "system", path))
    preview = read_master_file(app, "system", path)
    assert isinstance(preview, MasterPreview)
    assert import_master(app, preview, accept_doubtful=True) == 1
    assert import_master(app, read_master_file(app, "system", path), accept_doubtful=True) == 0
    assert [entry.code for entry in entries(app, "system", text="検針")] == ["S1"]
    with refused(app, errors.MasterKindUnknown):
        read_master_file(app, "nothing", path)


@pytest.mark.parametrize(
    ("version", "error"),
    [
        (MasterVersion("", "名"), errors.FieldMissing),
        (MasterVersion("S1", " "), errors.FieldMissing),
        (MasterVersion("S1", "名" * 201), errors.FieldTooLong),
    ],
)
def test_an_entry_needs_code_and_name(app, version, error):
    with refused(app, error):
        record_version(app, "system", version)
