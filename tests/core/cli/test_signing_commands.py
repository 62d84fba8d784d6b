"""Time stamps and cards by commands: set, used, shown and given up."""

from __future__ import annotations

import pytest

from tests.cards import CARD_PIN, MODULE, card, reader
from tests.commands import announcement, answers, strokes
from tests.core.papers.timestamps import NAME, Tsa, served
from tests.warm_commands import WarmPc


@pytest.fixture
def pc(tmp_path):
    return WarmPc(tmp_path)


def test_a_case_signed_with_time_stamps_and_confirmed_with_a_card(pc, tmp_path):
    config = reader(tmp_path)
    card("社員証", "署名")
    with_card = {"SOFTHSM2_CONF": str(config), "SEKISHO_CARD_PIN": CARD_PIN}
    tsa = Tsa(tmp_path / "tsa")
    pc.found()
    pc.ask("case", "import", announcement(tmp_path, "0012346,高橋　健一,タカハシ　ケンイチ"))
    case = pc.ask("case", "list")["cases"][0]["case_no"]
    pc.ask("case", "brief", case)
    pc.ask("case", "answer", case, "--from", answers(tmp_path))
    registered = pc.ask("person", "card", "0012359", "--module", MODULE, "--token", "社員証", **with_card)
    assert (registered["card"]["token"], registered["card"]["key"]) == ("社員証", "署名")
    assert pc.ask("settings", "card-reader", **with_card) == {"module": MODULE, "cards": ["社員証"]}
    with served(lambda query: (200, tsa.answer(query))) as url:
        set_to = pc.ask("settings", "timestamp", url, "--certificate", tsa.folder / "root.pem")
        assert set_to == {"url": url, "trusted": True}
        pc.ask("case", "sign", case, "--strokes", strokes(tmp_path))
    refused = pc.ask("case", "confirm", case, "--card", code=2, **with_card | {"SEKISHO_CARD_PIN": "111111"})
    assert refused["error"] == "CardPinWrong"
    done = pc.run("case", "confirm", case, "--card", **with_card)
    assert done.code == 0, done
    assert "応答がありません" in done.out, "the service is gone by now"
    paper = tmp_path / "paper.pdf"
    pc.ask("case", "paper", case, "--out", paper)
    first, second = pc.ask("verify", paper)["papers"][0]["signatures"]
    assert (first["time_stamp"]["service"], first["time_stamp"]["trusted"]) == (NAME, True)
    assert (second["time_stamp"], second["from_root"]) == (None, True)
    assert pc.ask("settings", "timestamp", "off") == {"url": None, "trusted": False}
    assert pc.ask("person", "card", "0012359", "--remove")["card"] is None
