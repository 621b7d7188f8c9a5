"""What is planted in cohort_demo, as its card states it."""

import pandas as pd
import pytest

from belonging.cohort.demo import expected, write_demo
from belonging.cohort.demo.mess import MESSES
from belonging.course import load_python
from belonging.data import load
from belonging.paths import course_root

generate = load_python(course_root() / "datasets" / "cohort_demo" / "generate.py")


@pytest.fixture(scope="module")
def sent() -> pd.DataFrame:
    table = load("cohort_demo")
    return table[table["sent_by"].notna()]


def test_everyone_begins_and_nobody_who_stopped_comes_back(sent: pd.DataFrame) -> None:
    who = {module: set(rows["person"]) for module, rows in sent.groupby("module")}
    assert {module: len(people) for module, people in who.items()} == generate.HANDED_IN
    assert who["studio"] < who["listening"] < who["beliefs"] < who["start"]
    assert len(sent) == 134


def test_schools_names_and_addresses() -> None:
    people = load("cohort_demo").drop_duplicates("person")
    assert people["school"].value_counts().tolist() == [26, 18, 4]
    assert people["email"].isna().sum() == 4
    assert not people["email"].dropna().duplicated().any()
    namesakes = people[people["name"].duplicated(keep=False)]
    assert namesakes["person"].tolist() == ["T01", "T02"]
    assert namesakes["school"].nunique() == 2
    assert namesakes["email"].notna().all()


def test_late_joiners_and_leavers(sent: pd.DataFrame) -> None:
    people = load("cohort_demo").drop_duplicates("person")
    assert (people["joined"] > generate.FIRST_DAY.isoformat()).sum() == 3
    assert people["left"].notna().sum() == 4
    assert (sent["joined"] <= sent["sent_on"]).all()
    after = sent[sent["left"].notna()]
    assert set(after["module"]) == {"start", "beliefs"}
    assert (after["sent_on"] <= after["left"]).all()


def test_every_mess_happens_once_and_ends_as_the_card_says(sent: pd.DataFrame) -> None:
    messes = sent["mess"].dropna()
    assert sorted(messes) == sorted(mess for kinds in generate.MESSES.values() for mess in kinds)
    assert (len(messes), messes.nunique(), sent["earlier"].sum()) == (34, 34, 16)
    ends = {one.mess: one for one in expected() if one.mess}
    inside = {mess: ends[mess] for mess in MESSES}
    assert (len(inside), sum(one.ends == "points" for one in inside.values())) == (25, 21)
    short = {mess for mess, one in ends.items() if one.points is not None and one.points < one.out_of}
    assert short == {"answer deleted", "endless loop", "plan missing"}
    assert sum(one.asked for one in ends.values()) == 2


@pytest.mark.parametrize("seed", [48, 7])
def test_any_seed_makes_a_cohort_with_every_mess(seed: int) -> None:
    rows = pd.DataFrame(generate.rows(seed))
    assert rows["mess"].nunique() == 34
    assert rows["sent_by"].notna().groupby(rows["module"]).sum().to_dict() == generate.HANDED_IN


def test_the_files_are_the_same_each_time(tmp_path) -> None:
    both = [tmp_path / name for name in ("one", "two")]
    ends = [write_demo(folder, modules=["beliefs"]) for folder in both]
    assert ends[0] == ends[1] == expected(modules=["beliefs"])
    first, second = (
        {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()} for folder in both
    )
    assert first == second
