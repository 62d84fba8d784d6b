"""Seeds of the simulation, as many as the time allows; ``make simulate SECONDS=1800`` plays others, and longer."""

from __future__ import annotations

import os
import time

from tests.simulation.world import World

SECONDS = float(os.environ.get("SEKISHO_SIMULATE_SECONDS", "30"))
FIXED = (12, 13, 1106, 1148, 2069, 3059, 4153)
"""Seeds that once found something."""


def test_pcs_on_a_share_that_misbehaves_lose_nothing_and_agree():
    begun = time.monotonic()
    played = 0
    for seed in (*FIXED, *range(1_000_000)):
        if time.monotonic() - begun >= SECONDS and played >= len(FIXED):
            break
        world = World(seed)
        try:
            world.play()
        except Exception as error:
            story = "\n".join(world.told)
            raise AssertionError(f"again: python -m tests.simulation --tell {seed}\n{error}\n{story}") from error
        played += 1
    assert played > len(FIXED)


def test_a_seed_tells_the_same_story_every_time():
    stories = []
    for _time in range(2):
        world = World(7)
        world.play()
        stories.append((world.told, sorted(world.disk.files.keys() - {"STORE.json"}, key=len)[-5:], world.acts))
    assert stories[0] == stories[1]
