"""廃棄 from the order to a PC that joins afterwards: office, headquarters, janitor and auditor, on one share folder."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app import App
from desktop_app.keys.identity import fingerprint
from desktop_app.text import use_language
from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.auditing_words import remarks, unchecked
from desktop_app.usecases.checkpoints import kept_checkpoint
from desktop_app.usecases.clearing import clear_share
from desktop_app.usecases.disposal import approve_disposal, carry_out_disposal, disposals, order_disposal
from desktop_app.usecases.headquarters import exchange_with, open_workplace
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.disposal_stories import ORDERED, OVER, YEAR, closed_case, go_to, shown
from tests.disposed_office import THIRD
from tests.fakes import FixedClock, MemoryKeyring
from tests.headquarters import country
from tests.homes import PIN, enrolled, register, surroundings
from tests.shares import answer_with_evidence


def together(*apps: App) -> None:
    for app in (*apps, *apps):
        sync(app)


def files(share: Path) -> set[str]:
    return {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}


def test_a_year_goes_everywhere_and_what_stays_is_proved_to_whoever_comes_later(tmp_path: Path) -> None:
    use_language("en")
    made = country(tmp_path)
    first = made.add("NSC01", "西部配電事業所")
    share = made.share("NSC01")
    second = enrolled(first, tmp_path, clock=FixedClock(), keyring=MemoryKeyring())
    closed_case(first, "0077777", "\u9ad9\u6a4b\u3000\u7f8e\u54b2")
    staying = register(second, "0077778", "\u6797\u3000\u4e00\u90ce")
    evidence = answer_with_evidence(second, staying, b"evidence that stays")
    together(first, second)
    exchange_with(made.headquarters, made.keys["NSC01"])
    overseer = open_workplace(made.headquarters, made.keys["NSC01"])
    everybody = (first, second, overseer)
    together(*everybody)
    (tmp_path / "before.json").write_bytes(kept_checkpoint(overseer))
    go_to(ORDERED, *everybody)
    together(*everybody)

    number = order_disposal(overseer, YEAR, "保存期間満了", own_pin=PIN)
    together(overseer, first)
    approve_disposal(first, number, own_pin=PIN)
    together(first, second, overseer)
    go_to(OVER, *everybody)
    carry_out_disposal(second, number, own_pin=PIN)
    together(second, first, overseer)
    together(*everybody)
    assert {len(disposals(app)[0].done) for app in everybody} == {3}
    assert [alarms(app) for app in everybody] == [(), (), ()]

    root = fingerprint(trust_of(first).root)
    before = files(share)
    found, cleared = clear_share(surroundings(), str(share), root, delete=True)
    assert cleared is not None
    assert before - files(share) == set(found.files)
    assert cleared.left == {}
    together(*everybody)
    assert [sync(app).healed for app in everybody] == [0, 0, 0]
    assert not files(share) & set(found.files)

    newcomer = enrolled(first, tmp_path, "newcomer", clock=FixedClock(OVER), keyring=MemoryKeyring(), person=THIRD)
    together(newcomer, *everybody, newcomer)
    assert shown(newcomer) == shown(first) == (first.record.case(staying).case_no,)
    assert repr(newcomer.record.workplace) == repr(first.record.workplace)
    assert newcomer.files.get(evidence, newcomer.identities()) == b"evidence that stays"
    register(newcomer, "0088888", effective=OVER.date())
    together(newcomer, *everybody)
    assert [alarms(app) for app in (*everybody, newcomer)] == [(), (), (), ()]
    assert [sync(app).pending for app in (*everybody, newcomer)] == [(), (), (), ()]

    for app in (*everybody, newcomer):
        assert verify_home(app).findings == []
    require_clean_audits(share, root, number, first.identities(), tmp_path / "before.json")
    for app in (second, overseer, newcomer):
        app.close()
    made.close()


def require_clean_audits(share: Path, root: str, number: str, granted: tuple[str, ...], before: Path) -> None:
    """With and without a key, with and without a checkpoint from before the year went."""
    for brought in ((), (before,)):
        for keys in ((), granted):
            outcome = audit(AuditRequest(str(share), root, keys, brought))
            assert outcome.findings == []
            assert any(number in line for line in unchecked(outcome))
            assert any(number in line for line in remarks(outcome)) is bool(keys)
