"""Time of `protect` and `audit` against table size, what they keep, and how a simple rule of thumb does.

Run from the root of the clone; it takes about a minute and prints the Markdown tables of `README.md`:

    uv run python benchmarks/privacy/time_against_size.py

The rule of thumb hides, in every row and column with a single hidden cell, the next smallest cell as well. Times are
given as a multiple of the smallest table's `protect` in the same run, because machines differ.
"""

import time

import numpy as np
import pandas as pd

from belonging.privacy import HIDDEN, audit, protect, read_release

SIZES = [(10, 8), (20, 10), (50, 20), (100, 50), (200, 50)]
CROWDING = {"mostly large cells": 20, "about half small": 12, "mostly small cells": 5}


def random_counts(shape: tuple[int, int], mean: float) -> pd.DataFrame:
    """Counts as uneven as real groups are."""
    chance = np.random.default_rng([*shape, int(mean)])
    return pd.DataFrame(chance.poisson(chance.gamma(2, mean / 2, shape)))


def rule_of_thumb(counts: pd.DataFrame, k: int = 10) -> pd.DataFrame:
    """Hide small cells, then the next smallest of each row and column that has just one hidden."""
    whole = counts.copy()
    whole["Total"] = whole.sum(axis=1)
    whole.loc["Total"] = whole.sum()
    values = whole.to_numpy()
    hidden = (values > 0) & (values < k)
    changed = True
    while changed:
        changed = False
        for v, h in ((values, hidden), (values.T, hidden.T)):
            for line in np.flatnonzero(h.sum(axis=1) == 1):
                may = np.flatnonzero(~h[line] & (v[line] > 0))
                if len(may):
                    h[line, may[np.argmin(v[line, may])]] = True
                    changed = True
    return whole.astype(object).mask(hidden, HIDDEN)


def kept(table: pd.DataFrame) -> float:
    """Share of the cells with people in them that are shown."""
    return float((table != HIDDEN).to_numpy()[(table != 0).to_numpy()].mean())


def timed(work: object) -> tuple[object, float]:
    """Run it once; seconds."""
    start = time.perf_counter()
    result = work()  # type: ignore[operator]
    return result, time.perf_counter() - start


def sizes() -> None:
    """Print one row per size and crowding."""
    unit = min(timed(lambda: protect(random_counts(SIZES[0], 12)))[1] for _ in range(5))
    print(f"Smallest table's `protect` in this run (the unit): {1000 * unit:.0f} ms\n")
    print("| table | single cells | small ones | `protect` | `audit` | kept | proven best |")
    print("|---|---|---|---|---|---|---|")
    for name, mean in CROWDING.items():
        for shape in SIZES:
            counts = random_counts(shape, mean)
            small = float(((counts > 0) & (counts < 10)).to_numpy().mean())
            result, protecting = timed(lambda counts=counts: protect(counts))
            checked, auditing = timed(lambda result=result: audit(result))
            assert checked.passed
            print(
                f"| {shape[0]} x {shape[1]}, {name} | {counts.size:,} | {small:.0%} | {protecting / unit:.1f} | "
                f"{auditing / unit:.1f} | {result.kept:.1%} | {result.kept_at_most:.1%} |",
                flush=True,
            )


def against_the_rule_of_thumb(tables: int = 300) -> None:
    """Print how often the rule of thumb leaves a cell that can be worked out or narrowed down too far."""
    print(f"\n{tables} tables of 3 x 3 to 6 x 5 | tables with an unsafe cell | kept\n---|---|---")
    unsafe, thumb_kept, own_kept = 0, [], []
    for seed in range(tables):
        chance = np.random.default_rng(seed)
        shape = int(chance.integers(3, 7)), int(chance.integers(3, 6))
        counts = pd.DataFrame(chance.poisson(chance.gamma(4, 4, shape)))
        thumb = rule_of_thumb(counts)
        # Both are judged alike: zeros are always shown, so a hidden cell is at least 1.
        unsafe += not audit(read_release(thumb, least=1)).passed
        thumb_kept.append(kept(thumb))
        result = protect(counts)
        assert audit(result).passed
        own_kept.append(result.kept)
    print(f"rule of thumb | {unsafe} | {np.mean(thumb_kept):.1%}")
    print(f"`protect` | 0 | {np.mean(own_kept):.1%}")


if __name__ == "__main__":
    sizes()
    against_the_rule_of_thumb()
