"""An order of 廃棄 as people read it: names instead of ids, the PCs it concerns, and what became of its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.disposal_facts import DisposalDone, KitDestroyed
from desktop_app.domain.disposals import Disposal, DisposalStage


@dataclass(frozen=True, slots=True)
class PcOfDisposal:
    """A PC that has to dispose of the year too: its letter, who works on it, and its word that it is done."""

    device_id: str
    letter: str
    people: tuple[str, ...]
    here: bool
    done: DisposalDone | None


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """One order: names of people instead of ids, the PCs it concerns, and what the record knows of the rest.

    *case_nos* are the cases that went, *kept* those that stayed; *days_left* until it may be carried out.
    """

    disposal: Disposal
    ordered_by: str
    approved_by: str
    withdrawn_by: str
    done_by: tuple[str, ...]
    own: bool
    today: date
    case_nos: tuple[str, ...]
    kept: tuple[str, ...]
    pcs: tuple[PcOfDisposal, ...]
    kit: KitDestroyed | None
    kit_seen_by: str

    @property
    def days_left(self) -> int:
        """Days until it may be carried out; 0 when it may, or before it is approved."""
        return max(0, (self.disposal.from_day - self.today).days) if self.disposal.from_day else 0

    @property
    def ready(self) -> bool:
        """Whether it may be carried out today."""
        return self.disposal.stage is DisposalStage.APPROVED and not self.days_left

    @property
    def missing(self) -> tuple[PcOfDisposal, ...]:
        """The PCs that have not said yet that it is done."""
        return tuple(pc for pc in self.pcs if pc.done is None)

    @property
    def done_on(self) -> date | None:
        """The day on which it was first carried out."""
        return min((one.done_on for one in self.disposal.disposed), default=None)


@dataclass(frozen=True, slots=True)
class LeftTheLists:
    """A case that no list shows any more: *gone*, or laid aside while its order can still be withdrawn."""

    case_no: str
    order_no: str
    gone: bool
