"""A dataset is handed out the same way from anywhere: a participant's folder, a wheel, Pyodide's core."""

import io
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from belonging.course import load_python
from belonging.data import card, csv_text, load, names, rows, to_number
from belonging.paths import course_root

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", names())
class TestEveryDataset:
    def test_has_a_card_that_says_it_is_fictional(self, name: str) -> None:
        text = card(name)
        assert text.startswith(f"# Card: {name}\n")
        assert "fictional" in text.lower()
        for heading in ("Purpose", "Columns and units", "What is planted", "Limits"):
            assert f"\n## {heading}\n" in text
        missing = [c for c in load(name).columns if c not in text and c.split("_")[0] + "_..." not in text]
        assert missing == []

    def test_rows_and_table_and_csv_hold_the_same(self, name: str) -> None:
        table, plain = load(name), rows(name)
        assert list(table.columns) == list(plain[0])
        assert len(table) == len(plain)
        again = pd.read_csv(io.StringIO(csv_text(name)), dtype=str, keep_default_na=False)
        as_text = [["" if value is None else str(value) for value in row.values()] for row in plain]
        assert again.to_numpy().tolist() == as_text

    def test_is_the_same_every_time_it_is_made(self, name: str) -> None:
        generate = load_python(course_root() / "datasets" / name / "generate.py")
        assert generate.rows() == generate.rows() == rows(name)

    def test_fits_its_schema(self, name: str) -> None:
        schema = load_python(course_root() / "datasets" / name / "schema.py").SCHEMA
        schema.validate(load(name), lazy=True)


def test_a_caller_cannot_change_what_the_next_one_gets() -> None:
    rows("pulse_fall_spring")[0]["grade"] = 99
    table = load("pulse_fall_spring")
    table.loc[0, "grade"] = 99
    assert rows("pulse_fall_spring")[0]["grade"] == 6
    assert load("pulse_fall_spring").loc[0, "grade"] == 6


@pytest.mark.parametrize("ask", [load, rows, csv_text, card])
def test_an_unknown_name_is_answered_with_the_known_ones(ask: object) -> None:
    with pytest.raises(KeyError) as caught:
        ask("pulse")  # type: ignore[operator]
    assert str(caught.value) == f"There is no dataset 'pulse'. There are: {', '.join(names())}."


def test_a_name_cannot_reach_outside_the_datasets() -> None:
    with pytest.raises(KeyError):
        rows("../modules")


def _run(code: str, cwd: Path, path: Path) -> str:
    """Run Python with nothing but the standard library and the given package path."""
    run = subprocess.run(
        [sys.executable, "-S", "-E", "-c", f"import sys; sys.path.insert(0, {str(path)!r}); {code}"],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("COV")},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


SAY_ROWS = (
    "from belonging.data import rows, csv_text; "
    "print(len(rows('pulse_fall_spring')), len(csv_text('pulse_fall_spring')))"
)


def test_rows_need_only_the_standard_library_and_no_particular_folder(tmp_path: Path) -> None:
    expected = f"176 {len(csv_text('pulse_fall_spring'))}"
    assert _run(SAY_ROWS, tmp_path, ROOT / "src") == expected


def test_rows_come_from_a_wheel_too(tmp_path: Path) -> None:
    """Lay the files out as the wheel does (pyproject says where the course goes) and read them from there."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    no_cache = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "belonging", tmp_path / "belonging", ignore=no_cache)
    for source, target in build["targets"]["wheel"]["force-include"].items():
        (tmp_path / target).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tmp_path / target, ignore=no_cache)
        else:
            shutil.copy(ROOT / source, tmp_path / target)
    elsewhere = tmp_path / "a participant's folder"
    elsewhere.mkdir()
    assert _run(SAY_ROWS, elsewhere, tmp_path) == f"176 {len(csv_text('pulse_fall_spring'))}"


class TestToNumber:
    @pytest.mark.parametrize(
        "answer", [4, 4.0, "4", " 4 ", "4.0", "4 - Often", "4-Often", "4 – Often", "4: Often", "4 (Often)", "4 Often"]
    )
    def test_reads_the_number(self, answer: object) -> None:
        assert to_number(pd.Series([answer], dtype=object)).tolist() == [4.0]

    @pytest.mark.parametrize("blank", [None, "", "  ", float("nan"), pd.NA])
    def test_leaves_a_blank_blank(self, blank: object) -> None:
        assert to_number(pd.Series(["3", blank], dtype=object)).isna().tolist() == [False, True]

    @pytest.mark.parametrize("answer", ["Often", "Often - 4", "n/a", "4th", "4,5"])
    def test_never_drops_an_answer_it_cannot_read(self, answer: str) -> None:
        with pytest.raises(ValueError, match="do not start with a number") as caught:
            to_number(pd.Series(["3", answer]))
        assert f"'{answer}'" in str(caught.value)

    def test_keeps_name_and_index(self) -> None:
        result = to_number(pd.Series(["5 - Always"], index=[7], name="spring_belong_1"))
        assert (result.name, list(result.index), result.dtype) == ("spring_belong_1", [7], float)

    def test_an_empty_column_stays_empty(self) -> None:
        assert to_number(pd.Series([None, None], dtype=object)).isna().all()

    def test_wants_one_column(self) -> None:
        with pytest.raises(TypeError, match="one column"):
            to_number(pd.DataFrame({"a": [1]}))
