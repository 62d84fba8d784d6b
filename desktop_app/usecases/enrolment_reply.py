"""Fetching the answer to a request to join, or to go on under a new id."""

from __future__ import annotations

from desktop_app.errors import EnrolmentNotAnswered, EnrolmentReplyWrong
from desktop_app.share.enrolment import JoinReply, read_reply, reply_name
from desktop_app.share.layout import ATTEMPTS, reply_paths
from desktop_app.share.store import Store


def reply_at(store: Store, workplace_id: str, request: bytes, secret: str, root: str) -> JoinReply:
    """Return the answer to *request*, opened; raises EnrolmentNotAnswered, EnrolmentReplyWrong, the store's errors."""
    paths = reply_paths(workplace_id, reply_name(request))
    trouble: EnrolmentReplyWrong | None = None
    for attempt in range(ATTEMPTS):
        sealed = store.get(paths(attempt))
        if sealed is None:
            break
        try:
            return read_reply(sealed, secret, request, root)
        except EnrolmentReplyWrong as error:
            trouble = error  # torn; the whole one lies beside it
    if trouble is not None:
        raise trouble
    raise EnrolmentNotAnswered
