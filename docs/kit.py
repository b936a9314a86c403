"""Make what is carried to a laptop that has no network: in `dist`, unless `--to` names another folder.

uv run python docs/kit.py wheels               wheels for Windows, macOS and Linux, and scripts to start it
uv run --group kit python docs/kit.py folder   what runs without Python, on such a system as this is
tests/windows/run docs/kit.py folder           the same for Windows, made on Linux

Both are zipped besides, and hold a page for whoever looks after the laptop, and the checksums of all files.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "docs" / "kit"
sys.path.insert(0, str(ROOT))
from workshop import __version__  # noqa: E402  # of the checkout that the kit is made of

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "windows": (("win_amd64",),),
    "macos": (("macosx_13_0_arm64",), ("macosx_13_0_x86_64",)),
    "linux": (("manylinux_2_28_x86_64", "manylinux2014_x86_64"),),
}
"""System → for each kind of processor, the names of what runs there."""
SCRIPTS = {"windows": ("workshop.cmd",), "macos": ("workshop.command",), "linux": ("workshop.sh",)}
"""System → what is started there."""
BY_NAME = ("workshop", "sessions", "themes", "textual.widgets", "rich._unicode_data", "platformdirs")
"""Packages with modules that are loaded by their name, which PyInstaller cannot see."""
WITH_FILES = ("workshop", "sessions", "themes", "textual", "docx", "tzdata")
"""Packages with files that are no modules."""
LEFT_OUT = (
    *("_wmi", "tkinter", "test", "unittest", "pydoc", "lib2to3"),
    *("setuptools", "pip", "PIL", "numpy", "curses", "sqlite3"),
    *("mypy", "hypothesis", "pytest", "_pytest", "pydantic.v1", "lxml.html", "lxml.objectify"),
)
"""What nothing here needs; `platform` does without `_wmi`, which not every Windows lets be asked."""
NO_DATA = {".py", ".pyc", ".pyi", ".so", ".pyd"}
SUMS = "SHA256SUMS"


def main() -> None:
    """Make one of the two."""
    parser = argparse.ArgumentParser(prog="docs/kit.py", description=__doc__)
    parser.add_argument("kind", choices=("wheels", "folder"))
    parser.add_argument("--to", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument(
        "--python", nargs="+", default=PYTHONS, metavar="3.N", help="of which versions wheels are"
    )
    parser.add_argument("--for", nargs="+", default=tuple(PLATFORMS), choices=PLATFORMS, dest="systems")
    parser.add_argument("--portable", action="store_true", help="it keeps all it writes beside itself")
    args = parser.parse_args()
    os.chdir(ROOT)
    to = args.to.resolve()
    if args.kind == "wheels":
        kit = fresh(to / f"workshop-{__version__}-wheels")
        wheels(kit, args.python, args.systems)
    else:
        kit = fresh(to / f"workshop-{__version__}-{here()}")
        frozen(kit)
    if args.portable:
        (kit / "portable").touch()
    finish(kit, "READ-ME.txt", "FOR-IT.txt")


def here() -> str:
    """The kind of system that this runs on: "windows-amd64", "macos-arm64", "linux-x86_64"."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    return f"{system}-{platform.machine().lower()}"


def fresh(folder: Path) -> Path:
    """The folder, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def wheels(kit: Path, pythons: Sequence[str], systems: Sequence[str]) -> None:
    """All that is installed, for each of these versions and systems, and the scripts that start it."""
    store = kit / "wheels"
    run("uv", "build", "--quiet", "--wheel", "--out-dir", str(store))
    (store / ".gitignore").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch, "requirements.txt")
        compiled = ("uv", "pip", "compile", "--quiet", "--universal", "--no-header", "--no-annotate")
        oldest = min(pythons, key=as_numbers)
        listed = run(*compiled, "--python-version", oldest, "pyproject.toml")
        # Without the marks of systems: what one of them does not need does no harm there.
        lines = [line.partition(" ;")[0] for line in listed.splitlines()]
        wanted.write_text("\n".join([*lines, "pip"]), "utf-8")
        pip = ("uv", "run", "--quiet", "--no-project", "--with", "pip", "python", "-m", "pip", "download")
        alone = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:")
        where = ("--dest", str(store), "--requirement", str(wanted))
        for platforms in (names for system in systems for names in PLATFORMS[system]):
            named = [word for name in platforms for word in ("--platform", name)]
            for version in pythons:
                run(*pip, *alone, "--python-version", version, *named, *where)
    shutil.copy(TEXTS / "start.py", kit)
    for script in (name for system in systems for name in SCRIPTS[system]):
        is_windows = script.endswith(".cmd")
        text = (TEXTS / ("workshop.cmd" if is_windows else "workshop.sh")).read_text("utf-8")
        (kit / script).write_text(text, "utf-8", newline="\r\n" if is_windows else "\n")
        (kit / script).chmod(0o755)


def as_numbers(version: str) -> tuple[int, ...]:
    """ "3.11" as (3, 11)."""
    return tuple(map(int, version.split(".")))


def run(*command: str) -> str:
    """What a command prints; what it complains of goes where our own does."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def frozen(kit: Path) -> None:
    """It with its own Python, through PyInstaller: a folder, nothing of which is unpacked elsewhere."""
    from PyInstaller.__main__ import run as freeze  # noqa: PLC0415  # of the group `kit`

    with tempfile.TemporaryDirectory() as scratch:
        entry = Path(scratch, "start.py")
        entry.write_text("import sys\n\nfrom workshop.__main__ import main\n\nsys.exit(main())\n", "utf-8")
        freeze(
            [
                *("--name", "workshop", "--onedir", "--console", "--noconfirm", "--log-level", "WARN"),
                *("--paths", str(ROOT), "--specpath", scratch),
                *(() if sys.platform == "win32" else ("--strip",)),
                *("--workpath", str(Path(scratch, "work")), "--distpath", str(Path(scratch, "made"))),
                *(f"--hidden-import={module}" for name in BY_NAME for module in modules_of(name)),
                *(f"--add-data={path}{os.pathsep}{to}" for name in WITH_FILES for path, to in files_of(name)),
                *(f"--exclude-module={name}" for name in LEFT_OUT),
                str(entry),
            ]
        )
        made = Path(scratch, "made", "workshop")
        shutil.copytree(made, kit, dirs_exist_ok=True, symlinks=True, copy_function=shutil.copy)


def modules_of(package: str) -> Iterator[str]:
    """The names of all modules of a package. PyInstaller would start a process for each to find them."""
    place = place_of(package)
    for path in sorted(place.rglob("*.py")):
        parts = path.relative_to(place).with_suffix("").parts
        yield ".".join([package, *(parts[:-1] if parts[-1] == "__init__" else parts)])


def files_of(package: str) -> Iterator[tuple[Path, Path]]:
    """(file that is no module, the folder that it goes to) of a package."""
    place = place_of(package)
    for path in sorted(place.rglob("*")):
        if path.is_file() and path.suffix not in NO_DATA:
            yield path, Path(*package.split(".")) / path.relative_to(place).parent
    if package == "docx":  # which goes to its templates by way of a folder that holds modules alone
        yield place / "parts" / "__init__.py", Path(package) / "parts"


def place_of(package: str) -> Path:
    """The folder of a package."""
    spec = importlib.util.find_spec(package)
    assert spec is not None, package
    assert spec.submodule_search_locations, package
    return Path(spec.submodule_search_locations[0])


def finish(kit: Path, *pages: str) -> None:
    """Lay the pages and the checksums beside it, and zip all of it."""
    for page in pages:
        text = (TEXTS / page).read_text("utf-8").replace("{version}", __version__)
        (kit / page).write_text(text, "utf-8", newline="\r\n")
    files = sorted(path for path in kit.rglob("*") if path.is_file())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(kit).as_posix()}\n"
        for path in files
    ]
    (kit / SUMS).write_text("".join(sums), "utf-8", newline="\n")
    packed = kit.with_name(kit.name + ".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in [*files, kit / SUMS]:
            archive.write(path, Path(kit.name) / path.relative_to(kit))
    whole = sum(path.stat().st_size for path in files)
    sys.stdout.write(
        f"{kit}\n{len(files)} files, {whole / 1e6:.0f} MB, zipped {packed.stat().st_size / 1e6:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
