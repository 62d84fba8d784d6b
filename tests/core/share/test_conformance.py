"""storecheck: good places keep every promise, each kind of bad place is found out, and nothing stays behind."""

from __future__ import annotations

import json
import time

import pytest

from desktop_app.cli import main
from desktop_app.errors import SekishoError, ShareEntryExists, ShareMissing, ShareReadOnly
from desktop_app.sentences.conformance import conformance_words, promise_words
from desktop_app.share.conformance import probe
from desktop_app.share.folder import FolderStore
from desktop_app.share.promises import Outcome, Promise
from desktop_app.text import use_language
from tests.samba import PASSWORD

UNKNOWN = {Promise.OTHER_ACCOUNT, Promise.SURVIVES_POWER_CUT}


def outcomes(found) -> dict[Promise, Outcome]:
    return {one.promise: one.outcome for one in found.tried}


def not_kept(found) -> set[Promise]:
    return {promise for promise, outcome in outcomes(found).items() if outcome is not Outcome.KEPT}


def test_a_folder_keeps_what_is_needed_and_nothing_stays_behind(tmp_path):
    found = probe(lambda: FolderStore(tmp_path))
    assert found.ok
    assert not_kept(found) == UNKNOWN | {Promise.KEPT_FROM_DELETION}
    assert found.left == ()
    assert list(tmp_path.iterdir()) == []


def test_a_file_server_keeps_what_is_needed_between_two_accounts_too(samba, tmp_path, monkeypatch, capsys):
    root = samba.disk / tmp_path.name
    root.mkdir()
    monkeypatch.setenv("SEKISHO_SHARE_PASSWORD", PASSWORD)
    other = str(samba.place(root.name, user="deputy"))
    assert main(["--json", "storecheck", str(samba.place(root.name)), "--other", other]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert [one["promise"] for one in told["promises"]] == [promise.value for promise in Promise]
    assert {one["promise"] for one in told["promises"] if one["outcome"] != "kept"} == {
        Promise.KEPT_FROM_DELETION.value,
        Promise.SURVIVES_POWER_CUT.value,
    }
    assert list(root.iterdir()) == []
    assert main(["storecheck", str(samba.place(root.name, share="closed"))]) == 3
    assert "このフォルダには書き込めません" in capsys.readouterr().out


def test_an_absent_folder_and_a_wrong_password_are_no_answer_at_all(samba, tmp_path, monkeypatch):
    with pytest.raises(ShareMissing):
        probe(lambda: FolderStore(tmp_path / "absent"))
    monkeypatch.setenv("SEKISHO_SHARE_PASSWORD", "wrong")
    assert main(["storecheck", str(samba.place("x"))]) == 2


class Overwriting(FolderStore):
    """A place where the last one wins, as with renaming."""

    def put_new(self, path: str, data: bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class Truncating(FolderStore):
    """A place that keeps 64 KB of a file."""

    def put_new(self, path: str, data: bytes) -> None:
        super().put_new(path, data[: 1 << 16])


class Short(FolderStore):
    """A place that takes no long names."""

    def put_new(self, path: str, data: bytes) -> None:
        if len(path) > 60:
            raise ShareReadOnly(address=self.address)
        super().put_new(path, data)


class Stale(FolderStore):
    """A place that goes on showing a list it read before (offline files)."""

    def __init__(self, root) -> None:
        super().__init__(root)
        self.kept: dict[str, tuple[float, tuple[str, ...]]] = {}

    def list(self, prefix: str) -> tuple[str, ...]:
        at, found = self.kept.get(prefix, (0.0, ()))
        if time.monotonic() - at > 0.3:
            at, found = self.kept[prefix] = (time.monotonic(), super().list(prefix))
        return found


class Forgetful(FolderStore):
    """A place that remembers that something was not there."""

    def __init__(self, root) -> None:
        super().__init__(root)
        self.absent: dict[str, float] = {}

    def get(self, path: str, limit: int = 1 << 25) -> bytes | None:
        hidden = time.monotonic() - self.absent.get(path, 0.0) < 0.3
        found = None if hidden else super().get(path, limit)
        if found is None:
            self.absent.setdefault(path, time.monotonic())
        return found


class Paged(FolderStore):
    """A place that lists a hundred files and no more."""

    def list(self, prefix: str) -> tuple[str, ...]:
        return super().list(prefix)[:100]


class Boundless(FolderStore):
    """A place that reads whatever there is."""

    def get(self, path: str, limit: int = 0) -> bytes | None:
        return super().get(path, 1 << 30)


class Together(FolderStore):
    """A place that tells both of two racers that they won."""

    def put_new(self, path: str, data: bytes) -> None:
        try:
            super().put_new(path, data)
        except ShareEntryExists:
            if "race" not in path:
                raise


class WriteOnce(FolderStore):
    """A place as the administrators' script sets it up: nobody deletes."""

    def delete(self, path: str) -> None:
        raise ShareReadOnly(address=self.address)


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        (Overwriting, {Promise.WRITTEN_ONCE, Promise.ONE_WINNER}),
        (Truncating, {Promise.READS_BACK, Promise.LARGE_ENTRY}),
        (Short, {Promise.LONG_NAMES, Promise.LISTED_WHOLE}),
        (Stale, {Promise.LISTED_AT_ONCE}),
        (Forgetful, {Promise.SEEN_AT_ONCE}),
        (Paged, {Promise.LISTED_WHOLE}),
        (Boundless, {Promise.BOUNDED}),
        (Together, {Promise.ONE_WINNER}),
    ],
)
def test_each_kind_of_bad_place_is_found_out(tmp_path, kind, broken):
    found = probe(lambda: kind(tmp_path))
    assert not_kept(found) - UNKNOWN - {Promise.KEPT_FROM_DELETION} == broken
    assert not found.ok
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_may_delete_the_rest_is_counted_and_it_is_good_so(tmp_path):
    found = probe(lambda: WriteOnce(tmp_path))
    assert found.ok
    assert not_kept(found) == UNKNOWN
    assert len(found.left) > 200
    use_language("en")
    assert any("stay in the folder “probe”" in line for line in conformance_words(found))


def test_it_can_be_stopped_and_takes_away_what_it_made(tmp_path):
    told: list[int] = []
    found = probe(
        lambda: FolderStore(tmp_path), progress=lambda done, _of: told.append(done), stop=lambda: len(told) > 3
    )
    assert found.stopped
    assert len(found.tried) == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_line_is_a_sentence_in_both_languages_and_the_limits_are_said(tmp_path, language):
    use_language(language)
    lines = conformance_words(probe(lambda: Overwriting(tmp_path)))
    assert len(lines) == len(Promise) + 2
    assert "Windows" in lines[-1]
    assert len({promise_words(promise) for promise in Promise}) == len(Promise)


def test_a_place_that_fails_in_the_middle_of_a_race_is_told_and_does_not_hang(tmp_path):
    class Failing(FolderStore):
        def put_new(self, path: str, data: bytes) -> None:
            if path.endswith("race/020"):
                raise ShareMissing(address=self.address)
            super().put_new(path, data)

    found = probe(lambda: Failing(tmp_path))
    (race,) = (one for one in found.tried if one.promise is Promise.ONE_WINNER)
    assert race.outcome is Outcome.BROKEN
    assert isinstance(race.trouble, SekishoError)
