"""A stranger's path: the wheel in an empty environment, the README's lines as written, nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


def blocks(path: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M)


@pytest.fixture(scope="session")
def wheel(repository: Path) -> Path:
    """The wheel that ``ci.sh build`` made."""
    found = sorted(Path(os.environ.get("DIST", repository / "dist")).glob("fireside-*.whl"), key=os.path.getmtime)
    assert found, "no wheel in dist/: run bindings-python/ci.sh build"
    return found[-1]


@pytest.fixture(scope="session")
def stranger(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment with nothing but the wheel."""
    folder = tmp_path_factory.mktemp("stranger")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", wheel], check=True)
    return python


@pytest.mark.parametrize("name", ["README.md", "bindings-python/README.md"])
def test_readme(name: str, stranger: Path, repository: Path, tmp_path: Path) -> None:
    path = repository / name
    assert path.exists(), f"{name} is missing"
    found = blocks(path)
    assert found, f"{name} has no ```python block"
    for number, block in enumerate(found):
        script = tmp_path / f"block{number}.py"
        script.write_text(block, encoding="utf-8")
        ran = subprocess.run(
            [stranger, "-W", "error", script], cwd=tmp_path, capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 0, f"{block}\n{ran.stderr}"


def test_nothing_else_was_installed(stranger: Path) -> None:
    listed = subprocess.run(
        [stranger, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True
    )
    assert {line.split("==")[0] for line in listed.stdout.split()} <= {"fireside", "pip", "setuptools"}


def test_size_and_contents(wheel: Path) -> None:
    assert wheel.stat().st_size < 8_000_000
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"fireside/py.typed", "fireside/_native.pyi", "fireside/__init__.py"} <= set(names)
    assert [name for name in names if name.endswith("LICENSE-MIT")], "a wheel carries its licence"
    assert "abi3" in wheel.name
    assert not [name for name in names if "sbom" in name], "it names the folder on the machine that built the wheel"
    assert not [name for name in names if "test" in name or name.endswith(".rs")]


def test_import_is_light(stranger: Path) -> None:
    """What an import costs is what it loads; how long that takes, `make bench-python` says: a busy machine fails no test."""
    script = "import sys; before = set(sys.modules); import fireside; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([stranger, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"asyncio", "concurrent.futures", "http", "json", "logging", "multiprocessing", "numpy", "unittest", "urllib"}
    assert not heavy & set(loaded)
    on_demand = {f"fireside.{name}" for name in ("arrow", "fit", "solve", "waiting")}
    assert not on_demand & set(loaded), "what few programs use is loaded when they do"
