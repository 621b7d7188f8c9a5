"""What goes into a site so that its pages can run Python: checked wheels, one archive of the core, one list."""

import hashlib
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from belonging.cli import main
from belonging.errors import Plain
from belonging.live.call import answer
from belonging.live.core import core_zip
from belonging.live.script import page_script
from belonging.live.site import FILES, add_live, read_distribution, write_front_end
from belonging.live.tools import TOOLS
from belonging.live.wheels import closure, find_wheels

ABI = "2026_0"


def _wheel(folder: Path, name: str, requires: tuple[str, ...] = ()) -> Path:
    package, version, *_ = name.split("-")
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        metadata = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
        metadata += "".join(f"Requires-Dist: {each}\n" for each in requires)
        archive.writestr(zipfile.ZipInfo(f"{package}-{version}.dist-info/METADATA"), metadata)
        archive.writestr(zipfile.ZipInfo(f"{package}.py"), "x = 1\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder shaped like Pyodide's npm package, whose list names one wheel of scipy."""
    made = tmp_path / "pyodide"
    made.mkdir()
    for name in FILES:
        (made / name).write_bytes(name.encode() * 10)
    (made / "package.json").write_text('{"version": "314.0.7"}')
    scipy = _wheel(made, f"scipy-1.18.0-cp314-cp314-pyemscripten_{ABI}_wasm32.whl")
    entry = {"file_name": scipy.name, "sha256": hashlib.sha256(scipy.read_bytes()).hexdigest(), "depends": []}
    lock = {"info": {"python": "3.14.2", "abi_version": ABI}, "packages": {"scipy": entry}}
    (made / "pyodide-lock.json").write_text(json.dumps(lock))
    return made


def test_a_listed_wheel_must_be_the_one_of_the_list(folder: Path) -> None:
    assert set(read_distribution(folder).wheels) == {"scipy"}
    next(folder.glob("scipy*")).write_bytes(b"something else")
    with pytest.raises(Plain, match="sha256"):
        read_distribution(folder)


def test_wheels_for_other_systems_and_those_that_lack_something_stay_out(folder: Path) -> None:
    inside = folder / "wheels"
    inside.mkdir()
    _wheel(inside, "lone-1.0-py3-none-any.whl", ("Friend>=2", 'colorama; sys_platform == "win32"', 'x; extra == "y"'))
    _wheel(inside, "needy-1.0-py3-none-any.whl", ("lone",))
    _wheel(inside, "other-1.0-cp311-cp311-manylinux_2_28_x86_64.whl")
    _wheel(inside, "old-1.0-cp313-cp313-pyodide_2025_0_wasm32.whl")
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    friend = _wheel(inside, "friend-1.0-py3-none-any.whl")
    assert set(find_wheels(folder, lock)) == {"scipy", "friend"}
    friend.unlink()
    _wheel(inside, f"friend-2.1-cp314-cp314-pyemscripten_{ABI}_wasm32.whl")
    wheels = find_wheels(folder, lock)
    assert set(wheels) == {"scipy", "friend", "lone", "needy"}
    assert closure(("needy",), wheels) == ["friend", "lone", "needy"]
    _wheel(inside, "friend-2.2-py3-none-any.whl")
    with pytest.raises(Plain, match="two versions"):
        find_wheels(folder, lock)


def test_only_what_some_tool_asks_for_goes_into_the_site(folder: Path) -> None:
    _wheel(folder, "idle-1.0-py3-none-any.whl")
    _wheel(folder, "openpyxl-3.1-py3-none-any.whl", ("et-xmlfile",))
    _wheel(folder, "et_xmlfile-2.0-py3-none-any.whl")
    assert set(read_distribution(folder).wheels) == {"scipy", "openpyxl", "et-xmlfile"}


@pytest.mark.parametrize("gone", ["pyodide-lock.json", "pyodide.asm.wasm", "package.json"])
def test_a_folder_without_pyodide_is_told_before_anything_is_built(
    folder: Path, gone: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / gone).unlink()
    with pytest.raises(SystemExit):
        main(["book", "--output", str(tmp_path / "out"), "--live", str(folder)])
    said = capsys.readouterr().err
    assert gone in said
    assert "CONTRIBUTING" in said
    assert not (tmp_path / "out").exists()


def test_a_broken_list_is_told(folder: Path) -> None:
    (folder / "pyodide-lock.json").write_text("{}")
    with pytest.raises(Plain, match="cannot be read"):
        read_distribution(folder)


def _told(site: Path) -> dict[str, object]:
    text = (site / "_static" / "live" / "site.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"BelongingLive\.site\((.*)\);\n", text)[1])  # type: ignore[index]


def test_a_site_tells_its_pages_what_it_holds(folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "html"
    write_front_end(site / "_static")
    assert _told(site) is None
    add_live(site, read_distribution(folder))
    told, live = _told(site), site / "_static" / "live"
    place = live / str(told["place"])
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [*FILES, "NOTICE.txt", f"scipy-1.18.0-cp314-cp314-pyemscripten_{ABI}_wasm32.zip"]
    )
    lock = json.loads((live / str(told["lock"])).read_text())
    entry = lock["packages"]["scipy"]
    assert entry["sha256"] == hashlib.sha256((place / entry["file_name"]).read_bytes()).hexdigest()
    parts = [*(place / name for name in FILES), live / str(told["core"]), live / str(told["lock"])]
    assert told["bytes"] == sum(path.stat().st_size for path in parts)
    assert not list(site.rglob("*.whl")), "some schools' networks block them"


def test_the_core_is_the_same_bytes_each_time_and_holds_no_answers() -> None:
    content = core_zip()
    assert content == core_zip()
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert "belonging/live/call.py" in names
    assert "belonging/_course/datasets/pulse_fall_spring/generate.py" in names
    assert "belonging/_course/frameworks/occupations.yml" in names
    assert not [name for name in names if "exercises" in name or "__pycache__" in name]
    assert not [name for name in names if name.split("/")[1] in ("lab", "cohort", "grading", "book", "cli.py")]
    assert len(content) < 600_000


def test_every_tool_has_its_script() -> None:
    script = page_script()
    for name in TOOLS:
        assert f'tool("{name}"' in script
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)


def test_only_functions_of_the_course_can_be_called() -> None:
    for name in ("os:getcwd", "belonging.data:_x", "belonging.data", "belonging.data:", "belongings.x:y"):
        assert "not a function of this course" in json.loads(answer(name))["error"]


def test_what_cannot_be_handed_over_is_an_error_and_not_silence() -> None:
    said = json.loads(answer("belonging.paths:course_root"))
    assert "cannot be handed" in said["error"]
