"""Time to read and check the largest plan the form allows, against PyYAML and the models alone, in one run."""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import yaml

from belonging.plan.ask import asked
from belonging.plan.exemplars import exemplar, exemplar_ids
from belonging.plan.plan import Plan
from belonging.plan.reading import read_plan, write_plan
from belonging.plan.rules import check


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=30)
    runs = options.parse_args().runs
    plan = largest()
    text = write_plan(plan)
    check(plan)  # lists of words, occupations and exemplars are read once in a process
    steps: dict[str, Callable[[], Any]] = {
        "`yaml.safe_load` and the models alone": lambda: Plan.model_validate(yaml.safe_load(text)),
        "the same with libyaml": lambda: Plan.model_validate(yaml.load(text, Loader=yaml.CSafeLoader)),
        "`read_plan`": lambda: read_plan(text),
        "`check`": lambda: check(plan),
        "`read_plan` and `check`": lambda: check(read_plan(text).plan),
        "`write_plan`": lambda: write_plan(plan),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            begun = time.perf_counter()
            step()
            times[name].append(time.perf_counter() - begun)
    plain = statistics.median(times["`yaml.safe_load` and the models alone"])
    print(f"{len(text.encode()):,} bytes, {len(plan.activities)} activities, {len(check(plan))} findings\n")
    print("| | median ms | of the first row |\n|---|---|---|")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"| {name} | {1000 * median:.1f} | {median / plain:.2f} |")
    print(f"\n{runs} runs, in turn; load average {os.getloadavg()[0]:.1f}")


def largest() -> Plan:
    """Return a plan with every list as long as the form allows, filled from all exemplars in turn."""
    plans = [exemplar(id_) for id_ in exemplar_ids()]
    data = plans[-1].model_dump()
    for name in Plan.model_fields:
        most = asked(Plan, name).many if name not in ("schema_version",) else 0
        if most and isinstance(data[name], tuple):
            entries = [entry for plan in plans for entry in plan.model_dump()[name]]
            data[name] = [named(entry, place) for place, entry in enumerate((entries * most)[:most])]
    return Plan.model_validate(data)


def named(entry: Any, place: int) -> Any:
    """Return an entry with an id of its own, since two must not share one."""
    return {**entry, "id": f"{entry['id'][:18]}-{place}"} if isinstance(entry, dict) and "id" in entry else entry


if __name__ == "__main__":
    main()
