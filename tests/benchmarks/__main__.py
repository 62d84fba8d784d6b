"""Run all benchmarks and print each figure with its limit; exit code 1 when one does not hold."""

from __future__ import annotations

import sys
from importlib import import_module

from desktop_app.text import use_language

PARTS = (
    "startup",
    "ledger_window",
    "records",
    "imports",
    "printing",
    "ledger_preview",
    "typesetting",
    "scanning",
    "signing",
    "sharing",
    "programmes",
)


def main() -> int:
    """Run the parts named on the command line, or all."""
    use_language("ja")
    failed = 0
    for part in sys.argv[1:] or PARTS:
        for figure in import_module(f"tests.benchmarks.{part}").figures():
            mark = "holds" if figure.holds else "FAILS"
            failed += not figure.holds
            print(
                f"{mark}  {figure.name}: {figure.value:.2f} {figure.unit} (limit {figure.limit:g}) — {figure.detail}",
                flush=True,
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
