"""Where the protocol's table "What must be shown by tests" is shown: one line of the table, the tests that show it.

It is data, so that a test that was renamed or removed is missed here and not in a year.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]

SHOWN: dict[str, tuple[str, ...]] = {
    "simulation of the real code on a store that misbehaves": (
        "simulation/test_simulation.py::test_pcs_on_a_share_that_misbehaves_lose_nothing_and_agree",
        "simulation/test_simulation.py::test_a_seed_tells_the_same_story_every_time",
    ),
    "kill -9 at every step": (
        "journeys/test_killed_sync.py::test_a_sync_killed_at_any_step_loses_and_doubles_nothing",
        "journeys/test_sekishoctl_killed.py::test_kill_9_while_sending_loses_nothing",
        "core/share/test_publish.py::test_a_power_cut_at_any_write_loses_and_doubles_nothing",
    ),
    "torn file: every prefix of a segment of 3 KB": (
        "core/share/test_hostile_share.py::test_no_prefix_of_a_segment_of_three_kilobytes_is_believed",
        "core/share/test_smb_store.py::test_a_write_that_is_cut_at_any_byte_loses_nothing_and_heals_with_the_next_attempt",
        "core/share/test_publish.py::test_another_attempt_beside_a_torn_file_is_no_damage",
    ),
    "every bit of one small file of each kind": (
        "core/share/test_hostile_share.py::test_no_flipped_bit_of_a_small_file_of_any_kind_is_believed",
        "core/share/test_hostile_share.py::test_no_flipped_bit_of_a_ticket_is_believed",
        "core/share/test_fuzzed_parsers.py::test_no_flipped_bit_of_an_invitation_is_believed",
    ),
    "10,000 random changes: 0 accepted, 0 uncaught, other files still load": (
        "core/share/test_hostile_share.py::test_ten_thousand_changed_files_are_told_and_none_is_believed",
        "core/share/test_hostile_share.py::test_whoever_holds_what_was_changed_lays_it_whole_beside",
    ),
    "full disk at every write call": (
        "core/share/test_publish.py::test_a_disk_that_is_full_at_any_write_is_told_and_loses_nothing",
        "core/share/test_folder_store.py::test_a_full_share_leaves_no_torn_entry_and_works_again_with_room",
        "core/share/test_smb_store.py::test_a_full_disk_leaves_nothing_torn_and_works_again_with_room",
        "core/usecases/test_first_start.py::test_a_disk_that_is_full_makes_nothing_and_founding_begins_again",
    ),
    "read-only share": (
        "core/share/test_publish.py::test_a_share_that_takes_nothing_still_gives",
        "core/share/test_smb_store.py::test_a_read_only_share_is_read_and_says_that_nothing_can_be_written",
        "ui/sharing/test_share_keeper.py::test_a_share_that_takes_nothing_is_told_by_its_cause",
    ),
    "a share that vanishes in the middle of a write": (
        "core/share/test_homes_over_smb.py::test_a_network_cut_anywhere_in_a_sync_loses_nothing_and_heals",
        "core/share/test_store_contract.py::test_a_share_that_vanishes_between_two_writes_is_missing",
    ),
    "the window is never held up": (
        "ui/sharing/test_share_keeper.py::test_a_slow_or_silent_file_server_never_holds_up_the_window",
        "ui/sharing/test_share_keeper.py::test_a_share_that_hangs_shows_as_away_and_holds_up_neither_window_nor_end",
    ),
    "wrong, empty or unmounted share: 0 local deletions": (
        "core/share/test_homes_over_smb.py::test_an_emptied_unmounted_or_wrong_share_deletes_nothing_here",
        "core/share/test_collect.py::test_an_empty_folder_in_the_share_s_place_stays_empty",
        "core/share/test_collect.py::test_a_share_that_is_away_costs_nothing",
        "ui/sharing/test_share_keeper.py::test_an_emptied_folder_is_no_share_and_loses_nothing_here",
    ),
    "clone and restored PC": (
        "core/share/test_publish.py::test_a_copied_pc_is_told_and_publishes_nothing",
        "core/share/test_two_histories.py::test_a_copy_goes_on_under_a_new_id_and_loses_nothing",
        "core/share/test_alarms.py::test_whoever_is_told_of_own_segments_it_never_wrote_knows_that_it_was_restored",
    ),
    "restored share": (
        "core/share/test_alarms.py::test_a_share_put_back_from_an_old_backup_is_told_once_and_mended",
        "core/share/test_two_histories.py::test_two_histories_on_a_share_that_was_put_back_end_equal_everywhere",
        "core/usecases/test_share_recovery.py::test_a_wiped_share_is_rebuilt_byte_for_byte_from_any_managers_pc",
    ),
    "clocks a day and ten years off": (
        "core/share/test_alarms.py::test_pcs_on_an_honest_share_never_raise_an_alarm",
        "core/share/test_alarms.py::test_a_file_is_damaged_after_a_day_of_running_time_whatever_the_clock_says",
        "core/share/test_alarms.py::test_a_silent_pc_is_told_by_the_days_on_which_this_one_was_there",
        "core/usecases/test_membership.py::test_what_a_removed_pc_writes_afterwards_is_quarantined_whatever_its_clock_says",
        "simulation/test_simulation.py::test_pcs_on_a_share_that_misbehaves_lose_nothing_and_agree",
    ),
    "real Samba with accounts of their own: 48 refusals for the wrong person": (
        "core/share/test_share_rights.py::test_the_wrong_person_is_refused",
        "core/share/test_share_rights.py::test_there_are_at_least_48_refusals",
    ),
    "planted names stand nowhere in clear": (
        "core/share/test_homes_over_smb.py::test_planted_names_stand_nowhere_on_the_share",
        "core/share/test_publish.py::test_everything_on_the_share_has_a_name_of_the_layout",
    ),
    "several real processes over Samba, cut and killed, end with equal ledgers": (
        "journeys/test_half_year.py::test_four_pcs_play_a_half_year_through_cuts_and_kills_and_end_with_equal_ledgers_and_a_clean_audit",
    ),
    "at least eight deliberate breaks are each seen by a named test": (
        "core/share/test_mutants.py::test_every_break_still_fits_the_source_and_names_a_test",
    ),
    "a frozen corpus of every released format, and every fact": (
        "core/share/test_golden_share.py::test_a_frozen_share_is_replayed_whole_and_left_as_it_is",
        "core/share/test_golden_facts.py::test_every_released_form_of_a_fact_is_frozen",
    ),
    "300 fixed cases of bad input": (
        "core/share/test_bad_share_input.py::test_the_table_is_long_enough",
        "core/share/test_fuzzed_parsers.py::test_a_parser_raises_only_what_it_says",
    ),
}
"""On demand besides: ``make simulate``, ``make half-year``, ``make soak``, ``make mutants``, ``make bench``."""


@cache
def named_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("line", SHOWN)
def test_every_line_of_the_table_is_shown_by_tests_that_exist(line: str):
    for shown in SHOWN[line]:
        file, name = shown.split("::")
        assert name in named_in(file), shown
