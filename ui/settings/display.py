"""表示: text size, language, what Enter does; applied at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from desktop_app.text import _
from ui import theme
from ui.appearance import Appearance
from ui.desk import Desk, Navigator
from ui.parts.cards import Card
from ui.parts.labels import label
from ui.settings.section import Section


class DisplaySection(Section):
    """表示: text size, language, what Enter does; applied at once."""

    def __init__(
        self, desk: Desk, navigator: Navigator, chosen: Appearance, on_change: Callable[[Appearance], Any]
    ) -> None:
        super().__init__(_("Display"), desk, navigator)
        self.chosen, self._on_change = chosen, on_change
        sizes = [(scale, f"{round(scale * 100)}%") for scale in theme.TEXT_SCALES]
        self.sizes = Options(_("Text size"), sizes, chosen.text_scale, lambda _v: self._tell())
        self.languages = Options(
            _("Language"), [("ja", "日本語"), ("en", "English")], chosen.language, lambda _v: self._tell()
        )
        self.enter = Options(
            _("What Enter does in a field"),
            [(True, _("Goes to the next field")), (False, _("Nothing (Tab only)"))],
            chosen.enter_moves,
            lambda _v: self._tell(),
        )
        for options in (self.sizes, self.languages, self.enter):
            self.body.addWidget(options)
        self.body.addStretch(1)

    def _tell(self) -> None:
        chosen = Appearance(self.sizes.value(), self.languages.value(), self.enter.value())
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed()
            self._on_change(chosen)


class Options(Card):
    """A few words of which one holds."""

    def __init__(self, title: str, options: list[tuple[Any, str]], value: Any, on: Callable[[Any], Any]) -> None:
        super().__init__(padding=16)
        self._values = [one for one, _words in options]
        self._group = QButtonGroup(self)
        self.body.addWidget(label(title, bold=True))
        row = QHBoxLayout()
        row.setSpacing(theme.px(24))
        for place, (one, words) in enumerate(options):
            button = QRadioButton(words)
            button.setAccessibleName(f"{title}　{words}")
            button.setChecked(one == value)
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._group.idClicked.connect(lambda place: on(self._values[place]))

    def value(self) -> Any:
        """Return what holds."""
        return self._values[self._group.checkedId()]

    def show_value(self, value: Any) -> None:
        """Show what holds, without telling anybody."""
        self._group.button(self._values.index(value)).setChecked(True)

    def choose(self, value: Any) -> None:
        """Press the button of *value*."""
        self._group.button(self._values.index(value)).click()
