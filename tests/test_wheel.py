"""A wheel carries the whole course: what a participant installs needs no clone."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked where it can see nothing of the clone."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
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
from belonging.frameworks import clusters
assert len(clusters()) == 14
from belonging.lesson import derive
assert derive("listening")["cells"]
"""
    run = _python(installed, code, tmp_path)
    assert run.returncode == 0, run.stderr


def test_handouts_can_be_made_from_what_comes_along(installed: Path, tmp_path: Path) -> None:
    code = """
from belonging.course import modules
from belonging.handout.build import KINDS, made
assert all(made(modules()[0], kind) for kind in KINDS)
"""
    run = _python(installed, code, tmp_path)
    assert run.returncode == 0, run.stderr


def test_scripts_and_styles_come_along(installed: Path) -> None:
    for name in ("explorers/explorer.js", "exercise/page/js/form.js", "book/assets/page.js"):
        assert (installed / "belonging" / name).is_file(), name
