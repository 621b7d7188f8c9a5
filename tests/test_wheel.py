"""A wheel carries the whole course: what a participant installs needs no clone."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked where it can see nothing of the clone."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    keep = (
        "src",
        "datasets",
        "exercises",
        "modules",
        "book",
        "_toc.yml",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "LICENSE-CONTENT",
    )
    for name in keep:
        place = ROOT / name
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(place, source / name, ignore=ignore) if place.is_dir() else shutil.copy(place, source / name)
    build = "import hatchling.build as b, sys; print(b.build_wheel(sys.argv[1]))"
    run = subprocess.run([sys.executable, "-c", build, str(folder)], cwd=source, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    site = folder / "site"
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(site)
    shutil.rmtree(source)
    return site


def _python(site: Path, code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    # -P and an own PYTHONPATH: the unpacked wheel goes before the editable install of the clone
    return subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n{code}"],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )


def test_data_exercise_and_explorers_come_along(installed: Path, tmp_path: Path) -> None:
    code = """
import belonging
from belonging import explorers
from belonging.paths import course_root
assert "_course" in str(course_root()), course_root()
assert belonging.load("pulse_fall_spring").shape == (176, 20)
check, *_ = belonging.begin("listening", {"answer_1": 0.65})
assert check(1).points == 1
assert set(explorers.load("listening")) == {"who-answered", "tiny-groups"}
from belonging.lesson import derive
assert derive("listening")["cells"]
"""
    run = _python(installed, code, tmp_path)
    assert run.returncode == 0, run.stderr


def test_scripts_and_styles_come_along(installed: Path) -> None:
    for name in ("explorers/explorer.js", "exercise/page/js/form.js", "book/assets/page.js"):
        assert (installed / "belonging" / name).is_file(), name
