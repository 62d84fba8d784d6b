"""Facts about who belongs to the workplace, and until when: its PCs, its people, and the keys they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.roles import Role


class EndReason(StrEnum):
    """Why a PC or a person is no longer a member."""

    LOST = "LOST"
    STOLEN = "STOLEN"
    RETIRED = "RETIRED"
    CLONED = "CLONED"
    """Another PC wrote in its name; it goes on under a new one."""
    LEFT = "LEFT"
    ROLE_ENDED = "ROLE_ENDED"


@dataclass(frozen=True, slots=True)
class DeviceKeysAnnounced:
    """A PC's own keys besides its certificate: an age recipient, and the request (base64 PKCS#10) of its issuing key.

    What is sealed to the recipient opens on that PC alone: so a new key reaches those who stay, not who left.
    """

    device_id: str
    recipient: str
    issuing_request: str


@dataclass(frozen=True, slots=True)
class IssuerAppointed:
    """The founding PC lets another one issue certificates and revocation lists (certificate in PEM).

    ``sealed_intake`` is base64 of age ciphertext for that PC: what opens the requests of PCs that ask to be let in.
    """

    device_id: str
    certificate: str
    sealed_intake: str


@dataclass(frozen=True, slots=True)
class RevocationListIssued:
    """A numbered revocation list (base64 DER) and the certificate (PEM) of the PC that signed it; empty: the root.

    It holds whoever recorded it: its own signature decides. It is published in ``trust/`` as well.
    """

    crl: str
    issuer: str


@dataclass(frozen=True, slots=True)
class DeviceRemoved:
    """A PC is no member any more; the revocation list beside this fact says where its record ends."""

    device_id: str
    reason: EndReason
    removed_by: str


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    """A person left, or their role ended; what they signed before stays good."""

    person_id: str
    reason: EndReason
    ended_on: date
    removed_by: str


@dataclass(frozen=True, slots=True)
class CertificateExtended:
    """A member's certificate (PEM) was issued again for the same key, before it ran out or because its issuer left.

    ``holder_id`` is a device's or a person's id.
    """

    holder_id: str
    certificate: str


@dataclass(frozen=True, slots=True)
class SealedFor:
    """A year's secrets for one PC: base64 of age ciphertext."""

    device_id: str
    sealed: str


@dataclass(frozen=True, slots=True)
class FiscalKeyRotated:
    """A fiscal year's keys were made anew because somebody left: nothing is sealed to the former ones any more.

    ``without`` are the PCs that had to be left out, ``sealed`` the secrets for each of the others. A fact of its own:
    an app that only knows one key a year keeps it and says that it needs a newer version.
    """

    fiscal_year: int
    workplace_recipient: str
    recovery_recipient: str
    without: tuple[str, ...]
    sealed: tuple[SealedFor, ...]


@dataclass(frozen=True, slots=True)
class FiscalKeyGranted:
    """A key that was made without a PC, because it was not known yet or had no recipient of its own, is given to it.

    Nothing is sealed here when it has it already: a PC that is let in gets all keys with the reply.
    """

    fiscal_year: int
    workplace_recipient: str
    sealed: SealedFor


@dataclass(frozen=True, slots=True)
class EnrolmentVouched:
    """Somebody compared the digits with whoever asks to be let in (SHA-256 of the request); a member lets them in.

    ``signature`` is base64, by the key that the person's PIN opens: who vouched is not for the PC to say. Without one,
    from an earlier version, it counts nowhere (``keys.vouching``).
    """

    request_id: str
    person_id: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class OverseerEnrolled:
    """Somebody of the second line, or an auditor, may read here, with this certificate (PEM)."""

    person_id: str
    employee_no: str
    name: str
    kana: str
    role: Role
    contact: str
    certificate: str


@dataclass(frozen=True, slots=True)
class WorkplaceRenamed:
    """From *effective_on* the workplace is called so; papers about earlier days keep the earlier name."""

    name: str
    effective_on: date
    company: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WorkplaceMerged:
    """From *effective_on* another workplace (its name of the day before) is part of this one; its cases keep theirs."""

    org_code: str
    name: str
    effective_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HeadquartersJoined:
    """The workplace reports to a headquarters: its certificate (PEM) is pinned, its age recipient opens what follows.

    ``sealed_years`` are the earlier years' secrets (base64 of age ciphertext) for the headquarters; ``invitation`` is
    base64 of what the headquarters wrote, so that it finds it again when its own PC is lost.
    """

    name: str
    certificate: str
    recipient: str
    joined_on: date
    sealed_years: str
    invitation: str = ""


MembershipFact = (
    DeviceKeysAnnounced
    | IssuerAppointed
    | RevocationListIssued
    | DeviceRemoved
    | PersonRemoved
    | CertificateExtended
    | FiscalKeyRotated
    | FiscalKeyGranted
    | EnrolmentVouched
    | OverseerEnrolled
    | WorkplaceRenamed
    | WorkplaceMerged
    | HeadquartersJoined
)
