"""What PDFBox preflight says about PDF/A-1b; one Java for many files, as starting it costs a second."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

_JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
_CLASSPATH = ":".join(f"/usr/share/java/{name}.jar" for name in _JARS)


def objections(papers: dict[str, bytes], folder: Path) -> dict[str, tuple[str, ...]]:
    """By name, what keeps each of *papers* from being PDF/A-1b; nothing when it is one."""
    files = []
    for name, pdf in papers.items():
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(pdf)
    listed = folder / "list.txt"
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    command = ("java", "-cp", _CLASSPATH, "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", str(listed))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    result = Path(f"{listed}.preflight.xml")
    assert result.exists(), done.stdout + done.stderr
    said = {
        Path(paper.get("name", "")).stem: tuple(
            f"{error.findtext('code')} {error.findtext('details')}" for error in paper.iter("error")
        )
        + (() if paper.findtext("isValid") == "true" else ("not valid",))
        for paper in ET.parse(result).getroot()
    }
    assert said.keys() == papers.keys()
    return said
