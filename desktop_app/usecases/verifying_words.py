"""The verdict on a single paper in words, and how the same is checked with programs that are not ours."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from desktop_app.papers.signing.timestamp import TimeStamp
from desktop_app.papers.signing.verify import SignatureFinding, SignatureRole
from desktop_app.sentences.papers import damage_words
from desktop_app.text import _
from desktop_app.usecases.verifying_papers import CheckedPaper, Standing


@dataclass(frozen=True, slots=True)
class OtherProgram:
    """How another program checks the paper: what it shows, the command as typed, and what it does not notice."""

    shows: str
    command: str
    misses: str


def verdict_words(checked: CheckedPaper) -> str:
    """Return the verdict as one sentence."""
    if checked.damage is not None:
        return _("This paper cannot be relied on: {damage}.").format(damage=damage_words(checked.damage))
    if checked.standing is Standing.IN_FORCE:
        return _(
            "This is the paper in force of {case_no}: the very file of the record, and its signatures hold."
        ).format(case_no=checked.case_no)
    if checked.standing is Standing.REPLACED:
        return _("Invalid (replaced): an earlier paper of {case_no} that was returned and signed anew.").format(
            case_no=checked.case_no
        )
    if checked.standing is Standing.UNKNOWN:
        return _("Its signatures hold, but the record does not know this paper. Ask where it comes from.")
    if checked.signatures[0].role is SignatureRole.RECORDER:
        return (
            _("The signature holds, and its certificate is by this root. No record was asked.")
            if checked.compared_with_root
            else _("The signature holds in itself. Whose its certificate is was not checked.")
        )
    if len(checked.signatures) == 1 and checked.signatures[0].role is SignatureRole.RECEIVER:
        return _("It was closed when it was received on paper; nobody has confirmed it. No record was asked.")
    if len(checked.signatures) == 1:
        return _("The transferee’s signature holds; nobody has confirmed this paper. No record was asked.")
    if checked.compared_with_root:
        return _("Both signatures hold, and the confirmer’s certificate is by this root. No record was asked.")
    return _("Both signatures hold in themselves. Whose the confirmer’s certificate is was not checked.")


def case_words(checked: CheckedPaper) -> str:
    """Return which case a paper the record does not know seems to belong to; empty when none."""
    if not checked.case_no or checked.standing in {Standing.IN_FORCE, Standing.REPLACED}:
        return ""
    return _("It says it belongs to {case_no}.").format(case_no=checked.case_no)


def advice_words(checked: CheckedPaper) -> str:
    """Return what to do about a paper that does not hold; empty when there is nothing to do."""
    if checked.damage is None:
        return ""
    return _("Do not use it. Keep the file as it is and contact headquarters.")


def role_words(role: SignatureRole) -> str:
    """Return whose signature it is."""
    return {
        SignatureRole.TRANSFEREE: _("Transferee"),
        SignatureRole.RECEIVER: _("Receiver of the paper"),
        SignatureRole.CONFIRMER: _("Confirmer"),
        SignatureRole.RECORDER: _("Recorder"),
    }[role]


def signer_words(finding: SignatureFinding) -> str:
    """Return name and employee number."""
    if not finding.employee_no:
        return finding.name
    return _("{name} (employee no. {number})").format(name=finding.name, number=finding.employee_no)


def certificate_words(finding: SignatureFinding) -> str:
    """Return what kind of certificate it is."""
    if finding.role.vouches_for_itself:
        return _("made by themselves for this one paper")
    return _("issued by this organisation") if finding.from_root else _("not compared with the organisation’s root")


def stamp_words(stamp: TimeStamp, moment: str) -> str:
    """Return what a time stamp says; *moment* is its time in words."""
    trusted = _("Time stamp: {moment}, {service}")
    named = _("Time stamp: {moment}, {service} (nobody vouches here for whose it is)")
    return (trusted if stamp.trusted else named).format(moment=moment, service=stamp.service)


def in_groups(fingerprint: str) -> str:
    """Return a fingerprint as people compare it: capitals in groups of four."""
    return " ".join(fingerprint[at : at + 4].upper() for at in range(0, len(fingerprint), 4))


def other_programs(checked: CheckedPaper, root_name: str) -> tuple[OtherProgram, ...]:
    """Return the commands, to be typed in the file's folder with the root certificate beside it as *root_name*."""
    file, root = shlex.quote(checked.path.name), shlex.quote(root_name)
    seen = OtherProgram(
        _("Who signed when, and whether the signed part is unchanged:"),
        f"pdfsig -nocert {file}",
        _(
            "pdfsig calls a signature valid even when a page was painted over afterwards: the last one must say "
            "“Total document signed”."
        ),
    )
    sound = OtherProgram(
        _("Whether the file is built soundly:"), f"qpdf --check {file}", _("qpdf does not look at signatures.")
    )
    return (seen, *(_by_openssl(one, file, root) for one in checked.signatures), sound)


def _by_openssl(finding: SignatureFinding, file: str, root: str) -> OtherProgram:
    _start, length, resumed, rest = finding.byte_range
    trusted = f"-CAfile {root} -attime {int(finding.signed_at.timestamp())} -purpose any"
    own = finding.role.vouches_for_itself
    verifies = "openssl cms -verify -binary -inform DER -in signature.der -content signed.bin"
    lines = (
        f"(head -c {length} {file}; tail -c +{resumed + 1} {file} | head -c {rest}) > signed.bin",
        f"tail -c +{length + 2} {file} | head -c {resumed - length - 2} | basenc -d --base16 > signature.der",
        f"{verifies} {'-noverify' if own else trusted} -out checked.bin",
    )
    misses = (
        _("Their certificate is their own, so that nobody vouches for it but the confirmer.")
        if own
        else _("openssl does not know whether this confirmation names the transferee’s signature, nor what was added.")
    )
    return OtherProgram(
        _("The signature of the {role} alone:").format(role=role_words(finding.role)), "\n".join(lines), misses
    )
