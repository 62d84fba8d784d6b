"""設定: the list of sections at the left, one section at the right; only what exists is listed."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop_app.app import Changed
from desktop_app.text import _
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts.entries import ListEntry
from ui.settings.display import DisplaySection
from ui.settings.holidays import HolidaysSection
from ui.settings.keys import KeysSection
from ui.settings.masters import MastersSection
from ui.settings.papers import PapersSection
from ui.settings.people import PeopleSection
from ui.settings.programme import ProgrammeSection
from ui.settings.record import RecordSection
from ui.settings.section import Section
from ui.settings.sections import AboutSection, BackupSection
from ui.settings.share import ShareSection
from ui.settings.signing import SigningSection
from ui.settings.standing_in import StandingInSection
from ui.settings.workplace import WorkplaceSection
from ui.shell import Screen


class SettingsScreen(Screen):
    """Opens at *section*, one of the keys of ``sections``."""

    nav_key = "settings"

    def __init__(self, desk: Desk, navigator: Navigator, section: str) -> None:
        super().__init__()
        self.sections: dict[str, Section] = {
            "people": PeopleSection(desk, navigator),
            "standing-in": StandingInSection(desk, navigator),
            "workplace": WorkplaceSection(desk, navigator),
            "programme": ProgrammeSection(desk, navigator),
            "masters": MastersSection(desk, navigator),
            "share": ShareSection(desk, navigator),
            "keys": KeysSection(desk, navigator),
            "signing": SigningSection(desk, navigator),
            "display": DisplaySection(desk, navigator, navigator.appearance(), navigator.wear),
            "holidays": HolidaysSection(desk, navigator),
            "papers": PapersSection(desk, navigator),
            "record": RecordSection(desk, navigator),
            "backup": BackupSection(desk, navigator),
            "about": AboutSection(desk, navigator),
        }
        self._entries = {key: ListEntry(word) for key, word in _words().items()}
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

    def _show(self, key: str) -> None:
        self.key = key
        self._entries[key].setChecked(True)
        self._stack.setCurrentWidget(self.sections[key])

    def _changed(self, changed: Changed) -> None:
        if changed.workplace and self.isVisible():
            self.sections[self.key].load()


def _words() -> dict[str, str]:
    return {
        "people": _("People and PCs"),
        "standing-in": _("Who stands in"),
        "workplace": _("Workplace"),
        "programme": _("Programme type"),
        "masters": _("Masters"),
        "share": _("Share folder"),
        "keys": _("Keys and their copies"),
        "signing": _("Signatures"),
        "display": _("Display"),
        "holidays": _("Company holidays"),
        "papers": _("Papers"),
        "record": _("Check of the record"),
        "backup": _("Backup"),
        "about": _("About this product"),
    }
