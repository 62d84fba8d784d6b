"""The one style sheet, filled from the tokens. Fonts never come from here: families must be a list (UI notes §2)."""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template

from ui.theme.tokens import Colours

# A pixel size in the sheet follows the text size too; hairlines (1px, 2px) stay what they are.
_SIZE = re.compile(r"\b(\d+)px\b")

_SHEET = """
QToolTip { background: $ink; color: $surface; border: none; padding: 4px 8px; }
QLabel[tone="ink2"] { color: $ink2; }
QLabel[tone="ink3"] { color: $ink3; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="report"] { color: $report; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="nav_text"] { color: $nav_text; }
QLabel[tone="nav_caption"] { color: $nav_caption; }
QLabel[tone="hand_caption"] { color: $hand_caption; }
QLabel[tone="on_solid"] { color: $on_hand; }

QPushButton { background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px;
  min-height: 32px; padding: 0 16px; outline: none; }
QPushButton:hover { background: $sunk; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { background: $neutral_soft; color: $ink3; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:disabled { background: $neutral_soft; color: $ink3; border-color: $line; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_soft; }
QPushButton[kind="danger"]:disabled { color: $ink3; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $link; padding: 0 11px; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; border-color: $accent_soft; }
QPushButton[kind="quiet"]:pressed { background: $line; }
QPushButton[kind="quiet"]:disabled { color: $ink3; background: transparent; }
QPushButton[kind="icon"] { padding: 0 9px; }
QPushButton[big="true"] { min-height: 42px; padding: 0 20px; }
QPushButton[small="true"] { min-height: 24px; padding: 0 10px; }
QPushButton::menu-indicator { image: none; width: 0; }
QWidget[hand="true"] QPushButton[kind="primary"] { background: $hand; color: $on_hand; border-color: $hand; }
QWidget[hand="true"] QPushButton[kind="primary"]:hover { background: $hand_hover; border-color: $hand_hover; }
QWidget[hand="true"] QPushButton[kind="primary"]:pressed { background: $hand_pressed; }
QWidget[hand="true"] QPushButton[kind="primary"]:disabled { background: $neutral_soft; color: $ink3;
  border-color: $line; }
QWidget[hand="true"] QPushButton[kind="onhand"] { background: transparent; color: $on_hand;
  border-color: $hand_badge; }
QWidget[hand="true"] QPushButton[kind="onhand"]:hover { background: $hand_hover; }

QLineEdit, QPlainTextEdit, QComboBox { background: $surface; color: $ink; border: 1px solid $line2;
  border-radius: 6px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $ink3; }
QLineEdit { min-height: 32px; padding: 0 11px; }
QPlainTextEdit { padding: 6px 8px; }
QComboBox { min-height: 32px; padding: 0 2px 0 10px; }
QLineEdit[big="true"], QComboBox[big="true"] { min-height: 42px; }
QLineEdit:focus { border: 2px solid $accent; min-height: 30px; padding: 0 10px; }
QLineEdit[big="true"]:focus { min-height: 40px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QComboBox:focus { border: 2px solid $accent; min-height: 30px; padding: 0 1px 0 9px; }
QComboBox[big="true"]:focus { min-height: 40px; }
QWidget[hand="true"] QLineEdit:focus, QWidget[hand="true"] QPlainTextEdit:focus,
QWidget[hand="true"] QComboBox:focus { border-color: $hand; }
QLineEdit[wrong="true"] { border: 2px solid $bad; min-height: 30px; padding: 0 10px; }
QLineEdit[wrong="true"][big="true"] { min-height: 40px; }
QPlainTextEdit[wrong="true"] { border: 2px solid $bad; padding: 5px 7px; }
QComboBox[wrong="true"] { border: 2px solid $bad; min-height: 30px; padding: 0 1px 0 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $neutral_soft; color: $ink3;
  border-color: $line; }
QLineEdit[searching="true"] { padding-left: 32px; }
QLineEdit[searching="true"]:focus { padding-left: 31px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line2; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; }

QFrame#card { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame#card[open="true"] { border: 2px solid $accent; }
QWidget[hand="true"] QFrame#card[open="true"] { border-color: $hand; }
QFrame#strip { background: $sunk; border: none; border-radius: 6px; }
QFrame#note { background: $accent_soft; border: none; border-radius: 6px; }
QWidget[hand="true"] QFrame#note { background: $hand_soft; }
QFrame#okstrip { background: $ok_soft; border: none; border-radius: 6px; }
QFrame#hairline { background: $line; border: none; max-height: 1px; min-height: 1px; }

QTableView { background: $surface; alternate-background-color: $stripe; color: $ink; border: 1px solid $line;
  border-radius: 8px; outline: 0; gridline-color: transparent;
  selection-background-color: $accent_soft; selection-color: $ink; }
QTableView#frozen { border: none; border-right: 1px solid $line2; border-radius: 0; }
QHeaderView { background: $sunk; border: none; }
QHeaderView::section { background: $sunk; color: $ink2; border: none; border-right: 1px solid $line;
  border-bottom: 1px solid $line2; padding: 0 10px; }
QHeaderView[tight="true"]::section { padding: 0 4px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; image: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $sunk; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#sheet { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $scroll; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $line2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; color: $ink; border: 1px solid $line2; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QListView, QTreeView { background: $surface; color: $ink; border: 1px solid $line; border-radius: 8px; outline: 0; }
QCalendarWidget QAbstractItemView { background: $surface; color: $ink; border: none;
  selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunk; }
QCalendarWidget QToolButton { color: $ink; background: transparent; border: none; padding: 4px 8px; }
QCalendarWidget QToolButton:hover { background: $line; border-radius: 4px; }

QWidget#canvas { background: $canvas; }
QWidget#surface { background: $surface; }
QWidget#desk { background: $desk; }
QWidget#header { background: $surface; border-bottom: 1px solid $line; }
QWidget#actionbar { background: $surface; border-top: 1px solid $line; }
QWidget#actionbar[strip="true"] { background: $sunk; border-top: none; }
QWidget#statusbar { background: $sunk; border-top: 1px solid $line; }
QWidget#sidebar { background: $nav; }
QWidget#handtop { background: $hand; }
QWidget#handtabs { background: $surface; border-bottom: 1px solid $line; }
QWidget#statusbar QPushButton { background: transparent; border: none; border-radius: 4px; color: $ink2;
  min-height: 24px; padding: 0 6px; }
QWidget#statusbar QPushButton:hover { background: $line; }
QWidget#statusbar QPushButton[tone="warn"] { color: $warn; }
QWidget#statusbar QPushButton[tone="bad"] { color: $bad; }
"""


def build(colours: Colours, scale: float) -> str:
    """Return the sheet in *colours*, its sizes at text size *scale* (1.0 = 100 %)."""
    filled = Template(_SHEET).substitute(asdict(colours))
    if scale == 1.0:
        return filled
    return _SIZE.sub(lambda size: _scaled(int(size[1]), scale), filled)


def _scaled(size: int, scale: float) -> str:
    return f"{size}px" if size <= 2 else f"{round(size * scale)}px"
