"""What the manager does for a case's form: enter what it asks for, and sign the record of an explanation."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.form_fields import FIELDS, RETURNED_GOODS, goods_text
from desktop_app.errors import BadDate, FieldTooLong, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from desktop_app.usecases.form_entries import FormEntries
from ui.case.dialogs import Submit
from ui.items.signed_act import SignedActDialog
from ui.parts.dialogs import Dialog
from ui.parts.fields import LineField, TextField
from ui.parts.form import FormRow


class FormEntriesDialog(Dialog):
    """様式の記入事項. *submit(values, then=, failed=)* enters them all or none."""

    def __init__(self, window: QWidget, entries: FormEntries, submit: Submit) -> None:
        body = _("{form} asks for these. Until they are entered it can neither be printed nor signed.")
        super().__init__(
            window,
            _("Enter what the form asks for"),
            body.format(form=entries.form_name),
            way_out=_("Go back"),
            primary=_("Keep"),
            on_primary=self._send,
            icon="document",
        )
        self._submit = submit
        self.rows: dict[str, FormRow] = {}
        for name, value in entries.values:
            words = FIELDS[name][language()]
            self._add(name, FormRow(words, LineField(value, name=words), mark="required", reserve=False))
        self._goods_before = ""
        if entries.goods is not None:
            self._goods_before = goods_text(entries.goods)
            words = _("Returned goods")
            field = TextField(self._goods_before, name=words, lines=3, limit=2000)
            told = _("One thing a line: what | how many | number | day | state | received by")
            self._add(RETURNED_GOODS, FormRow(words, field, mark="optional", help_text=told))
        next(iter(self.rows.values())).focus_field()

    def _add(self, name: str, row: FormRow) -> None:
        self.rows[name] = row
        self.body.addWidget(row)

    def values(self) -> dict[str, str]:
        """Return what stands in the fields; the list of goods only if it was changed: else the answers tell it."""
        found = {}
        for name, row in self.rows.items():
            field = row.field
            assert isinstance(field, LineField | TextField)
            if name != RETURNED_GOODS or field.value() != self._goods_before:
                found[name] = field.value()
        return found

    def _send(self) -> bool:
        for row in self.rows.values():
            row.show_error("")
        self.primary.setEnabled(False)
        self._submit(self.values(), then=self._done, failed=self.show_refusal)
        return False

    def _done(self, _result: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the field what was wrong; what was typed stays."""
        self.primary.setEnabled(True)
        row = next(iter(self.rows.values()))
        match error:
            case FieldTooLong():
                row = self.rows.get(str(error.field), row)
            case BadDate():
                row = next((one for name, one in self.rows.items() if str(error.text) in self._text(name)), row)
            case _:
                pass
        row.show_error(sentence(error))
        row.focus_field()

    def _text(self, name: str) -> str:
        return self.values().get(name, "")


class ExplanationDialog(SignedActDialog):
    """説明記録を作る: who was present, and the 合言葉 of whoever signs it. *submit(witness, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, name: str, person: str, submit: Submit) -> None:
        body = _(
            "It is set down that {name} was given the explanation and does not sign. The record is signed in the name "
            "of {person} and kept with the case."
        )
        witness = LineField(name=_("Witness"))
        row = FormRow(_("Witness"), witness, mark="required")
        act = _("Sign the record of the explanation")
        super().__init__(window, act, body.format(name=name, person=person), submit, (row,), words=row, icon="sign-pen")
        self.witness, self.witness_row = witness, row

    def entered(self) -> tuple[str]:
        """Return the witness's name."""
        return (self.witness.value(),)
