"""The Python side of the page "My own survey": plain values in and out, the same report as the command's."""

import base64
import json
import subprocess
import sys
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from belonging.live.call import answer
from belonging.live.tools import TOOLS
from belonging.own import analyse, propose, read_bytes
from belonging.own.page import page
from own_variants import VARIANTS, Table, google_form

ROOM = "belonging.own.in_page"
SIZES = ("200,000 rows",)  # how long large files take is measured in test_own_variants.py


def _say(function: str, arguments: dict[str, Any], **files: bytes) -> dict[str, Any]:
    return json.loads(answer(f"{ROOM}:{function}", json.dumps(arguments), files))


@pytest.fixture(scope="module")
def table() -> Table:
    return google_form()


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name not in SIZES])
def test_a_variant_ends_in_a_safe_report_or_a_plain_sentence(variant: str, table: Table) -> None:
    make, expected = VARIANTS[variant]
    content = make(table)
    said = _say("preview", {}, content=content)
    if "result" in said:
        for secret in table.secrets:
            assert secret not in json.dumps([said["result"]["said"], said["result"]["first"]])
        columns = said["result"]["columns"]
        said = _say("report", {"columns": columns, "day": "November 21, 2026"}, content=content)
    if expected == "report":
        survey = read_bytes(content)
        report = analyse(survey, propose(survey), day="November 21, 2026")
        made = said["result"]
        assert made["html"] == page(report), "the page and the command disagree"
        assert made["n"] == report.n
        with zipfile.ZipFile(BytesIO(base64.b64decode(made["docx"]["$bytes"]))) as archive:
            document = archive.read("word/document.xml").decode()
        for secret in table.secrets:
            assert secret not in unescape(made["html"])
            assert secret not in document
            assert secret not in made["map"]
    else:
        assert expected in said["problem"]["message"] + said["problem"]["advice"]
        assert said["problem"]["advice"], "it says what is wrong, but not what to do"


def test_the_map_that_was_saved_is_taken_next_term(table: Table) -> None:
    content = table.csv().encode()
    columns = _say("preview", {}, content=content)["result"]["columns"]
    columns[table.items_at[0]]["scale"] = "our room"
    saved = _say("report", {"columns": columns}, content=content)["result"]["map"]
    again = _say("preview", {}, content=content, saved_map=saved.encode())["result"]["columns"]
    assert again[table.items_at[0]]["scale"] == "our room"
    assert [each["role"] for each in again] == [each["role"] for each in columns]


def test_what_is_no_map_is_told(table: Table) -> None:
    for broken in (b"columns: [", b"columns:\n- name: x\n  role: nothing\n", b"\xff\xfe\x00"):
        problem = _say("preview", {}, content=table.csv().encode(), saved_map=broken)["problem"]
        assert "choose no map" in problem["advice"]


def test_an_earlier_term_and_the_number_asked_are_used(table: Table) -> None:
    content = table.csv().encode()
    columns = _say("preview", {}, content=content)["result"]["columns"]
    earlier = google_form(seed=4).csv().encode()
    html = _say("report", {"columns": columns, "asked": "120"}, content=content, earlier=earlier)["result"]["html"]
    assert "120" in html
    assert "Two terms" in html or "earlier" in html
    for asked in ("some", "0", "5"):
        assert _say("report", {"columns": columns, "asked": asked}, content=content)["problem"]["advice"]


@pytest.mark.parametrize("broken", [{"low": "one"}, {"low": "9"}, {"order": "yes"}, {"role": "item", "column": {}}])
def test_a_column_filled_in_wrongly_is_told_by_name(broken: dict[str, Any], table: Table) -> None:
    content = table.csv().encode()
    columns = _say("preview", {}, content=content)["result"]["columns"]
    columns[table.items_at[0]] |= broken
    assert _say("report", {"columns": columns}, content=content)["problem"]["message"]


WITHOUT = """
import sys
from importlib.metadata import packages_distributions
allowed = {modules}
third = set(packages_distributions()) - {{"belonging", "six", "dateutil", "pytz", "tzdata", "typing_extensions"}}
class Fewer:
    def __init__(self, finder):
        self.finder = finder
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        return None if top in third and top not in allowed else self.finder.find_spec(name, path, target)
sys.meta_path = [Fewer(finder) for finder in sys.meta_path]
import json
from belonging.data import csv_text
from belonging.live.call import answer
content = {{"content": csv_text("pulse_fall_spring").encode()}}
said = json.loads(answer("{room}:preview", files=content))
assert "result" in said, said
columns = said["result"]["columns"]
said = json.loads(answer("{room}:report", json.dumps({{"columns": columns}}), content))
assert "result" in said, said
made = said["result"]
assert "<h1>" in made["html"] and made["docx"] is None, made["docx"]
assert "figure" not in made["html"].partition("</style>")[2]
"""


def test_the_report_needs_no_more_than_the_tool_says() -> None:
    """With everything else blocked: no vl-convert, no altair, no python-docx; numpy and pydantic's parts come along."""
    modules = {name.replace("-", "_") for name in TOOLS["own"].needs} | {"yaml"}
    modules |= {"numpy", "pydantic_core", "annotated_types", "typing_inspection"}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(modules=modules, room=ROOM)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
    )
    assert run.returncode == 0, run.stderr
