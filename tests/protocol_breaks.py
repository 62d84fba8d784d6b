"""Breaks of what the share protocol says of files and chains, each with the test that must see it (tests.mutants)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is broken (the rule in words, the file, what stands there and what instead) and the test that sees it."""

    rule: str
    file: str
    sound: str
    broken: str
    test: str


BREAKS = (
    Mutant(
        "a name that is taken is never written over",
        "desktop_app/share/folder.py",
        'file = self._open(place, "xb")',
        'file = self._open(place, "wb")',
        "core/share/test_folder_store.py",
    ),
    Mutant(
        "a segment counts only with the signature of its device",
        "desktop_app/share/segments.py",
        "            verify(certificate, signature, body)\n            return True",
        "            return True",
        "core/share/test_collect_forged.py::test_an_entry_inside_with_a_wrong_signature_is_not_believed",
    ),
    Mutant(
        "without our marker nothing is read and nothing written",
        "desktop_app/share/exchange.py",
        "    require_ours(read_marker(visit.store), errand.root, errand.workplace_id)\n",
        "",
        "core/share/test_collect.py::test_an_empty_folder_in_the_share_s_place_stays_empty",
    ),
    Mutant(
        "sealed files are there before the segment that names them",
        "desktop_app/share/exchange.py",
        "    publish_blobs(visit, there)\n    publish_segments(visit, trusted.members)\n",
        "    publish_segments(visit, trusted.members)\n    publish_blobs(visit, there)\n",
        "core/share/test_publish.py::test_a_sealed_file_is_there_before_the_segment_that_names_it",
    ),
    Mutant(
        "a segment is sealed once: what is sent again are the same bytes",
        "desktop_app/usecases/outbox.py",
        "            Segments.keep(connection, kept, blobs)\n",
        "            blobs\n",
        "core/share/test_collect.py::test_preparing_twice_cuts_nothing_twice",
    ),
    Mutant(
        "what the share lost is put back",
        "desktop_app/share/following.py",
        "    carried.lacking += sorted(lacking, key=_order)\n",
        "",
        "core/share/test_publish.py::test_what_the_share_lost_comes_back_however_much_it_is",
    ),
    Mutant(
        "a file somebody may be writing is given a round",
        "desktop_app/share/publish.py",
        "torn_before=None if mine else errand.torn",
        "torn_before=None",
        "core/share/test_publish.py::test_a_file_somebody_else_may_be_writing_is_given_a_round",
    ),
    Mutant(
        "another's writing under our name is never passed over",
        "desktop_app/share/following.py",
        "            carried.cloned = True\n",
        "",
        "core/share/test_two_histories.py::test_a_copy_that_has_nothing_to_say_is_told_too",
    ),
    Mutant(
        "both histories of a copied PC are kept",
        "desktop_app/store/absorbing.py",
        "            if not self._is_here(signed):\n",
        "            if False:\n",
        "core/share/test_two_histories.py::test_two_histories_on_a_share_that_was_put_back_end_equal_everywhere",
    ),
    Mutant(
        "the order of acts is the same whichever history came first",
        "desktop_app/journal/entry.py",
        "recorded_facts(self.entry, bytes.fromhex(self.hash[: 2 * DIGEST]))",
        "recorded_facts(self.entry, b'')",
        "core/share/test_two_histories.py::test_the_order_of_acts_is_the_same_whichever_history_came_first",
    ),
    Mutant(
        "what a copy had not sent is recorded again under its new id",
        "desktop_app/store/record.py",
        "            found = set_aside(connection, told)\n",
        "            found = set_aside(connection, told)[:0]\n",
        "core/share/test_two_histories.py::test_a_copy_goes_on_under_a_new_id_and_loses_nothing",
    ),
    Mutant(
        "a counter that leaps is not followed",
        "desktop_app/store/absorbing.py",
        "            if leaps(end.lamport, body.lamport):\n                return Absorbed.LEAP\n",
        "",
        "core/share/test_alarms.py::test_a_counter_that_leaps_is_not_followed_and_nobody_else_is_led_away",
    ),
    Mutant(
        "nobody's own counter leaps, wherever others are",
        "desktop_app/store/record.py",
        "lamport = min(highest, own + FARTHEST_LEAP - 1)",
        "lamport = highest + FARTHEST_LEAP",
        "core/share/test_alarms.py::test_a_counter_that_leaps_is_not_followed_and_nobody_else_is_led_away",
    ),
    Mutant(
        "files grow old by running time, not by the clock",
        "desktop_app/usecases/share_watch.py",
        "now_running = app.surroundings.running()",
        "now_running = app.now().timestamp()",
        "core/share/test_alarms.py::test_a_file_is_damaged_after_a_day_of_running_time_whatever_the_clock_says",
    ),
    Mutant(
        "what the share lost is told",
        "desktop_app/share/publish.py",
        "            carried.lost += ",
        "            carried.lost += 0 * ",
        "core/share/test_alarms.py::test_a_share_put_back_from_an_old_backup_is_told_once_and_mended",
    ),
    Mutant(
        "what others have seen of a PC is compared with what is here",
        "desktop_app/usecases/share_watch.py",
        "            if kept is not None and segment_hash(kept.data) != sha256:\n",
        "            if False:\n",
        "core/share/test_alarms.py::test_another_history_that_only_somebody_else_holds_is_told",
    ),
    Mutant(
        "a segment belongs to the PC, year and number of its name",
        "desktop_app/share/segments.py",
        "(header.device_id, header.fiscal_year, header.seq) != (place.device_id, place.fiscal_year, place.seq)",
        "header.device_id != place.device_id",
        "core/share/test_bad_share_input.py::test_a_bad_segment_is_refused_in_words",
    ),
    Mutant(
        "a segment has a largest size",
        "desktop_app/journal/segment.py",
        "    if len(data) > LARGEST:\n",
        "    if False:\n",
        "core/share/test_bad_share_input.py::test_a_bad_segment_is_refused_in_words",
    ),
    Mutant(
        "an act belongs to the PC whose segment it is in",
        "desktop_app/share/segments.py",
        "        body.device_id == device_id\n        and body.seq == seq\n",
        "        body.seq == seq\n",
        "core/share/test_bad_share_input.py::test_a_bad_segment_is_refused_in_words",
    ),
    Mutant(
        "a segment that does not follow the last one waits",
        "desktop_app/share/following.py",
        "        if not beside and not _follows(segment, self.head):\n            return Trouble.CHAIN\n",
        "",
        "core/share/test_collect_forged.py::test_a_segment_that_does_not_follow_the_last_one_is_not_taken_in",
    ),
    Mutant(
        "a sealed file is the one that was named, to the last bit",
        "desktop_app/share/collect.py",
        "        if data is not None and hashlib.sha256(data).hexdigest() == sealed_sha256:\n",
        "        if data is not None:\n",
        "core/share/test_collect.py::test_a_sealed_file_that_is_not_the_one_named_is_not_kept",
    ),
    Mutant(
        "a receipt is for the submission whose name it bears",
        "desktop_app/share/audit.py",
        " and receipt.submission_sha256[:32] == short",
        "",
        "core/share/test_audit_receipts.py::test_a_receipt_that_was_tampered_with_is_found",
    ),
    Mutant(
        "a checkpoint that a later one names is missed",
        "desktop_app/share/checkpoint.py",
        "    return (one.checkpoint.number, one.checkpoint.prev) != expected\n",
        "    return False\n",
        "core/share/test_checkpoints.py::test_there_is_one_a_day_and_a_lost_or_changed_one_is_found",
    ),
    Mutant(
        "a checkpoint is that of the day in its name",
        "desktop_app/share/checkpoint.py",
        "    if path and _stem(path)",
        "    if False and _stem(path)",
        "core/share/test_checkpoints.py::test_an_old_checkpoint_under_a_later_day_s_name_hides_nothing_and_is_found",
    ),
    Mutant(
        "an order outranks healing: what went is re-created by nobody who knows of it",
        "desktop_app/share/publish.py",
        "        if parcel.place in waiting:\n            continue\n",
        "",
        "core/share/test_disposed_years.py::test_who_hears_of_it_only_now_re_creates_nothing_though_the_share_lacks_it",
    ),
    Mutant(
        "a notice that the record does not stand behind is obeyed by nobody",
        "desktop_app/share/notices.py",
        "    waiting = errand.parcels if errand.hesitates and told else ()\n",
        "    waiting = errand.parcels if told else ()\n",
        "core/share/test_disposed_years.py::test_a_notice_that_no_fact_stands_behind_is_told_and_obeyed_by_nobody",
    ),
    Mutant(
        "where a record goes on behind a disposed year is proved by the hashes",
        "desktop_app/share/following.py",
        "if segment.header.seq == base.segment + 1 and follows and _follows(segment, behind):",
        "if True:",
        "core/share/test_disposed_years.py::test_a_forged_beginning_that_the_next_segment_contradicts_is_not_followed",
    ),
    Mutant(
        "nothing is cleared away where what is there contradicts the notice",
        "desktop_app/share/clearing.py",
        "    if not agrees:\n",
        "    if False:\n",
        "core/share/test_clearing.py::test_where_anything_contradicts_a_notice_nothing_at_all_is_removed",
    ),
)
