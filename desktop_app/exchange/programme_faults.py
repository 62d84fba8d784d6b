"""What can be wrong with a programme file, and the sentence that tells its author.

Kept apart from the reader so that ``desktop_app.sentences`` can use it without loading PyYAML.
"""

from __future__ import annotations

from enum import StrEnum

from desktop_app.errors import ProgrammeUnreadable
from desktop_app.text import _


class ProgrammeFault(StrEnum):
    """Why a programme file cannot be used (the fact ``reason`` of ProgrammeUnreadable)."""

    # the file
    NOT_OPENED = "NOT_OPENED"
    TOO_LARGE = "TOO_LARGE"
    NOT_UTF8 = "NOT_UTF8"
    EMPTY = "EMPTY"
    # how it is written
    NOT_YAML = "NOT_YAML"
    WIDE_INDENT = "WIDE_INDENT"
    CHARACTER = "CHARACTER"
    SEVERAL_LINES = "SEVERAL_LINES"
    SEVERAL_DOCUMENTS = "SEVERAL_DOCUMENTS"
    ALIAS = "ALIAS"
    TAG = "TAG"
    MERGE_KEY = "MERGE_KEY"
    KEY_NOT_TEXT = "KEY_NOT_TEXT"
    TWICE = "TWICE"
    TOO_DEEP = "TOO_DEEP"
    TOO_MANY_VALUES = "TOO_MANY_VALUES"
    # its shape
    NEWER_FORMAT = "NEWER_FORMAT"
    FIELD_MISSING = "FIELD_MISSING"
    FIELD_UNKNOWN = "FIELD_UNKNOWN"
    NOT_A_GROUP = "NOT_A_GROUP"
    NOT_A_LIST = "NOT_A_LIST"
    NOT_TEXT = "NOT_TEXT"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_TRUE_OR_FALSE = "NOT_TRUE_OR_FALSE"
    TEXT_EMPTY = "TEXT_EMPTY"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    VALUE_UNKNOWN = "VALUE_UNKNOWN"
    NUMBER_TOO_SMALL = "NUMBER_TOO_SMALL"
    NUMBER_TOO_LARGE = "NUMBER_TOO_LARGE"
    TOO_FEW = "TOO_FEW"
    TOO_MANY = "TOO_MANY"
    # what it says
    STEP_MISSING = "STEP_MISSING"
    RESULT_STEP_UNKNOWN = "RESULT_STEP_UNKNOWN"
    TRANSFER_TYPE_UNKNOWN = "TRANSFER_TYPE_UNKNOWN"
    ROLE_MISSING = "ROLE_MISSING"
    COUNT_MISSING = "COUNT_MISSING"
    COUNT_UNEXPECTED = "COUNT_UNEXPECTED"
    AFTER_NOT_BY_HAND = "AFTER_NOT_BY_HAND"
    ANSWERED_BY_OTHER = "ANSWERED_BY_OTHER"
    LEDGER_COLUMNS = "LEDGER_COLUMNS"
    MERGE_FIELD_UNKNOWN = "MERGE_FIELD_UNKNOWN"
    MERGE_FIELD_BROKEN = "MERGE_FIELD_BROKEN"
    MERGE_FIELD_UNEXPECTED = "MERGE_FIELD_UNEXPECTED"
    FORM_UNKNOWN = "FORM_UNKNOWN"
    BLOCK_MISSING = "BLOCK_MISSING"
    BLOCK_TWICE = "BLOCK_TWICE"
    BLOCK_UNEXPECTED = "BLOCK_UNEXPECTED"
    SEAL_UNKNOWN = "SEAL_UNKNOWN"
    DEADLINES_CONTRADICT = "DEADLINES_CONTRADICT"
    SCOPE_RULE_UNREACHABLE = "SCOPE_RULE_UNREACHABLE"
    SCOPE_TYPE_NEVER = "SCOPE_TYPE_NEVER"
    MATRIX_SIZE = "MATRIX_SIZE"
    GRADE_OUTSIDE = "GRADE_OUTSIDE"
    DUTIES_UNKNOWABLE = "DUTIES_UNKNOWABLE"
    # how its parts fit
    PART_UNKNOWN = "PART_UNKNOWN"
    PART_VERSION = "PART_VERSION"
    PART_CYCLE = "PART_CYCLE"
    TOO_MANY_PARTS = "TOO_MANY_PARTS"
    NOTHING_EXTENDED = "NOTHING_EXTENDED"
    ADD_ON_CHANGES = "ADD_ON_CHANGES"
    ADD_ON_NEEDS = "ADD_ON_NEEDS"
    CONFLICT = "CONFLICT"
    CHANGED_UNKNOWN = "CHANGED_UNKNOWN"
    CHANGED_TWICE = "CHANGED_TWICE"
    STEP_UNKNOWN = "STEP_UNKNOWN"


def programme_reason_sentence(error: ProgrammeUnreadable) -> str:
    """Return the whole sentence for *error* in the language in use, with the line it is about."""
    reason = ProgrammeFault(error.reason)
    facts = error.facts | {"place": error.facts.get("place") or _("the file")}
    cause = (_writing() | _shape() | _meaning() | _fitting())[reason].format_map(facts)
    if file := error.facts.get("file"):  # a form's or record's wording
        if error.line is None:
            return _("The file {file} cannot be read. ({cause})").format(file=file, cause=cause)
        words = _("The file {file} cannot be read. (Line {line}: {cause})")
        return words.format(file=file, line=error.line, cause=cause)
    if error.line is None:
        return _("The programme file cannot be read. ({cause})").format(cause=cause)
    return _("The programme file cannot be read. (Line {line}: {cause})").format(line=error.line, cause=cause)


def _writing() -> dict[ProgrammeFault, str]:
    return {
        ProgrammeFault.NOT_OPENED: _("The file cannot be opened. Check that it exists and may be read."),
        ProgrammeFault.TOO_LARGE: _("The file is too large. {limit} KB is the most."),
        ProgrammeFault.NOT_UTF8: _("The text is not UTF-8. Save the file as UTF-8."),
        ProgrammeFault.EMPTY: _("The file is empty."),
        ProgrammeFault.NOT_YAML: _(
            "This is not written as a programme file should be. Check indentation, colons and quotation marks."
        ),
        ProgrammeFault.WIDE_INDENT: _("The indentation has a full-width space. Use half-width spaces."),
        ProgrammeFault.CHARACTER: _("The character {value} cannot be used here."),
        ProgrammeFault.SEVERAL_LINES: _("A text goes over several lines. Write it on one line."),
        ProgrammeFault.SEVERAL_DOCUMENTS: _("A second document begins. Write one programme in one file."),
        ProgrammeFault.ALIAS: _("Anchors (&) and aliases (*) cannot be used. Write the text out."),
        ProgrammeFault.TAG: _("Tags (!) cannot be used."),
        ProgrammeFault.MERGE_KEY: _("Merging (<<) cannot be used. Write the fields out."),
        ProgrammeFault.KEY_NOT_TEXT: _("The name of a field must be plain text."),
        ProgrammeFault.TWICE: _("“{value}” stands twice (first on line {first_line})."),
        ProgrammeFault.TOO_DEEP: _("The indentation goes too deep. {limit} levels are the most."),
        ProgrammeFault.TOO_MANY_VALUES: _("The file has too many entries. {limit} are the most."),
    }


def _shape() -> dict[ProgrammeFault, str]:
    return {
        ProgrammeFault.NEWER_FORMAT: _(
            "The file has the format “{value}”, which this version does not know. Update Sekisho."
        ),
        ProgrammeFault.FIELD_MISSING: _("{place} has no “{field}”."),
        ProgrammeFault.FIELD_UNKNOWN: _("{place} has a field “{field}” that is not known. Check its spelling."),
        ProgrammeFault.NOT_A_GROUP: _("{place} needs indented fields below it."),
        ProgrammeFault.NOT_A_LIST: _("{place} needs a list (lines beginning with “-”)."),
        ProgrammeFault.NOT_TEXT: _("{place} must be a text."),
        ProgrammeFault.NOT_A_NUMBER: _("{place} must be a whole number, not “{value}”."),
        ProgrammeFault.NOT_TRUE_OR_FALSE: _("{place} must be true or false, not “{value}”."),
        ProgrammeFault.TEXT_EMPTY: _("{place} is empty."),
        ProgrammeFault.TEXT_TOO_LONG: _("{place} is too long. {limit} characters are the most."),
        ProgrammeFault.VALUE_UNKNOWN: _("“{value}” cannot be used for {place}."),
        ProgrammeFault.NUMBER_TOO_SMALL: _("{place} is too small. {limit} is the least."),
        ProgrammeFault.NUMBER_TOO_LARGE: _("{place} is too large. {limit} is the most."),
        ProgrammeFault.TOO_FEW: _("{place} has too few entries. {limit} is the least."),
        ProgrammeFault.TOO_MANY: _("{place} has too many entries. {limit} is the most."),
    }


def _meaning() -> dict[ProgrammeFault, str]:
    return {
        ProgrammeFault.STEP_MISSING: _("The step of item {item} is missing."),
        ProgrammeFault.RESULT_STEP_UNKNOWN: _("The report's result table names a step “{value}” that does not exist."),
        ProgrammeFault.TRANSFER_TYPE_UNKNOWN: _("The scope names a transfer type “{value}” that does not exist."),
        ProgrammeFault.ROLE_MISSING: _("{value} is used, but has no name under roles."),
        ProgrammeFault.COUNT_MISSING: _("Item {item} asks for a count but does not say what is counted (count)."),
        ProgrammeFault.COUNT_UNEXPECTED: _("Item {item} says what is counted but cannot ask for a count."),
        ProgrammeFault.AFTER_NOT_BY_HAND: _(
            "Item {item} is checked after the effective date, so it can only be answered by hand (ANSWER)."
        ),
        ProgrammeFault.ANSWERED_BY_OTHER: _("Item {item} is answered by an act of someone other than {value}."),
        ProgrammeFault.LEDGER_COLUMNS: _("Too many steps have a column in the ledger. {limit} are the most."),
        ProgrammeFault.MERGE_FIELD_UNKNOWN: _("The wording has a field “{value}” that is not known."),
        ProgrammeFault.MERGE_FIELD_BROKEN: _("The braces of a field in the wording are not closed."),
        ProgrammeFault.MERGE_FIELD_UNEXPECTED: _("{place} cannot have fields in braces."),
        ProgrammeFault.FORM_UNKNOWN: _("There is no form “{value}”. Choose one of: {known}."),
        ProgrammeFault.BLOCK_MISSING: _("The form has no part “{value}”."),
        ProgrammeFault.BLOCK_TWICE: _("The form can have “{value}” only once."),
        ProgrammeFault.BLOCK_UNEXPECTED: _("This form cannot have “{value}”."),
        ProgrammeFault.SEAL_UNKNOWN: _("“{value}” is signed, but is not among the seal fields (seals)."),
        ProgrammeFault.DEADLINES_CONTRADICT: _(
            "basis and report_on_effective_date_is_in_time contradict each other. Keep one of them."
        ),
        ProgrammeFault.SCOPE_RULE_UNREACHABLE: _(
            "This rule is never reached: the rule on line {first_line} fits first."
        ),
        ProgrammeFault.SCOPE_TYPE_NEVER: _("“{value}” is named as in scope, but no rule ever takes it in."),
        ProgrammeFault.MATRIX_SIZE: _("Every row of the matrix needs the same number of cells: {limit}."),
        ProgrammeFault.GRADE_OUTSIDE: _("The grade of “{value}” is outside the matrix. {limit} is the most."),
        ProgrammeFault.DUTIES_UNKNOWABLE: _("“{value}” needs org_codes or names, or nobody can be told to have it."),
    }


def _fitting() -> dict[ProgrammeFault, str]:
    return {
        ProgrammeFault.PART_UNKNOWN: _("There is no file for “{value}” beside this one, nor among the shipped ones."),
        ProgrammeFault.PART_VERSION: _("“{value}” is not there. Found: {known}."),
        ProgrammeFault.PART_CYCLE: _("The files extend each other in a circle: {value}."),
        ProgrammeFault.TOO_MANY_PARTS: _("The programme has too many parts. {limit} are the most."),
        ProgrammeFault.NOTHING_EXTENDED: _("“{field}” needs a file that is extended (extends)."),
        ProgrammeFault.ADD_ON_CHANGES: _("An add-on may only add. It cannot have “{field}”."),
        ProgrammeFault.ADD_ON_NEEDS: _("The add-on {value} needs {wanted}, which this programme does not extend."),
        ProgrammeFault.CONFLICT: _(
            "“{value}” is in this programme already, with other content. Use item_changes or step_changes to change it."
        ),
        ProgrammeFault.CHANGED_UNKNOWN: _("“{value}” is not in the file that is extended."),
        ProgrammeFault.CHANGED_TWICE: _("“{value}” is changed twice. Write its changes together."),
        ProgrammeFault.STEP_UNKNOWN: _("There is no step “{value}”."),
    }
