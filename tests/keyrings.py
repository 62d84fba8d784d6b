"""The real gnome-keyring: one D-Bus session a story, as an OS user with a throw-away home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

UNLOCKED = "printf 'login' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null"
OTHER_PASSWORD = "printf 'wrong' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"


def session(user: Path, story: str, *arguments: str, daemon: str = UNLOCKED) -> object:
    """Run the Python of *story* as an OS user whose home is *user*, after *daemon*; return the JSON it printed.

    The story finds the home in ``sys.argv[1]`` and *arguments* behind it; no file of it stays in the home.
    """
    user.mkdir(exist_ok=True)
    script = user / "story.py"
    script.write_text(story, "utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(user),
        "XDG_RUNTIME_DIR": str(user),
        "TMPDIR": str(user),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = ["dbus-run-session", "--", "sh", "-c", f'{daemon}\nexec "$0" "$@"']
    done = subprocess.run(
        [*command, sys.executable, script, user, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    script.unlink()
    return json.loads(done.stdout) if done.stdout else None
