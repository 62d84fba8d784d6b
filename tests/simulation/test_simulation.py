"""Seeds of the simulation for three minutes, in parts that workers share; ``make simulate`` plays others, longer."""

from __future__ import annotations

import os
import time
from itertools import chain, count

import pytest

from tests.simulation.world import World

PARTS = 6
SECONDS = float(os.environ.get("SEKISHO_SIMULATE_SECONDS", "180")) / PARTS
"""Of each part."""

FOUND = (5026, 5076, 273, 1162, 2220, 2456, 20419)
"""Seeds that once found something: a removed PC that stumbled over keys, two PCs that remove each other at once, keys
of a removed PC that others need, its lists, a promise of a removed PC, a root that runs out, a removal that holds not.
"""


def play(seed: int) -> World:
    world = World(seed)
    try:
        world.play()
    except Exception as error:
        story = "\n".join(world.told)
        raise AssertionError(f"again: python -m tests.simulation --tell {seed}\n{error}\n{story}") from error
    return world


@pytest.mark.parametrize("part", range(PARTS))
def test_pcs_on_a_share_that_misbehaves_lose_nothing_and_agree(part: int):
    begun = time.monotonic()
    for played, seed in enumerate(chain(FOUND[part::PARTS], count(part, PARTS))):
        play(seed)
        if time.monotonic() - begun >= SECONDS and played >= len(FOUND):
            break


def test_a_seed_tells_the_same_story_every_time():
    stories = []
    for _time in range(2):
        world = play(7)
        stories.append((world.told, sorted(world.disk.files.keys() - {"STORE.json"}, key=len)[-5:], world.acts))
    assert stories[0] == stories[1]
