"""Breaks of whose word counts: members, lists, tickets and what they answer, each with the test that must see it."""

from __future__ import annotations

from tests.protocol_breaks import Mutant

TRUST_BREAKS = (
    Mutant(
        "members are those whose certificate our root issued",
        "desktop_app/share/trust.py",
        "        if fingerprint(one) in recorded or _holds(verify_chain, one, root, None, Purpose.DEVICE, in_use)\n",
        "",
        "core/share/test_collect_forged.py::test_a_stranger_with_a_certificate_of_another_root_is_nobody",
    ),
    Mutant(
        "a certificate is what its name says, to the last bit",
        "desktop_app/share/trust.py",
        "return data if data and hashlib.sha256(data).hexdigest().startswith(named) else None",
        "return data or None",
        "core/share/test_collect_forged.py::test_a_sound_certificate_or_list_under_another_s_name_is_a_stranger_s_file",
    ),
    Mutant(
        "what two removals at once say reaches every record",
        "desktop_app/usecases/membership_upkeep.py",
        '    app.commit(new, by="")\n',
        "",
        "core/share/test_lists_that_meet.py",
    ),
    Mutant(
        "a list of a PC that another one removed counts for everybody or for nobody",
        "desktop_app/share/trust.py",
        "            if one in counting and ",
        "            if one.signer in {fingerprint(c) for c in (root, *in_use)} and ",
        "core/share/test_lists_that_meet.py",
    ),
    Mutant(
        "a PC counts only if a fact that counts let it in",
        "desktop_app/keys/let_in.py",
        "counts = one.position.device_id in let_in and ",
        "counts = ",
        "core/store/test_let_in.py",
    ),
    Mutant(
        "keys that a removed PC made are given to whoever stays",
        "desktop_app/usecases/membership_upkeep.py",
        "(*membership.rotations, *_strays(app))",
        "membership.rotations",
        "core/share/test_lists_that_meet.py::test_what_was_sealed_to_the_outcast_s_keys_opens_everywhere_in_the_end",
    ),
    Mutant(
        "whoever removes a PC vouches for the copies that certified themselves with it",
        "desktop_app/usecases/membership.py",
        "    left += _known_by_themselves(app, entries)\n",
        "",
        "core/share/test_let_in_too_late.py",
    ),
    Mutant(
        "a marker of another root is nobody's of ours",
        "desktop_app/share/marker.py",
        "    if marker.root != fingerprint(root) or marker.workplace_id",
        "    if marker.workplace_id",
        "core/share/test_collect_forged.py::test_a_marker_of_another_root_is_foreign_even_under_our_folder_s_name",
    ),
    Mutant(
        "what a removed PC writes after its end is quarantined",
        "desktop_app/keys/standing.py",
        "        ends[one.holder] = min(known, one, key=strictness)\n",
        "",
        "core/usecases/test_membership.py"
        "::test_what_a_removed_pc_writes_afterwards_is_quarantined_whatever_its_clock_says",
    ),
    Mutant(
        "a list of removed members counts only from whoever the root lets issue it",
        "desktop_app/keys/revocation.py",
        "            verify_issuing(signer, root, None)\n",
        "            pass\n",
        "core/share/test_membership_attacks.py::test_whatever_is_wrong_is_refused_and_said",
    ),
    Mutant(
        "a receipt counts only with the signature of a member's PC",
        "desktop_app/share/replies.py",
        "read_note(data, Receipt)\n    require_member(signer, read_certificate(ticket.root_certificate))\n",
        "read_note(data, Receipt)\n",
        "core/usecases/test_bad_tickets.py::test_a_bad_reply_is_not_believed",
    ),
    Mutant(
        "the files of a submission are those its facts name",
        "desktop_app/share/submissions.py",
        "    if not whole or not sizes or {name.sha256 for name in named} != set(files):\n",
        "    if False:\n",
        "core/usecases/test_bad_tickets.py::test_a_bad_submission_changes_nothing",
    ),
    Mutant(
        "with a ticket that has run out a person decides",
        "desktop_app/usecases/ticket_intake.py",
        "    if late and not although_expired:\n",
        "    if False:\n",
        "core/usecases/test_tickets.py::test_a_ticket_that_ran_out_is_kept_aside_until_a_person_decides",
    ),
    Mutant(
        "a ticket is good for one declaration",
        "desktop_app/usecases/ticket_intake.py",
        "tickets.is_used(case, ticket.ticket_id, submission.returns, sha256)",
        "False",
        "core/usecases/test_tickets.py::test_the_same_file_twice_is_one_submission_and_no_alarm",
    ),
    Mutant(
        "a beginning that may be anybody's is looked at again",
        "desktop_app/usecases/ticket_inbox.py",
        "    return len(torn) >= UNLIKE_FROM and whole.startswith(torn)\n",
        "    return whole.startswith(torn)\n",
        "core/usecases/test_bad_tickets.py::test_a_beginning_too_short_to_be_told_from_others_is_looked_at_again",
    ),
    Mutant(
        "whoever vouches signs with their own key",
        "desktop_app/keys/vouching.py",
        "        verify(certificate, base64.b64decode(said.signature, validate=True), _said(said.request_id))\n",
        "",
        "core/usecases/test_headquarters_checks.py::test_a_word_that_a_changed_or_earlier_app_recorded_counts_on_no_pc",
    ),
    Mutant(
        "an auditor vouches for nobody, whatever was recorded",
        "desktop_app/keys/vouching.py",
        "    if person is None or person.role not in MAY_CHECK:\n",
        "    if person is None:\n",
        "core/usecases/test_headquarters_checks.py::test_a_word_that_a_changed_or_earlier_app_recorded_counts_on_no_pc",
    ),
    Mutant(
        "nobody announces another PC's keys",
        "desktop_app/domain/membership.py",
        "keys.device_id not in membership.keys or recorded.position.device_id == keys.device_id",
        "True",
        "core/usecases/test_membership.py::test_nobody_is_given_the_new_keys_in_another_pc_s_name",
    ),
)
