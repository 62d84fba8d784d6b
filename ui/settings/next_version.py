"""The next version of a programme: its texts and deadlines in fields, checked with the faults marked at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop_app.domain.bilingual import Text
from desktop_app.domain.deadlines import DeadlineBasis, Deadlines
from desktop_app.domain.programme_difference import next_version
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from desktop_app.usecases.programmes import ProgrammeEdits
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import Choice, LineField, NumberField, TextField
from ui.parts.form import FormRow, Message
from ui.parts.labels import paragraph
from ui.settings.section import line

if TYPE_CHECKING:
    from desktop_app.domain.programme import Programme

_DAYS = (
    "target_business_days_before",
    "confirm_within_business_days",
    "post_check_business_days",
    "soon_business_days",
    "entered_late_after_days",
    "register_within_business_days",
)


class NextVersion(Card):
    """*check* and *write* take the edits as they stand; nothing is in force until it is adopted."""

    def __init__(self, check: Callable[[ProgrammeEdits], Any], write: Callable[[ProgrammeEdits], Any]) -> None:
        super().__init__(_("The next version"), padding=20)
        self._check, self._write = check, write
        self._programme: Programme | None = None
        self._texts: dict[str, tuple[Text, Text]] = {}
        self._item = ""
        self.message = Message()
        self.message.hide()
        self.version = LineField(name=_("Version"))
        self.items = Choice(name=_("Item"))
        _let_shrink(self.items)
        self.items.picked.connect(self.show_item)
        self.fields = {
            "text/ja": TextField(name=_("Sentence (Japanese)"), lines=2, limit=60),
            "text/en": TextField(name=_("Sentence (English)"), lines=2, limit=200),
            "help/ja": TextField(name=_("Guidance (Japanese)"), lines=3, limit=300),
            "help/en": TextField(name=_("Guidance (English)"), lines=3, limit=800),
        }
        self.rows = {place: FormRow(field.accessibleName(), field) for place, field in self.fields.items()}
        self.basis = Choice(name=_("Last day of the report"))
        self.days = {name: NumberField(name=_day_words(name)) for name in _DAYS}
        self.day_rows = {name: FormRow(_day_words(name), field) for name, field in self.days.items()}
        self.version_row = FormRow(_("Version"), self.version)
        self._build()

    def begin(self, programme: Programme) -> None:
        """Begin with everything as *programme* says it."""
        self._programme, self._texts = programme, {}
        self.version.setText(next_version(programme.version))
        said = language()
        self.items.offer([(item.id, f"{item.id}　{item.text[said]}") for item in programme.items])
        self.basis.offer([(basis, words) for basis, words in _basis_words().items()], programme.deadlines.report_basis)
        for name, field in self.days.items():
            field.setText(str(getattr(programme.deadlines, name)))
        self._clear_faults()
        self._item = ""
        self.show_item(programme.items[0].id)

    def show_item(self, item_id: str) -> None:
        """Show another item's texts; what was written for the one before is kept."""
        assert self._programme is not None
        self._keep()
        self._item = item_id
        self.items.set_value(item_id)
        item = self._programme.item(item_id)
        text, help_text = self._texts.get(item_id, (item.text, item.help))
        for place, words in (
            ("text/ja", text.ja),
            ("text/en", text.en),
            ("help/ja", help_text.ja),
            ("help/en", help_text.en),
        ):
            self.fields[place].setPlainText(words)

    def edits(self) -> ProgrammeEdits:
        """Return what stands in the fields."""
        assert self._programme is not None
        self._keep()
        return ProgrammeEdits(self.version.value(), dict(self._texts), self._deadlines())

    def show_fault(self, error: SekishoError) -> bool:
        """Mark the field a fault is about, its item brought into sight; else say it over the fields."""
        place = str(error.facts.get("place", ""))
        words = sentence(error)
        parts = place.split("/")
        self._clear_faults()
        if parts[0] == "items" and "/".join(parts[2:]) in self.rows:
            self.show_item(parts[1])
            row = self.rows["/".join(parts[2:])]
        elif parts[0] == "deadlines" and parts[-1] in self.day_rows:
            row = self.day_rows[parts[-1]]
        elif place == "version":
            row = self.version_row
        else:
            self.message.show_error(words)
            self.message.show()
            return True
        row.show_error(words)
        row.focus_field()
        return True

    def _build(self) -> None:
        told = _("Cases under way keep their version. Nothing is in force until “Use from now on” is pressed.")
        self.body.addWidget(paragraph(told, "caption", "ink2"))
        self.body.addWidget(self.message)
        self.body.addWidget(self.version_row)
        self.body.addWidget(FormRow(_("Item"), self.items))
        for row in self.rows.values():
            self.body.addWidget(row)
        self.body.addWidget(FormRow(_("Last day of the report"), self.basis))
        for day_row in self.day_rows.values():
            self.body.addWidget(day_row)
        self.check_button = buttons.primary(_("Check and compare"), self._send)
        self.write_button = buttons.secondary(_("Write a file to edit"), self._send_to_file, icon="document")
        self.body.addWidget(line(self.check_button, self.write_button, buttons.quiet(_("Stop"), self.hide)))

    def _send(self) -> None:
        self._clear_faults()
        if self._days_are_numbers():
            self._check(self.edits())

    def _send_to_file(self) -> None:
        self._clear_faults()
        if self._days_are_numbers():
            self._write(self.edits())

    def _days_are_numbers(self) -> bool:
        for name, field in self.days.items():
            if field.number() is None:
                self.day_rows[name].show_error(_("Enter a whole number of days."))
                self.day_rows[name].focus_field()
                return False
        return True

    def _deadlines(self) -> Deadlines:
        assert self._programme is not None
        basis = DeadlineBasis(self.basis.value())  # Qt hands words back, not what stood behind them
        days = {name: field.number() or 0 for name, field in self.days.items()}
        before = self._programme.deadlines
        same = basis is before.report_basis
        return replace(
            before,
            **days,
            basis=before.basis if same else basis,
            report_on_effective_date_is_in_time=basis is DeadlineBasis.EFFECTIVE_DATE,
        )

    def _keep(self) -> None:
        if not self._item or self._programme is None:
            return
        item = self._programme.item(self._item)
        told = {place: field.value() for place, field in self.fields.items()}
        now = (Text(told["text/ja"], told["text/en"]), Text(told["help/ja"], told["help/en"]))
        if now == (item.text, item.help):
            self._texts.pop(self._item, None)
        else:
            self._texts[self._item] = now

    def _clear_faults(self) -> None:
        self.message.hide()
        for row in (*self.rows.values(), *self.day_rows.values(), self.version_row):
            row.show_error("")


def _let_shrink(choice: Choice) -> None:
    """Let a choice of long sentences be as wide as the page, not as its longest sentence."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(12)
    choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _basis_words() -> dict[DeadlineBasis, str]:
    return {
        DeadlineBasis.EFFECTIVE_DATE: _("The effective date itself"),
        DeadlineBasis.DAY_BEFORE: _("The day before the effective date"),
        DeadlineBasis.LAST_BUSINESS_DAY_BEFORE: _("The last business day before it"),
    }


def _day_words(name: str) -> str:
    return {
        "target_business_days_before": _("Target: business days before the effective date"),
        "confirm_within_business_days": _("Confirmation: business days after the report"),
        "post_check_business_days": _("Check afterwards: business days after the effective date"),
        "soon_business_days": _("Shown as near: business days before the deadline"),
        "entered_late_after_days": _("Entered afterwards: more than so many days"),
        "register_within_business_days": _("Registration: business days after the notice"),
    }[name]
