"""Puts Workshop in place from the wheels beside this file, once for each kind of Python, and starts it."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
CANNOT = 2
"""Exit code where it could not be put in place."""


def put_in_place(place: Path) -> int:
    """Install it into this folder with the pip that lies among the wheels; the exit code of that."""
    sys.stderr.write("Workshop is put in place, once. It takes a minute.\n")
    shutil.rmtree(place, ignore_errors=True)
    pip = next(WHEELS.glob("pip-*.whl")) / "pip"
    quiet = ("--quiet", "--isolated", "--disable-pip-version-check", "--no-warn-script-location")
    alone = (sys.executable, "-I", "-S", str(pip))  # whatever else is installed here does not matter
    command = [
        *alone,
        "install",
        *quiet,
        "--root-user-action=ignore",
        "--no-index",
        "--find-links",
        str(WHEELS),
    ]
    return subprocess.run(
        [*command, "--target", str(place), "commissioning-workshop"], check=False
    ).returncode


def main() -> int:
    """The exit code of the program."""
    kind = f"{sys.version_info[0]}.{sys.version_info[1]}-{sysconfig.get_platform()}"
    place = HERE / "installed" / kind
    ready = place / "ready"
    if not ready.exists():
        if put_in_place(place):
            sys.stderr.write("It could not be put in place. May you write to this folder?\n")
            return CANNOT
        ready.touch()
    os.environ["WORKSHOP_STARTED_FROM"] = str(HERE)
    sys.path[0] = str(place)
    from workshop.__main__ import main as workshop  # noqa: PLC0415  # which is there from here on

    return workshop()


if __name__ == "__main__":
    sys.exit(main())
