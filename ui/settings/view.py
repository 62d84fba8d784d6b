"""設定: the list of sections at the left, one section at the right; only what exists is listed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from desktop_app.app import Changed
from desktop_app.text import _
from ui import theme
from ui.desk import Desk, Navigator
from ui.settings.keys import KeysSection
from ui.settings.people import PeopleSection
from ui.settings.section import Section
from ui.settings.sections import AboutSection, BackupSection, DisplaySection, ProgrammeSection, RecordSection
from ui.settings.share import ShareSection
from ui.shell import Screen


class SettingsScreen(Screen):
    """Opens at *section*: people, programme, share, keys, display, record, backup or about."""

    nav_key = "settings"

    def __init__(self, desk: Desk, navigator: Navigator, section: str) -> None:
        super().__init__()
        self.sections: dict[str, Section] = {
            "people": PeopleSection(desk, navigator),
            "programme": ProgrammeSection(desk, navigator),
            "share": ShareSection(desk, navigator),
            "keys": KeysSection(desk, navigator),
            "display": DisplaySection(desk, navigator, navigator.appearance(), navigator.wear),
            "record": RecordSection(desk, navigator),
            "backup": BackupSection(desk, navigator),
            "about": AboutSection(desk, navigator),
        }
        self._entries = {key: _Entry(word) for key, word in _words().items()}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._list = QFrame()
        self._list.setObjectName("surface")
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        column.setSpacing(theme.px(2))
        for key, entry in self._entries.items():
            self._group.addButton(entry)
            column.addWidget(entry)
            self._stack.addWidget(self.sections[key])
            entry.clicked.connect(lambda _on=False, key=key: self.show_section(key))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.set_room(narrow=False, low=False)
        desk.changed.connect(self._changed)
        self.key = section if section in self.sections else "people"
        self._show(self.key)

    def title(self) -> str:
        """Return the heading."""
        return _("Settings")

    def facts(self) -> str:
        """Return what holds for every section."""
        return _("Changes hold at once.")

    def entered(self) -> None:
        """Read the section in sight."""
        self.sections[self.key].load()

    def reload(self) -> None:
        """Read again."""
        self.sections[self.key].load()

    def show_section(self, key: str) -> None:
        """Go to another section."""
        self.leave()
        self._show(key)
        self.sections[key].load()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Narrow the list on a small window."""
        self._list.setFixedWidth(theme.px(168 if narrow or low else 216))
        people = self.sections["people"]
        form = getattr(people, "form", None)
        if form is not None and hasattr(form, "person"):
            form.person.stack(stacked=narrow)

    def _show(self, key: str) -> None:
        self.key = key
        self._entries[key].setChecked(True)
        self._stack.setCurrentWidget(self.sections[key])

    def _changed(self, changed: Changed) -> None:
        if changed.workplace and self.isVisible():
            self.sections[self.key].load()


def _words() -> dict[str, str]:
    return {
        "people": _("Workplace and people"),
        "programme": _("Programme type"),
        "share": _("Share folder"),
        "keys": _("Keys and their copies"),
        "display": _("Display"),
        "record": _("Check of the record"),
        "backup": _("Backup"),
        "about": _("About this product"),
    }


class _Entry(QAbstractButton):
    """One line of the list; the chosen one is soft blue with an edge."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a row of 38."""
        return QSize(theme.px(140), theme.px(38))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edge and word."""
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(place, theme.colour("accent_soft" if self.isChecked() else "sunk"))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, theme.px(4), place.height()), theme.colour("accent"))
        painter.setFont(theme.font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "ink"))
        words = place.adjusted(theme.px(20), 0, -theme.px(4), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())
