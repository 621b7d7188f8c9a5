"""What goes into a payload comes out of it, for any text and for every state of the real explorers."""

import itertools
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from belonging.explorers import load
from belonging.explorers.build import write_payloads
from belonging.explorers.definition import states
from belonging.explorers.front_end import classic_script, module_script
from belonging.explorers.pack import drawing, drawings, frame, pack, script, unpack
from explorer_site import payload
from toy_explorer import a_panel_explorer, an_explorer

part = some.text(alphabet=some.characters(exclude_characters="\x1f", codec="utf-8"), max_size=30) | some.sampled_from(
    ["<g><path d='M0'/>", "a  b", " <b>c</b> ", ">", "<", ""]
)
frames = some.lists(some.tuples(part, part, part, part), min_size=6, max_size=6)


@given(frames)
def test_any_frames_survive_packing(every: list[tuple[str, str, str, str]]) -> None:
    explorer = an_explorer()
    packed = pack(explorer, every)
    assert [unpack(packed, state) for state in states(explorer)] == every


def test_like_frames_are_stored_as_their_difference() -> None:
    body = "".join(f"<p>{n}</p>" for n in range(100))
    packed = pack(an_explorer(), [(body, f"It is {n}.", "t", "a") for n in range(6)])
    assert [len(stored) for stored in packed["f"][1:]] == [3] * 5


def test_panels_packed_alone_are_put_together_as_python_draws_them_in_every_combination() -> None:
    explorer = a_panel_explorer()
    packed = pack(explorer, [drawing(explorer, *one) for one in drawings(explorer)])
    assert len(packed["f"]) == 6 + 8 + 1
    for state in itertools.product(*(range(len(choice.values)) for choice in explorer.choices)):
        found = unpack(packed, state)
        assert found == frame(explorer, state)
        picture = ElementTree.fromstring(found[0])
        assert len(picture) == 3, "one picture for each panel"
        assert found[2].count("<table>") == found[2].count("</table>") == found[2].count("<caption>") == 1


@pytest.fixture(scope="module")
def listening(drawn_listening: Path) -> dict[str, Path]:
    return {id_: next(drawn_listening.glob(f"listening-{id_}-*.js")) for id_ in load("listening")}


@pytest.mark.parametrize("id_", list(load("listening")))
def test_the_payload_holds_what_python_draws(id_: str, listening: dict[str, Path]) -> None:
    explorer = load("listening")[id_]
    packed = payload(listening[id_])
    every = list(states(explorer))
    assert len(packed["f"]) == len(every)
    for state in [explorer.start, *every[:: len(every) // 5]]:
        assert unpack(packed, state) == frame(explorer, state)


def test_both_payloads_of_the_module_stay_small(listening: dict[str, Path]) -> None:
    sizes = {id_: path.stat().st_size for id_, path in listening.items()}
    assert sum(sizes.values()) < 150_000, sizes


def test_a_payload_cannot_end_a_script_element() -> None:
    explorer = an_explorer()
    text = script(explorer, pack(explorer, [("</script>", "", "", "")] * 6))
    assert "</script" not in text
    assert text.startswith('BelongingExplorers.data("listening/toy",')


def test_the_page_script_is_the_module_with_its_exports_replaced() -> None:
    assert "export default { render };" in module_script()
    assert "export" not in classic_script()
    assert "window.BelongingExplorers = { mount, data };" in classic_script()


def test_an_unchanged_explorer_is_taken_from_the_cache(
    tmp_path: Path, listening: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("drawn again though nothing changed")

    monkeypatch.setattr("belonging.explorers.build._all_frames", never)
    cache = next(iter(listening.values())).parent
    written = write_payloads(["listening"], tmp_path, cache)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "explorer.js",
        *(f"listening/{id_}.js" for id_ in load("listening")),
    ]
    assert all(path.stat().st_size > 1000 for path in written)
