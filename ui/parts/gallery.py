"""The page of all parts, for looking at them: ``python -m ui.parts.gallery`` or a grab in the tests."""

from __future__ import annotations

import sys
from datetime import date

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme
from ui.parts import buttons
from ui.parts.answer import DONE, NOT_APPLICABLE, NOT_DONE, AnswerControl, CheckControl, InspectionControl
from ui.parts.badges import Badge, deadline_badge, outcome_look, state_badge
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import Card, Note
from ui.parts.dates import DateField
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow
from ui.parts.labels import label
from ui.parts.progress import ProgressLine
from ui.parts.ring import follow_focus
from ui.parts.search import SearchField

_TODAY = date(2026, 9, 24)


def gallery() -> QWidget:
    """Return the page, two columns of cards."""
    page = QWidget()
    page.setObjectName("canvas")
    columns = QHBoxLayout()
    columns.setSpacing(14)
    columns.addLayout(_column(_buttons(), _answers(), _form(), _deadlines()), 5)
    columns.addLayout(_column(_states(), _banners(), _progress(), _guide()), 5)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(28, 16, 28, 16)
    outer.addWidget(label("部品一覧", "title"))
    outer.addLayout(columns, 1)
    return page


def _column(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(13)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


def _row(*widgets: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _buttons() -> QWidget:
    card = Card("ボタン：主は1画面に1つ、右端")
    off = buttons.primary("取り込む")
    off.setEnabled(False)
    card.body.addLayout(
        _row(
            buttons.primary("次の未回答へ"),
            buttons.secondary("異動を登録", icon="plus"),
            buttons.quiet("手引きを見る"),
            buttons.danger("廃棄を申請する"),
        )
    )
    card.body.addLayout(
        _row(
            off,
            buttons.primary("確認する", icon="check"),
            buttons.Link("一覧を開く"),
            buttons.Check("代理者を続けて登録する"),
        )
    )
    return card


def _answers() -> QWidget:
    card = Card("回答：色・記号・文字・枠の太さの4つで示す")
    controls = [AnswerControl("A-01"), *(AnswerControl("A-02") for _ in range(3))]
    for control, value in zip(controls, ("", DONE, NOT_APPLICABLE, NOT_DONE), strict=True):
        control.set_value(value)
    off = AnswerControl("A-05", not_applicable=False)
    off.set_value(DONE)
    check = CheckControl("A-06")
    check.set_value("RETURNED")
    inspection = InspectionControl("1")
    inspection.set_value("FAIL")
    card.body.addLayout(_row(controls[0], label("未回答", "caption", "ink2")))
    card.body.addLayout(_row(controls[1], controls[2]))
    card.body.addLayout(_row(controls[3], off))
    card.body.addLayout(_row(check, inspection))
    return card


def _form() -> QWidget:
    card = Card("入力の行：見出しは左上、誤りは欄のすぐ下")
    grid = QGridLayout()
    grid.setHorizontalSpacing(28)
    wrong = FormRow("異動発令日", DateField(None, near=_TODAY), mark="required")
    wrong.field.line.fill("2026/10/32")  # type: ignore[attr-defined]
    wrong.show_error("10月は31日までです。")
    field = DateField(None, near=_TODAY)
    field.line.fill("R8.10.1")
    field.line.textEdited.emit("R8.10.1")
    grid.addWidget(FormRow("異動発令日", field, mark="optional"), 0, 0)
    grid.addWidget(wrong, 0, 1)
    choices = (("b", "業務都合"), ("s", "システム都合"))
    grid.addWidget(FormRow("理由", Choice(choices, "s", width=138)), 1, 0)
    grid.addWidget(
        FormRow("氏名", LineField("\U00020bb7田　誠", width=260), help_text="姓と名のあいだは空けてください。"), 1, 1
    )
    card.body.addLayout(grid)
    card.body.addWidget(SearchField("氏名・フリガナ・社員番号・職場"))
    return card


def _deadlines() -> QWidget:
    card = Card("期限：1つの札だけを出す")
    card.body.addLayout(_row(*(deadline_badge(days) for days in (14, 3, 1, 0))))
    card.body.addLayout(
        _row(
            deadline_badge(0, overdue_days=6),
            *(Badge(outcome_look(name, 2)) for name in ("ON_TIME", "LATE", "CANCELLED", "CLOSED")),
        )
    )
    return card


def _states() -> QWidget:
    card = Card("案件の状態")
    card.body.addLayout(_row(*(state_badge(name) for name in ("DRAFT", "IN_PROGRESS", "REPORTED", "RETURNED"))))
    card.body.addLayout(_row(*(state_badge(name) for name in ("CONFIRMED", "CLOSED_EXCEPTION", "CANCELLED"))))
    return card


def _banners() -> QWidget:
    card = Card("知らせ：消えない。直るまで、または閉じるまで残る")
    area = BannerArea()
    area.show_notice(
        Notice("a", "info", "手順を更新しました（北海道型　第1.3版）。", "進行中の案件は、元の版で進みます。")
    )
    area.show_notice(
        Notice(
            "b",
            "warn",
            "共有フォルダに接続できません。",
            "入力はこのPCに保存しました（未送信 2件）。",
            "もう一度つなぐ",
            icon="folder-x",
        )
    )
    area.show_notice(
        Notice(
            "c",
            "alarm",
            "記録に、合わないところがあります。",
            "入力は続けられます。本社に連絡してください。",
            "くわしく見る",
        )
    )
    card.body.addWidget(area)
    return card


def _progress() -> QWidget:
    card = Card("進み具合")
    line = ProgressLine("権限一覧を照合しています　{done} / {total}行")
    line.show_progress(1240, 3000)
    line.setVisible(True)
    card.body.addWidget(line)
    return card


def _guide() -> QWidget:
    card = Card()
    card.set_open(True)
    card.body.addWidget(
        Note(
            (
                (
                    "手引き",
                    "秘書・代行の設定、共有メールボックス、承認ルートの代理を含みます。個人に付けた登録は、人事異動で自動には外れません。",
                ),
                ("証跡", "設定画面の写し。件名・宛先・お客さま名が写らないようにしてください。"),
            ),
            buttons.secondary("証跡を追加", icon="attach"),
        )
    )
    return card


def main() -> int:
    """Show the page."""
    app = QApplication(sys.argv)
    theme.apply(app)
    theme.load_late_fonts()
    page = gallery()
    page.resize(1280, 800)
    page.show()
    follow_focus(page)
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
