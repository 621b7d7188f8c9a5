"""A zip that anybody made is only read: it writes nowhere, fills nothing, and says what in it was not taken in."""

import io
import stat
import zipfile

import pytest

from belonging.cohort.collect import unzip
from belonging.cohort.collect.unzip import Budget, Member, Trouble, is_litter, members, other_archive


def packed(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def entry(name: str, kind: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (2026, 10, 1, 12, 0, 0))
    info.create_system, info.external_attr = 3, (kind | 0o644) << 16
    return info


def read(raw: bytes, budget: Budget | None = None) -> tuple[dict[str, bytes], dict[str, str]]:
    """What was taken in, and what was not."""
    found = list(members(raw, budget or Budget()))
    taken = {"/".join(one.parts): one.content for one in found if isinstance(one, Member)}
    return taken, {"/".join(one.parts): one.reason for one in found if isinstance(one, Trouble)}


def test_names_that_lead_out_of_the_zip_are_only_names():
    raw = packed(
        ("../../up.ipynb", b"1"), ("/etc/root.ipynb", b"2"), ("C:\\Users\\ana\\x.ipynb", b"3"), ("a\\b.ipynb", b"4")
    )
    assert read(raw)[0] == {"up.ipynb": b"1", "etc/root.ipynb": b"2", "Users/ana/x.ipynb": b"3", "a/b.ipynb": b"4"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_not_taken_in(kind):
    taken, refused = read(packed((entry("x.ipynb", kind), b"/etc/passwd"), (entry("y.ipynb", stat.S_IFREG), b"{}")))
    assert list(taken) == ["y.ipynb"]
    assert "link" in refused["x.ipynb"] or "device" in refused["x.ipynb"]


def test_a_bomb_is_not_unpacked():
    taken, refused = read(packed(("x.ipynb", bytes(120_000_000)), ("y.ipynb", b"{}")))
    assert list(taken) == ["y.ipynb"]
    assert "huge" in refused["x.ipynb"]


def test_a_zip_that_lies_about_its_size_is_not_believed():
    raw = bytearray(packed(("x.ipynb", b" " * 3_000_000)))
    true = (3_000_000).to_bytes(4, "little")
    while (at := raw.find(true)) >= 0:
        raw[at : at + 4] = (10).to_bytes(4, "little")
    taken, refused = read(bytes(raw))
    assert not taken
    assert "damaged" in refused["x.ipynb"]


def test_what_is_unpacked_in_all_is_limited_however_zips_are_nested():
    inner = packed(*((f"{n}.ipynb", b"x" * 1000) for n in range(10)))
    taken, refused = read(packed(*((f"{n}.zip", inner) for n in range(5))), Budget(files=23, size=1_000_000))
    assert len(taken) == 20
    assert refused
    taken, refused = read(packed(("a.zip", inner), ("b.zip", inner)), Budget(size=15_000))
    assert len(taken) < 20
    assert any("larger" in reason for reason in refused.values())


def test_what_one_person_packed_does_not_use_up_what_the_others_need(monkeypatch):
    monkeypatch.setattr(unzip, "_share", lambda left, least: left // 4)
    bomb = packed(*((f"{n}.ipynb", b"x" * 10_000) for n in range(50)))
    raw = packed(("Mallory.zip", bomb), *((f"{n}.ipynb", b"{}" * 500) for n in range(30)))
    taken, refused = read(raw, Budget(files=100, size=100_000))
    assert {f"{n}.ipynb" for n in range(30)} <= set(taken)
    assert any("collect the folder" in reason for reason in refused.values())


def test_zips_in_zips_are_read_to_a_sane_depth():
    raw = packed(("x.ipynb", b"{}"))
    for _ in range(3):
        raw = packed(("in.zip", raw))
    assert read(raw)[0] == {"in.zip/in.zip/in.zip/x.ipynb": b"{}"}
    for _ in range(40):
        raw = packed(("in.zip", raw))
    taken, refused = read(raw)
    assert not taken
    assert "deep" in next(iter(refused.values()))


def test_locked_empty_and_damaged_zips_say_so():
    whole = packed(("x.ipynb", b"{}" * 500))
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert "password" in read(bytes(locked))[1]["x.ipynb"]
    assert "empty" in read(packed())[1][""]
    assert "damaged" in read(whole[: len(whole) // 2])[1][""]
    broken = bytearray(whole)
    broken[45] ^= 0xFF
    assert "damaged" in read(bytes(broken))[1]["x.ipynb"]


def test_names_in_any_encoding_come_back_right():
    plain = packed(("Ana Pérez 李 🦊.ipynb", b"{}"))
    assert list(read(plain)[0]) == ["Ana Pérez 李 🦊.ipynb"]
    # macOS writes UTF-8 and does not set the flag; an old Windows writes cp437
    name = "Pérez.ipynb"
    for raw_name in (name.encode("utf-8"), name.encode("cp437")):
        raw = packed(("P" * len(raw_name), b"{}")).replace(b"P" * len(raw_name), raw_name)
        assert list(read(raw)[0]) == [name]


def test_long_names_and_names_that_differ_only_in_case_are_all_kept():
    names = ["x" * 200 + ".ipynb", "Ana.ipynb", "ANA.ipynb", "a/Ana.ipynb"]
    assert list(read(packed(*((name, name.encode()) for name in names)))[0]) == names


def test_what_systems_leave_behind_is_left_out_and_a_person_with_dots_is_not():
    raw = packed(
        ("__MACOSX/._x.ipynb", b"1"), (".DS_Store", b"2"), ("a/.ipynb_checkpoints/x.ipynb", b"3"), ("x.ipynb", b"")
    )
    assert read(raw) == ({"x.ipynb": b""}, {})
    assert not is_litter((".. Dotty - listening.ipynb",))
    assert not is_litter(("... .ipynb",))


def test_a_word_file_is_one_file_and_other_archives_say_what_to_do():
    word = packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    assert list(read(packed(("plan.docx", word)))[0]) == ["plan.docx"]
    for name, head in (
        ("x.rar", b""),
        ("x.7z", b""),
        ("x.tar.gz", b""),
        ("x", b"Rar!\x1a"),
        ("x.zip", b"7z\xbc\xaf\x27\x1c"),
    ):
        assert "Unpack it" in str(other_archive(head, name))
    assert other_archive(b"{", "x.ipynb") is None
