"""How far a run is, told in lines where there is no terminal."""

import pytest

from belonging.grading import progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def run(clock: list[float], counted: int, graded: int, seconds: float) -> None:
    """Count what was done before at once, then grade at one speed."""
    with progress.steps("Grading", counted + graded + 100) as bar:
        for _ in range(counted):
            bar.step()
        for _ in range(graded):
            clock[0] += seconds
            bar.step()


def test_the_time_left_is_that_of_what_is_really_graded(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    run(clock, 1900, 80, 2.0)
    assert capsys.readouterr().err.splitlines()[-1] == "Grading: 1980 of 2080, about 3 minutes left."


def test_no_time_is_guessed_from_a_few(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    run(clock, 0, 1, 15.0)
    assert capsys.readouterr().err == "Grading: 1 of 101.\n"
