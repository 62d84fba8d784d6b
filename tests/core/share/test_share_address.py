"""An address says which store is meant; a password in it is refused before anybody sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import SekishoError, ShareAddressUnknown, SharePasswordInAddress
from desktop_app.share.address import SmbPlace, address_for_others, open_store, smb_place


@pytest.fixture
def root(tmp_path):
    return tmp_path


@pytest.mark.parametrize("form", ["{}", "file://{}", "FILE://localhost{}", " {} "])
def test_a_path_and_a_file_url_name_the_same_folder(root, form):
    assert open_store(form.format(root)).address == str(root)


def test_spaces_and_japanese_in_a_url_are_understood(tmp_path):
    folder = tmp_path / "共有 フォルダ"
    assert open_store(folder.as_uri()).address == str(folder)
    assert open_store(str(folder)).address == str(folder)


def test_a_relative_path_is_taken_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert open_store("share").address == str(tmp_path / "share")


@pytest.mark.parametrize("address", ["", "  ", "http://server/x", "s3://bucket", "file://server/x", "a\0b"])
def test_other_addresses_are_refused(address):
    with pytest.raises(ShareAddressUnknown):
        open_store(address)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("smb://server/share", SmbPlace("server", "share")),
        (" SMB://Server.Example/share/ ", SmbPlace("server.example", "share")),
        ("smb://tanaka@server:1445/share/a/b", SmbPlace("server", "share", ("a", "b"), "tanaka", 1445)),
        ("smb://NW;tanaka@server/share", SmbPlace("server", "share", (), "NW\\tanaka")),
        ("smb://NW\\tanaka@server/share", SmbPlace("server", "share", (), "NW\\tanaka")),
        ("smb://tanaka%40nw.example@server/share", SmbPlace("server", "share", (), "tanaka@nw.example")),
        ("smb://server/共有 1/関所%20A", SmbPlace("server", "共有 1", ("関所 A",))),
        ("smb://[fe80::1]:445/share", SmbPlace("fe80::1", "share")),
        ("smb://server/share#1/50%25", SmbPlace("server", "share#1", ("50%",))),
    ],
)
def test_a_server_address_is_understood_and_written_so_that_it_reads_back_the_same(address, place):
    assert smb_place(address) == place
    assert smb_place(str(place)) == place
    assert open_store(address).address == str(place)


@pytest.mark.parametrize(
    "address",
    [
        "smb://",
        "smb:///share",
        "smb://server",
        "smb://server/",
        "smb://server:0/share",
        "smb://server:70000/share",
        "smb://server:x/share",
        "smb://server/share/../x",
        "smb://server/share/%2e%2e/x",
        "smb://server/share/a%5Cb",
        "smb://server/share/a%2Fb",
        "smb://server/share/a:b",
        "smb://server/share/a*",
        "smb://server/share/a\0b",
        "smb://server/share/end.",
        "smb://ser ver/share",
        "smb://a@b@server/share",
        "smb://us\ner@server/share",
    ],
)
def test_a_server_address_that_leads_nowhere_or_elsewhere_is_refused(address):
    with pytest.raises(ShareAddressUnknown):
        open_store(address)


@pytest.mark.parametrize(
    "address",
    ["smb://tanaka:himitsu@server/share", "smb://tanaka:@server/share", "smb://tanaka%3Ahimitsu@server/share"],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(address):
    with pytest.raises(SharePasswordInAddress) as caught:
        open_store(address)
    assert "himitsu" not in repr(caught.value) + str(caught.value) + str(caught.value.facts)


def test_somebody_elses_address_does_not_carry_our_user():
    assert address_for_others("smb://tanaka@server:1445/share/a") == "smb://server:1445/share/a"
    assert address_for_others("smb://server/share") == "smb://server/share"
    assert address_for_others("/mnt/share") == "/mnt/share"
    assert address_for_others("") == ""


@given(st.text(max_size=60))
def test_any_text_after_smb_is_a_place_or_a_refusal(text):
    try:
        place = smb_place(f"smb://{text}")
    except SekishoError:
        return
    assert place is not None
    assert smb_place(str(place)) == place
