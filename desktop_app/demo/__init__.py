"""``sekishoctl demo``: a whole half-year with invented people, through the use cases."""

from desktop_app.demo.report import PASSPHRASE, PIN, DemoReport
from desktop_app.demo.story import play

__all__ = ["PASSPHRASE", "PIN", "DemoReport", "play"]
