"""Which store an address means: a path, ``file://…``, or ``smb://[user@]server[:port]/share/path``.

A password never stands in an address: addresses are shown, kept and written into messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from desktop_app.errors import ShareAddressUnknown, SharePasswordInAddress
from desktop_app.share.store import SizedStore

SMB_PORT = 445

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_SMB = re.compile(
    r"(?:(?P<user>[^@/]*)@)?(?P<server>\[[0-9A-Fa-f:.]+\]|[^\s@/:\[\]\\]+)(?::(?P<port>\d{1,5}))?/(?P<path>.*)",
    re.DOTALL,
)
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f<>:"|?*\\/]|^\.{1,2}$|[. ]$')


@dataclass(frozen=True, slots=True)
class SmbPlace:
    """A folder on a file server; without a *user* the operating system says who we are."""

    server: str
    share: str
    folders: tuple[str, ...] = ()
    user: str = ""
    port: int = SMB_PORT

    def __str__(self) -> str:
        user = f"{_quoted(self.user)}@" if self.user else ""
        server = f"[{self.server}]" if ":" in self.server else self.server
        port = "" if self.port == SMB_PORT else f":{self.port}"
        return f"smb://{user}{server}{port}/" + "/".join(map(_quoted, (self.share, *self.folders)))

    @property
    def login(self) -> str:
        """Under which name the password of this account is kept: the same for all folders of a server."""
        return f"{self.user.casefold()}@{self.server}:{self.port}"


def open_store(address: str, *, create: bool = False, password: str = "") -> SizedStore:
    """Return the store at *address*; *create* makes an absent folder, *password* is that of the address's user.

    Nothing is touched otherwise: an absent folder shows at first use. Raises ShareAddressUnknown,
    SharePasswordInAddress; with *create* also the store's own errors.
    """
    from desktop_app.share.folder import FolderStore

    place = smb_place(address)
    store: FolderStore | SmbStore
    if place is None:
        store = FolderStore(_folder(address))
    else:
        from desktop_app.share.smb import SmbStore

        store = SmbStore(place, password)
    if create:
        store.create()
    return store


def smb_place(address: str) -> SmbPlace | None:
    """Return what an ``smb://`` address says, None for any other address.

    Raises ShareAddressUnknown, SharePasswordInAddress.
    """
    text = address.strip()
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() != "smb":
        return None
    found = _SMB.fullmatch(text[scheme.end() :])
    user = unquote(found["user"] or "") if found else text.partition("@")[0]
    if ":" in user.removeprefix("smb:") and "@" in text:
        raise SharePasswordInAddress
    if found is None:
        raise ShareAddressUnknown(address=address)
    names = tuple(unquote(part) for part in found["path"].split("/") if part)
    port = int(found["port"] or SMB_PORT)
    sound = names and not any(map(_NOT_IN_A_NAME.search, names)) and 0 < port < 1 << 16 and user.isprintable()
    if not sound:
        raise ShareAddressUnknown(address=address)
    # ";" stands between domain and user in the usual form of such addresses; servers know it as "\".
    return SmbPlace(found["server"].strip("[]").lower(), names[0], names[1:], user.replace(";", "\\"), port)


def address_for_others(address: str) -> str:
    """Return the address as somebody with an account of their own needs it: without our user's name."""
    place = smb_place(address)
    return address if place is None else str(replace(place, user=""))


def _quoted(text: str) -> str:
    return text.replace("%", "%25").replace("@", "%40").replace("/", "%2F").replace("\\", ";")


def _folder(address: str) -> Path:
    text = address.strip()
    scheme = _SCHEME.match(text)
    if scheme is None:
        folder = Path(text)
    elif scheme[1].lower() == "file":
        folder = _file_url(text)
    else:
        raise ShareAddressUnknown(address=address)
    if not text or "\0" in text:
        raise ShareAddressUnknown(address=address)
    return folder.absolute()


def _file_url(text: str) -> Path:
    parts = urlsplit(text)
    host = "" if parts.netloc == "localhost" else parts.netloc
    place = url2pathname(f"//{host}{parts.path}" if host else parts.path)
    folder = Path(place)
    # Outside Windows a host in the URL names a folder that cannot be reached as one.
    if not folder.is_absolute() or (host and not folder.drive):
        raise ShareAddressUnknown(address=text)
    return folder
