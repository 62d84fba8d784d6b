"""The newest checkpoint is looked at on every errand: a share that was set back shows to members, not to auditors only.

What a member still holds is re-created anyway; told is what neither the share nor this home has.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.errors import CheckpointDamaged, ShareEntryTooLarge
from desktop_app.keys.revocation import Ended
from desktop_app.share.checkpoint import LARGEST, SignedCheckpoint, read_checkpoint
from desktop_app.share.errand import Members, Pending, SegmentHead, Visit
from desktop_app.share.layout import CHECKPOINTS, is_checkpoint_path, log_folder
from desktop_app.share.segments import Trouble

_MOST_TRIED = 3
"""Files looked at, from the newest, until one holds."""


def watch_checkpoints(visit: Visit, members: Members, ends: Mapping[str, Ended]) -> None:
    """Tell as pending whatever the newest checkpoint names and neither this home nor the share has.

    What a removed PC wrote after its end (*ends*) is not missed, nor anything of one that is no member.
    """
    carried = visit.carried
    if carried.more or carried.cloned:
        return  # the share holds more than this errand brought
    newest = carried.named = _newest(visit, members)
    if newest is None:
        return
    heads = _heads(visit)
    for device, named in sorted(newest.checkpoint.heads.items()):
        if device not in members or (device in ends and named.seq > ends[device].last_segment):
            continue
        ours = heads.get(device)
        behind = ours is None or ours[0] < named.seq
        kept = {"", named.sha256} if named.sha256 not in visit.errand.branches.get(device, ()) else {ours and ours[1]}
        differs = ours is not None and ours[0] == named.seq and ours[1] not in kept
        if behind or differs:
            carried.set_back[device] = named
            path = f"{log_folder(visit.errand.workplace_id)}/{device}/{named.seq:08d}"
            carried.pending.append(Pending(path, Trouble.SET_BACK))


def _newest(visit: Visit, members: Members) -> SignedCheckpoint | None:
    paths = [path for path in visit.store.list(CHECKPOINTS) if is_checkpoint_path(path)]
    for path in sorted(paths, reverse=True)[:_MOST_TRIED]:
        visit.step()
        try:
            data = visit.store.get(path, limit=LARGEST) or b""
            found = read_checkpoint(data, visit.errand.root, visit.errand.workplace_id, path)
        except (CheckpointDamaged, ShareEntryTooLarge):
            visit.carried.pending.append(Pending(path, Trouble.TORN))
            continue
        if found.device_id in members:
            return found
    return None


def _heads(visit: Visit) -> dict[str, tuple[int, str]]:
    """Return each device's newest segment that this home has or that just came; the hash empty where it is unknown."""
    heads = {device: _known(head) for device, head in visit.errand.heads.items()}
    for device, base in visit.carried.bases.items():
        heads[device] = max(heads.get(device, (0, "")), (base.segment, base.sha256))
    for parcel in visit.errand.parcels:
        place = parcel.place
        heads[place.device_id] = max(heads.get(place.device_id, (0, "")), (place.seq, ""))
    for arrived in visit.carried.arrived:
        here = heads.get(arrived.place.device_id, (0, ""))
        heads[arrived.place.device_id] = max(here, (arrived.place.seq, ""))
    return heads


def _known(head: SegmentHead) -> tuple[int, str]:
    return head.seq, head.sha256
