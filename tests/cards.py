"""Signing cards for tests: SoftHSM keeps its tokens in a folder, and its driver is the real PKCS#11 module."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
CARD_PIN = "493817"


def reader(folder: Path) -> Path:
    """A reader without cards; everybody in this process and its children sees it."""
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(config)
    return config


def card(label: str, *keys: str, rsa: bool = False, curve: str = "secp256r1") -> None:
    """Put in a card with keys of these labels, made on it."""
    command = ("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", CARD_PIN, "--so-pin", "00000000")
    subprocess.run(command, check=True, capture_output=True)
    import pkcs11
    from pkcs11.util.ec import encode_named_curve_parameters

    driver = pkcs11.lib(MODULE)
    driver.reinitialize()
    with driver.get_token(token_label=label).open(rw=True, user_pin=CARD_PIN) as session:
        for number, key in enumerate(keys):
            where = {"label": key, "id": bytes([number + 1]), "store": True}
            if rsa:
                session.generate_keypair(pkcs11.KeyType.RSA, 2048, **where)
            else:
                parameters = encode_named_curve_parameters(curve)
                domain = session.create_domain_parameters(
                    pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: parameters}, local=True
                )
                domain.generate_keypair(**where)


def taken_out(label: str) -> None:
    """Take a card out of the reader for good."""
    command = ("softhsm2-util", "--delete-token", "--token", label)
    subprocess.run(command, check=True, capture_output=True)
    import pkcs11

    pkcs11.lib(MODULE).reinitialize()
