"""The plan's form comes from the models and asks for all of them; what the page and Lab ask Python for is answered."""

import json
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from belonging.errors import Plain
from belonging.live.call import answer
from belonging.plan.ask import SIZES, Ask, Part
from belonging.plan.choices import LABELS
from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.form import LISTS, asked_in_form, definition, every_field, tabs
from belonging.plan.front_end import form_data, module_script, page_files, widget_style
from belonging.plan.in_page import check, export, exports, open_file, plain, save
from belonging.plan.plan import TABS, Plan
from belonging.plan.reading import read_plan
from belonging.plan.rules import check as findings_of
from belonging.plan.widget import PlanWidget

FIELDS = dict(every_field())
IDS = [each.id for each in exemplars()]


def asking(part: type[BaseModel], before: str = "") -> dict[str, Ask]:
    """Go through the models themselves: every field that asks for something, by its path."""
    found = {}
    for name, info in part.model_fields.items():
        ask = next((note for note in info.metadata if isinstance(note, Ask)), None)
        if ask is None or (part is Plan and not ask.tab):
            continue
        found[f"{before}{name}"] = ask
        inner: Any = info.annotation
        many = get_origin(inner) is tuple
        inner = get_args(inner)[0] if many else inner
        if isinstance(inner, type) and issubclass(inner, Part):
            found |= asking(inner, f"{before}{name}.{'*.' * many}")
    return found


def test_every_field_of_the_models_is_asked_for_once_in_the_words_of_its_ask() -> None:
    asked = asking(Plan)
    assert set(FIELDS) == set(asked)
    for path, field in FIELDS.items():
        ask = asked[path]
        assert (field.label, field.needed, field.like, field.to) == (ask.label, ask.sizes, ask.like, ask.to), path
        assert (field.least, field.most, field.low, field.high) == (ask.least, ask.most, ask.low, ask.high), path
        assert (field.few, field.many, field.pattern) == (ask.few, ask.many, ask.pattern), path
        assert field.help == ask.help or not ask.help
    assert list(tabs()) == list(TABS)
    assert all(tabs().values())
    assert {name for name in Plan.model_fields if not asked_in_form(name)} == {
        "schema_version", "started_from", "saved_on",
    }  # fmt: skip


def test_every_kind_of_field_has_its_control_in_the_front_end() -> None:
    script = module_script()
    for kind in {field.kind for field in FIELDS.values()}:
        assert f'"{kind}"' in script or kind in ("text", "id"), kind


def test_every_choice_has_words_and_every_reference_something_to_point_at() -> None:
    given = definition()
    for path, field in FIELDS.items():
        if field.kind in ("choice", "several"):
            assert field.options or given["lists"][field.to], path
            if field.options:
                assert dict(field.options) in LABELS.values()
        if field.kind in ("pick", "picks"):
            target = FIELDS[field.to]
            assert target.kind == "parts"
            assert {each.kind for each in target.fields} >= {"id"}
            assert next(each for each in target.fields if each.name == target.says).kind in ("text", "long")
    assert set(LISTS) < set(given["lists"])
    assert {entry["value"] for entry in given["lists"]["standard"]} == {
        value for value, _ in FIELDS["standards.*.framework"].options or ()
    }
    assert "O*NET" in given["credit"]


def test_the_form_and_the_exemplars_are_json_and_stay_small() -> None:
    data = json.loads(page_files()["plan-data.js"].removeprefix("window.BelongingPlan.data = ").removesuffix(";\n"))
    assert data == json.loads(json.dumps(form_data()))
    assert [each["id"] for each in data["exemplars"]] == IDS
    assert len(IDS) == 12
    assert len(page_files()["plan-data.js"]) < 260_000


def test_the_scripts_are_one_scope_without_imports() -> None:
    for text in (page_files()["plan-form.js"], module_script()):
        lines = text.splitlines()
        assert not [line for line in lines if line.startswith("import ")]
        names = [line.split()[1].split("(")[0] for line in lines if line.startswith(("const ", "function ", "let "))]
        assert len(names) == len(set(names))
        assert {name for name in names if not name.lower().startswith("plan")} == {"element"}
    assert ".bbd-live {" in widget_style()
    assert "html" not in widget_style().partition("/* Tools")[0].partition("*/")[2]


@pytest.mark.parametrize("id_", IDS)
def test_an_exemplar_goes_through_the_form_unchanged(id_: str) -> None:
    held = plain(exemplar(id_))
    said = check(held)
    assert said["passes"]
    assert [each["rule"] for each in said["findings"]] == [each.rule for each in findings_of(exemplar(id_))]
    saved = save(held)
    assert saved["problems"] == []
    assert open_file(saved["text"].encode()) == {"plan": held, "problems": []}
    assert read_plan(saved["text"]).plan == exemplar(id_)


def test_what_is_typed_and_cannot_be_read_is_named_once_and_never_lost() -> None:
    held = plain(exemplar("data-brief-3-5"))
    held["activities"][0]["minutes"] = "eight"
    found = [each for each in check(held)["findings"] if each["field"] == "activities.0.minutes"]
    assert [each["rule"] for each in found] == ["read"]
    assert "eight" in found[0]["see"]
    assert "Line" not in found[0]["see"]
    assert not check(held)["passes"]
    saved = save(held)
    assert saved["problems"]
    assert json.loads(saved["text"]) == held


def test_a_file_that_is_no_plan_is_told_with_its_line() -> None:
    said = open_file(b"title: Bikes\nactivities: many\n")
    assert said["plan"]["title"] == "Bikes"
    assert "Line 2" in said["problems"][0]
    assert open_file(b"\xff\xfe\x00\x01")["problems"]


def test_every_export_is_made_of_a_plan_and_told_of_a_blank_one() -> None:
    held = plain(exemplar("data-brief-3-5"))
    for each in exports():
        made = export(held, each["kind"])
        assert made["name"].endswith(each["kind"])
        assert len(made["content"]) > 200
        assert "/" in made["type"]
    assert {"python-docx"} == set(next(each for each in exports() if each["kind"] == "plan.docx")["needs"])
    with pytest.raises(Plain, match="no date yet"):
        export({}, "dates.ics")
    with pytest.raises(Plain, match=r"plan\.docx"):
        export(held, "poster")


def test_the_worker_gets_its_answers_as_json() -> None:
    held = plain(exemplar("data-brief-3-5"))
    said = json.loads(answer("belonging.plan.in_page:check", json.dumps({"plan": held})))
    assert said["result"] == {"findings": check(held)["findings"], "passes": True}


# -- in Lab --------------------------------------------------------------------------------------------------------


class Kernel:
    """The widget as its front end sees it: questions go in, answers come out."""

    def __init__(self, file: Path) -> None:
        self.widget = PlanWidget(file, file.name)
        self.sent: list[dict[str, Any]] = []
        self.widget.send = lambda content, buffers=None: self.sent.append(content)

    def ask(self, what: str, **arguments: Any) -> Any:
        self.widget._heard(self.widget, {"id": 1, "what": what, "args": json.dumps(arguments)}, [])
        said = json.loads(self.sent[-1]["answer"])
        assert "error" not in said, said
        return said.get("result", said.get("problem"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my-plan.yml"


def test_lab_begins_with_nothing_and_keeps_one_file(file: Path) -> None:
    kernel, held = Kernel(file), plain(exemplar("data-brief-3-5"))
    begun = kernel.ask("start")
    assert begun["record"] is None
    assert len(begun["exemplars"]) == 12
    kept = kernel.ask("keep", plan=held, stamp=begun["stamp"], fresh=True)
    assert kept == {"stamp": 1, "aside": None}
    assert read_plan(file.read_bytes()).plan == exemplar("data-brief-3-5")
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert Kernel(file).ask("start")["record"]["plan"] == held
    assert kernel.ask("belonging.plan.in_page:check", plan=held)["passes"]
    assert exemplar("data-brief-3-5").title not in json.dumps(kernel.widget.get_state(), default=str)


def test_lab_sets_aside_what_it_would_write_over(file: Path) -> None:
    file.write_text("title: An older plan\n", encoding="utf-8")
    kernel = Kernel(file)
    stamp = kernel.ask("start")["stamp"]
    stamp = kernel.ask("keep", plan={"title": "Changed"}, stamp=stamp)["stamp"]
    assert file.with_name("my-plan-last-time.yml").read_text(encoding="utf-8") == "title: An older plan\n"
    stamp = kernel.ask("keep", plan={"title": "Begun anew"}, stamp=stamp, fresh=True)["stamp"]
    assert "Changed" in file.with_name("my-plan-before-1.yml").read_text(encoding="utf-8")
    file.write_text("title: From an editor\n", encoding="utf-8")
    kept = kernel.ask("keep", plan={"title": "Typed on"}, stamp=stamp)
    assert kept["aside"] == "my-plan-before-2.yml"
    assert "From an editor" in file.with_name(kept["aside"]).read_text(encoding="utf-8")
    # a second view of the same form, which has not seen the last write
    assert kernel.ask("keep", plan={"title": "Second view"}, stamp=stamp)["aside"] == "my-plan-before-3.yml"
    assert "Second view" in file.read_text(encoding="utf-8")


def test_lab_says_when_the_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "exercises").write_text("a file in the way", encoding="utf-8")
    kernel = Kernel(tmp_path / "exercises" / "my-plan.yml")
    said = kernel.ask("keep", plan={"title": "Bikes"}, stamp=0)
    assert "in the way" in said["message"]


def test_sizes_in_the_form_are_sizes_of_plans() -> None:
    for path, field in FIELDS.items():
        assert set(field.needed) <= set(SIZES), path
