"""A PostgreSQL server of the tests' own, on a socket in a folder and on a free port of this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TOOLS = "POSTGRES"
"""The environment variable that names the folder with `initdb` and `pg_ctl`."""
HBA = """\
local all with_password scram-sha-256
local all all trust
hostssl all all 127.0.0.1/32 trust
hostnossl all with_password 127.0.0.1/32 scram-sha-256
hostnossl all all 127.0.0.1/32 trust
"""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    folder: Path
    port: int

    def target(self, role: str = "postgres", database: str = "register", **more: object) -> str:
        """The way to it by its socket, as whoever is typed."""
        parts = {"host": self.folder / "socket", "port": self.port, "user": role, "dbname": database} | more
        return " ".join(f"{name}={value}" for name, value in parts.items())

    def control(self, *argv: str) -> None:
        """Have `pg_ctl` do something."""
        run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", "60", *argv)

    def start(self) -> None:
        self.control("-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "fast") -> None:
        self.control("-m", how, "stop")

    def end(self) -> None:
        """Have it stop, where it has not given up by itself."""
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")


def run(tool: str, *argv: str) -> None:
    """A tool of the server, as somebody who is not root: the server refuses to run as root."""
    command = [str((Path(os.environ[TOOLS]) / "initdb").resolve().with_name(tool)), *argv]
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=120
    )


def run_openssl(folder: Path) -> None:
    """A certificate of the server's own, which nobody has signed, for another name than it goes by here."""
    files = ("-keyout", str(folder / "server.key"), "-out", str(folder / "server.crt"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files]
    subject = ["-subj", "/CN=register.example", "-addext", "subjectAltName=DNS:register.example"]
    subprocess.run([*command, *subject], check=True, capture_output=True, timeout=60)
    owner = (folder / "PG_VERSION").stat()
    for name in ("server.key", "server.crt"):
        (folder / name).chmod(0o600)
        os.chown(folder / name, owner.st_uid, owner.st_gid)


def made(*more: str) -> Server:
    """A new server, running; `more` is for `initdb`."""
    folder = Path(tempfile.mkdtemp(prefix="workshop-register-", dir="/tmp"))
    (folder / "socket").mkdir()
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        for path in (folder, folder / "socket"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o755)
    data = str(folder / "data")
    run("initdb", "-N", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", data, *more)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "port": port,
        "listen_addresses": "'127.0.0.1'",
        "unix_socket_directories": f"'{folder}/socket'",
        "ssl": "on",
        "fsync": "off",
        "log_statement": "'all'",
        "max_connections": 60,
    }
    run_openssl(folder / "data")
    conf = folder / "data" / "postgresql.conf"
    conf.write_text(conf.read_text() + "".join(f"{key} = {value}\n" for key, value in settings.items()))
    (folder / "data" / "pg_hba.conf").write_text(HBA)
    server = Server(folder, port)
    server.start()
    return server


def gone(server: Server) -> None:
    """Stop it, and leave nothing of it."""
    server.end()
    shutil.rmtree(server.folder, ignore_errors=True)
