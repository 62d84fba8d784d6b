"""A time-stamp service for tests: openssl answers, a small HTTP server hands on, on 127.0.0.1 only."""

from __future__ import annotations

import datetime as dt
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "時刻認証局"
_CONFIG = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
"""


class Tsa:
    """A root, a certificate for time stamps under it (expired if wanted) and what openssl needs of them."""

    def __init__(self, folder: Path, *, expired: bool = False, name: str = NAME) -> None:
        folder.mkdir()
        self.folder = folder
        now = dt.datetime.now(dt.UTC)
        born, dead = now - dt.timedelta(days=800), now + dt.timedelta(days=800)
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} root")])
        own_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

        def builder(subject: x509.Name, public: ec.EllipticCurvePublicKey, until: dt.datetime, *, ca: bool):
            return (
                x509.CertificateBuilder(root_name, subject, public, x509.random_serial_number(), born, until)
                .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
                .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            )

        self.root = builder(root_name, root_key.public_key(), dead, ca=True).sign(root_key, hashes.SHA256())
        until = now - dt.timedelta(days=1) if expired else dead
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        own = builder(own_name, key.public_key(), until, ca=False).add_extension(usage, critical=True)
        pem = serialization.Encoding.PEM
        (folder / "tsa.pem").write_bytes(own.sign(root_key, hashes.SHA256()).public_bytes(pem))
        (folder / "root.pem").write_bytes(self.root.public_bytes(pem))
        (folder / "key.pem").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        (folder / "serial").write_text("01\n", encoding="ascii")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")

    @property
    def root_pem(self) -> str:
        return (self.folder / "root.pem").read_text(encoding="ascii")

    def answer(self, query: bytes) -> bytes:
        """What openssl replies to a query (a refusal is a reply as well)."""
        asked = self.folder / "query.tsq"
        asked.write_bytes(query)
        where = (
            "-config",
            "tsa.cnf",
            "-section",
            "tsa",
            "-signer",
            "tsa.pem",
            "-inkey",
            "key.pem",
            "-chain",
            "root.pem",
        )
        command = ("openssl", "ts", "-reply", "-queryfile", "query.tsq", *where)
        return subprocess.run(command, cwd=self.folder, capture_output=True, check=True).stdout


@contextmanager
def served(answer) -> Iterator[str]:
    """Serve ``answer(query) -> (status, body)`` (or None: never answer) and yield the address."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            said = answer(query)
            if said is None:
                ended.wait(30)
                return
            status, body = said
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
