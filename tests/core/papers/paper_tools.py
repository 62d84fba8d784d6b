"""What outside programs say about a PDF: poppler, qpdf and pdfium."""

import subprocess

import pypdfium2


def extracted(path, mode="-raw"):
    return _run("pdftotext", mode, "-enc", "UTF-8", str(path), "-")


def extracted_bytes(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_pdfium(path):
    document = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def assert_clean(path):
    """qpdf finds nothing, and every font is an embedded subset."""
    assert "No syntax or stream encoding errors" in _run("qpdf", "--check", str(path))
    fonts = _run("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    for font in fonts:
        emb, sub, uni = font.split()[-5:-2]
        assert (emb, sub, uni) == ("yes", "yes", "yes"), font
    assert "Helvetica" not in "".join(fonts)


def pages_of(path):
    info = _run("pdfinfo", str(path))
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))


def _run(*command):
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout
