"""Attacks that add a revision to a finished paper: what pdfsig alone still calls valid signatures."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from desktop_app.errors import PdfDamage
from desktop_app.papers.signing import signature as signing
from tests.core.papers.doctored import attack, finished, report, reported
from tests.core.papers.signed_papers import CONFIRMED_AT, office

name, number, text = NameObject, NumberObject, TextStringObject


def entry(**parts: Any) -> DictionaryObject:
    return DictionaryObject({name(f"/{key}"): part for key, part in parts.items()})


class SilentWriter(IncrementalPdfFileWriter):
    """Leaves the properties as they are: pyHanko would note that it was here."""

    def _update_meta(self) -> None:
        pass


def revised(change: Callable[[Any], None], pdf: bytes | None = None) -> bytes:
    writer = SilentWriter(BytesIO(pdf or finished()))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def countersigned_with(change: Callable[[Any], None]) -> bytes:
    """A countersignature whose own revision carries a further change: a confirmer who cheats."""
    people = office()
    writer = IncrementalPdfFileWriter(BytesIO(reported()))
    change(writer)
    metadata = signing._metadata("confirmer", people.transferee_fingerprint)
    return signing._sign(writer, metadata, signing._IdentitySigner(people.confirmer, ()), CONFIRMED_AT)


def page(writer: Any, index: int = 0) -> Any:
    return writer.root["/Pages"]["/Kids"][index].get_object()


def touched(writer: Any, part: Any) -> None:
    writer.update_container(part)


def paint(writer: Any) -> None:
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"q 1 g 60 740 400 40 re f Q")))


def replace_stream(writer: Any, holder: Any, key: str, data: bytes) -> None:
    """Give an existing object other content under its own number."""
    reference, old = holder.raw_get(key), holder[key]
    kept = {k: old.raw_get(k) for k in old if k not in {"/Length", "/Filter", "/DecodeParms"}}
    writer.objects[reference.generation, reference.idnum] = StreamObject(dict_data=kept, stream_data=data)


def annotate(writer: Any, **parts: Any) -> None:
    box = ArrayObject(map(number, (60, 740, 460, 780)))
    note = writer.add_object(entry(Type=name("/Annot"), Rect=box, F=number(4), **parts))
    page(writer)["/Annots"].append(note)
    touched(writer, page(writer)["/Annots"])


# --- pages ------------------------------------------------------------------------------------------------


@attack(PdfDamage.PAGE)
def a_white_box_painted_over_the_first_page():
    return revised(paint)


@attack(PdfDamage.PAGE)
def shadow_replace_the_pages_content_is_another():
    def change(writer):
        page(writer)["/Contents"] = writer.add_object(StreamObject(stream_data=b"BT ET"))
        touched(writer, page(writer))

    return revised(change)


@attack(PdfDamage.RESOURCES)
def shadow_hide_the_picture_that_covered_something_is_gone():
    def change(writer):
        forms = page(writer)["/Resources"]["/XObject"]
        replace_stream(writer, forms, next(iter(forms)), b"")

    return revised(change)


@attack(PdfDamage.PAGE)
def shadow_hide_and_replace_another_page_under_the_same_number():
    def change(writer):
        reference = writer.root["/Pages"]["/Kids"].raw_get(0)
        other = DictionaryObject(page(writer))
        other[name("/Contents")] = page(writer, 1).raw_get("/Contents")
        writer.objects[reference.generation, reference.idnum] = other

    return revised(change)


@attack(PdfDamage.PAGE)
def a_page_cropped_to_its_upper_half():
    def change(writer):
        page(writer)[name("/CropBox")] = ArrayObject(map(number, (0, 420, 595, 842)))
        touched(writer, page(writer))

    return revised(change)


def _kids(change: Callable[[Any, Any], None]) -> bytes:
    def revise(writer):
        pages = writer.root["/Pages"]
        change(writer, pages["/Kids"])
        pages[name("/Count")] = number(len(pages["/Kids"]))
        touched(writer, pages)
        touched(writer, pages["/Kids"])

    return revised(revise)


@attack(PdfDamage.PAGES)
def a_page_taken_out():
    return _kids(lambda _writer, kids: kids.pop())


@attack(PdfDamage.PAGES)
def a_page_there_twice():
    return _kids(lambda _writer, kids: kids.append(kids.raw_get(0)))


@attack(PdfDamage.PAGES)
def pages_in_another_order():
    return _kids(lambda _writer, kids: kids.reverse())


@attack(PdfDamage.PAGES)
def a_page_of_another_case_put_in():
    def change(writer, kids):
        other = PdfFileReader(BytesIO(report().replace(b"NSC01-25A-003", b"NSC01-25A-004")))
        copy = writer.import_object(other.root["/Pages"]["/Kids"][0], obj_stream=None)
        copy[name("/Parent")] = writer.root.raw_get("/Pages")
        kids[0] = writer.add_object(copy)

    return _kids(change)


# --- what pages draw with ---------------------------------------------------------------------------------


def _font(change: Callable[[Any, Any], None]) -> bytes:
    def revise(writer):
        font = page(writer)["/Resources"]["/Font"]["/F1"]
        change(writer, font)
        touched(writer, font)

    return revised(revise)


@attack(PdfDamage.RESOURCES)
def another_font_under_the_same_name():
    return _font(lambda _writer, font: font.update({name("/BaseFont"): name("/Symbol")}))


@attack(PdfDamage.RESOURCES)
def text_that_reads_differently_when_it_is_copied():
    table = b"/CIDInit /ProcSet findresource begin 1 beginbfchar <31> <0039> endbfchar end"

    def change(writer, font):
        font[name("/ToUnicode")] = writer.add_object(StreamObject(stream_data=table))

    return _font(change)


@attack(PdfDamage.RESOURCES)
def a_hidden_layer():
    def change(writer):
        layer = writer.add_object(entry(Type=name("/OCG"), Name=text("hidden")))
        off = entry(OFF=ArrayObject([layer]))
        writer.root[name("/OCProperties")] = entry(OCGs=ArrayObject([layer]), D=off)
        writer.update_root()

    return revised(change)


# --- fields and notes ---------------------------------------------------------------------------------------


@attack(PdfDamage.ANNOTATION)
def a_note_laid_over_the_text():
    return revised(
        lambda w: annotate(w, Subtype=name("/FreeText"), Contents=text("13 items done"), DA=text("/F1 9 Tf"))
    )


@attack(PdfDamage.ANNOTATION)
def a_stamp_that_whitens_the_text():
    def change(writer):
        box = ArrayObject(map(number, (0, 0, 400, 40)))
        look = StreamObject(dict_data=entry(Subtype=name("/Form"), BBox=box), stream_data=b"1 g 0 0 400 40 re f")
        annotate(writer, Subtype=name("/Stamp"), AP=entry(N=writer.add_object(look)))

    return revised(change)


@attack(PdfDamage.ANNOTATION)
def a_link_to_somewhere():
    action = entry(S=name("/URI"), URI=text("https://example.invalid"))
    return revised(lambda w: annotate(w, Subtype=name("/Link"), A=action))


@attack(PdfDamage.FIELD)
def a_new_field_with_a_text():
    def change(writer):
        box = ArrayObject(map(number, (60, 740, 460, 780)))
        field = entry(FT=name("/Tx"), T=text("added"), V=text("13 items"), Subtype=name("/Widget"), Rect=box)
        fields = writer.root["/AcroForm"]["/Fields"]
        fields.append(writer.add_object(field))
        touched(writer, fields)

    return revised(change)


def _field(writer: Any, called: str) -> Any:
    fields = (field.get_object() for field in writer.root["/AcroForm"]["/Fields"])
    return next(field for field in fields if field["/T"] == called)


@attack(PdfDamage.FIELD)
def a_field_filled_in_otherwise():
    def change(writer):
        _field(writer, "remark")[name("/V")] = text("all done")
        touched(writer, _field(writer, "remark"))

    return revised(change)


@attack(PdfDamage.FIELD)
def other_looks_of_the_confirmation():
    return revised(lambda w: replace_stream(w, _field(w, "confirmer")["/AP"], "/N", b"1 g 0 0 90 90 re f"))


@attack(PdfDamage.COUNT)
def one_signature_shown_by_two_fields():
    def change(writer):
        append_signature_field(writer, SigFieldSpec("another", box=(10, 10, 60, 60)))
        _field(writer, "another")[name("/V")] = _field(writer, "confirmer").raw_get("/V")

    return revised(change)


@attack(PdfDamage.COUNT)
def a_third_signature():
    people = office()
    writer = IncrementalPdfFileWriter(BytesIO(finished()))
    append_signature_field(writer, SigFieldSpec("third", box=(10, 10, 60, 60)))
    metadata = signing._metadata("third", people.transferee_fingerprint)
    return signing._sign(writer, metadata, signing._IdentitySigner(people.confirmer, ()), CONFIRMED_AT)


# --- what is packed into the file -----------------------------------------------------------------------------


def _root(**parts: Any) -> Callable[[Any], None]:
    def change(writer):
        writer.root.update(entry(**parts))
        writer.update_root()

    return change


@attack(PdfDamage.METADATA)
def another_title():
    return revised(lambda writer: writer.set_info(writer.add_object(entry(Title=text("Another report")))))


@attack(PdfDamage.METADATA)
def other_properties_in_xmp():
    def change(writer):
        xmp = StreamObject(dict_data=entry(Type=name("/Metadata"), Subtype=name("/XML")), stream_data=b"<x/>")
        _root(Metadata=writer.add_object(xmp))(writer)

    return revised(change)


@attack(PdfDamage.ATTACHMENT)
def a_file_packed_into_it():
    def change(writer):
        data = writer.add_object(StreamObject(stream_data=b"customers of the network"))
        file = entry(Type=name("/Filespec"), F=text("list.csv"), EF=entry(F=data))
        files = entry(Names=ArrayObject([text("list.csv"), writer.add_object(file)]))
        _root(Names=entry(EmbeddedFiles=files))(writer)

    return revised(change)


SCRIPT = entry(S=name("/JavaScript"), JS=text("app.alert('hello')"))


@attack(PdfDamage.SCRIPT)
def a_script_that_runs_on_opening():
    return revised(_root(OpenAction=SCRIPT))


@attack(PdfDamage.SCRIPT)
def a_script_in_the_table_of_names():
    return revised(_root(Names=entry(JavaScript=entry(Names=ArrayObject([text("a"), SCRIPT])))))


@attack(PdfDamage.SCRIPT)
def a_script_that_runs_when_a_page_is_turned():
    def change(writer):
        page(writer)[name("/AA")] = entry(O=SCRIPT)
        touched(writer, page(writer))

    return revised(change)


@attack(PdfDamage.OVERLAID)
def the_ban_on_changes_lifted_afterwards():
    return revised(_root(Perms=generic.DictionaryObject()))


# --- a confirmer who cheats -----------------------------------------------------------------------------------


@attack(PdfDamage.PAGE)
def a_page_painted_over_before_it_was_confirmed():
    people = office()
    painted = IncrementalPdfFileWriter(BytesIO(revised(paint, reported())))
    metadata = signing._metadata("confirmer", people.transferee_fingerprint)
    return signing._sign(painted, metadata, signing._IdentitySigner(people.confirmer, ()), CONFIRMED_AT)


@attack(PdfDamage.PAGE)
def a_page_painted_over_by_the_confirmation_itself():
    return countersigned_with(paint)


@attack(PdfDamage.FIELD)
def the_transferees_signature_hidden_by_the_confirmation():
    return countersigned_with(lambda w: replace_stream(w, _field(w, "transferee")["/AP"], "/N", b"1 g 0 0 90 90 re f"))


@attack(PdfDamage.FIELD)
def a_field_filled_in_by_the_confirmation():
    def change(writer):
        _field(writer, "remark")[name("/V")] = text("all done")
        touched(writer, _field(writer, "remark"))

    return countersigned_with(change)


@attack(PdfDamage.SCRIPT)
def a_script_brought_in_by_the_confirmation():
    return countersigned_with(_root(OpenAction=SCRIPT))
