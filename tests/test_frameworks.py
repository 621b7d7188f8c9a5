"""The frameworks' files: complete, dated, credited; renaming a career cluster is one edit."""

import csv
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from belonging import frameworks
from belonging.frameworks import ENTRY_LEVELS, cluster_name, clusters, credit, occupations, standard_frameworks

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "frameworks").glob("*.yml"))


def _file(name: str) -> dict:
    return yaml.safe_load((ROOT / "frameworks" / f"{name}.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_says_as_of_when_where_from_and_to_whose_credit(path: Path) -> None:
    head = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", str(head["as_of"]))
    assert head["source"].strip()
    assert len(head["credit"]) > 40


def test_there_are_fourteen_clusters_and_none_is_called_stem() -> None:
    assert len(clusters()) == len(set(clusters())) == 14
    assert not [name for name in clusters() if "STEM" in name.upper().split()]


def test_occupations_cover_every_cluster_and_every_entry_level() -> None:
    found = occupations()
    assert len(found) >= 100
    assert all(re.fullmatch(r"\d\d-\d{4}\.\d\d", soc) and soc == one.soc for soc, one in found.items())
    assert {one.entry for one in found.values()} == set(ENTRY_LEVELS)
    assert min(Counter(one.cluster for one in found.values())[name] for name in clusters()) >= 5
    for name in clusters():  # no cluster that only a degree opens, and none without one
        assert {one.entry for one in found.values() if one.cluster == name} == set(ENTRY_LEVELS), name


def test_no_code_stands_twice() -> None:
    codes = re.findall(r"^  (\d\d-\d{4}\.\d\d):", (ROOT / "frameworks/occupations.yml").read_text(), re.MULTILINE)
    assert len(codes) == len(set(codes)) == len(occupations())


def test_titles_are_the_official_ones(real_data: Path) -> None:
    path = real_data / "soc_2018_titles.csv"
    if not path.is_file():
        pytest.skip("the list of titles is not on this machine")
    with path.open(encoding="utf-8", newline="") as file:
        official = {row["soc"]: row["title"] for row in csv.DictReader(file)}
    assert {soc: one.title for soc, one in occupations().items()} == {
        soc: official.get(soc[:7]) for soc in occupations()
    }
    assert all(soc.endswith(".00") for soc in occupations()), "a finer code has a title of its own"


def _copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "frameworks"
    shutil.copytree(ROOT / "frameworks", folder)
    monkeypatch.setattr(frameworks, "_folder", lambda: folder)
    return folder / "career_clusters.yml"


def test_renaming_a_cluster_is_one_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {soc for soc, one in occupations().items() if one.cluster == "Digital Technology"}
    path = _copy(tmp_path, monkeypatch)
    text = path.read_text(encoding="utf-8")
    assert text.count("Digital Technology") == 1
    path.write_text(
        text.replace("{name: Digital Technology}", "{name: Digital Work, formerly: [Digital Technology]}"),
        encoding="utf-8",
    )
    assert "Digital Work" in clusters()
    assert "Digital Technology" not in clusters()
    assert {soc for soc, one in occupations().items() if one.cluster == "Digital Work"} == before
    assert cluster_name("Digital Technology") == cluster_name("digital") == "Digital Work"


def test_an_occupation_of_an_unknown_cluster_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _copy(tmp_path, monkeypatch)
    path.write_text(path.read_text(encoding="utf-8").replace("  energy:", "  power:"), encoding="utf-8")
    with pytest.raises(KeyError, match="energy"):
        occupations()


@pytest.mark.parametrize("name", ["NGSS", "CCSSM", "CSTA", "ISTE", "state", "CTE"])
def test_a_pattern_takes_its_examples_and_no_sentence(name: str) -> None:
    pattern = standard_frameworks()[name]
    assert frameworks.examples(name)
    for code in frameworks.examples(name):
        assert pattern.match(code), code
        assert not pattern.match(code + "\n")
    for text in ("", "Students understand fractions", "STANDARD", "Grade 7: students read and explain graphs of data"):
        assert not pattern.match(text), text


@pytest.mark.parametrize(
    ("name", "code"),
    [("NGSS", "MS-ETS1"), ("NGSS", "6-ESS3-1"), ("CCSSM", "9.RP.A.3"), ("CSTA", "4-DA-08"), ("ISTE", "5.1.a")],
)
def test_a_code_of_the_wrong_shape_is_refused(name: str, code: str) -> None:
    assert not standard_frameworks()[name].match(code)


def test_the_credit_names_both_frameworks_and_what_we_changed() -> None:
    said = credit()
    for word in ("O*NET 29.0", "USDOL/ETA", "CC BY 4.0", "Advance CTE", "October 2024", "ourselves"):
        assert word in said, word
    assert str(_file("occupations")["license"]) in said


def test_reading_them_needs_nothing_but_yaml() -> None:
    code = """
import sys
for name in ("pandas", "numpy", "scipy", "altair", "pydantic", "markdown_it"):
    sys.modules[name] = None
from belonging.frameworks import occupations
assert len(occupations()) >= 100
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr


def test_the_credit_stands_in_the_book(book_html: Path) -> None:
    page = BeautifulSoup((book_html / "book/references.html").read_text(encoding="utf-8"), "html.parser")
    assert credit() in page.find(id="frameworks-credit").parent.get_text(" ", strip=True).replace("\n", " ")
