"""The course computes its numbers with `belonging.measures` and hides with `belonging.privacy`, nowhere by hand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from belonging import measures, privacy
from belonging.paths import course_root

ROOT = course_root()
CLASSROOM = Path(measures.__file__).parents[1] / "classroom"
FILES = sorted([*ROOT.glob("modules/*/**/*.py"), *ROOT.glob("exercises/*/**/*.py"), *CLASSROOM.glob("*.py")])

# What a method or function of pandas, numpy or statistics computes, and which measure computes it with its n.
MEASURE = {
    "mean": "measures.mean(values).value, or for a share measures.rate(count, n, of=...).value",
    "fmean": "measures.mean(values)",
    "average": "measures.mean(values)",
    "std": "measures.mean(values).sd",
    "stdev": "measures.mean(values).sd",
    "var": "measures.mean(values).sd",
    "sem": "measures.mean(values).interval",
    "median": "measures.median(values)",
    "quantile": "measures.median(values), or measures.bands(scores, labels)",
    "percentile": "measures.median(values), or measures.bands(scores, labels)",
    "qcut": "measures.bands(scores, labels)",
    "corr": "measures.correlation(first, second)",
    "corrcoef": "measures.correlation(first, second)",
    "correlation": "measures.correlation(first, second)",
    "cov": "measures.correlation(first, second)",
    "describe": "measures.mean(values) and measures.median(values)",
}
MORE = (
    "Also there: measures.rate, measures.response_rate_by, measures.matched_change, measures.top_share, "
    "measures.lorenz, measures.decompose_gap, measures.simpson_reversal, measures.composition_index, "
    "measures.regression_to_mean."
)
MINIMUM = "privacy.protect(counts), privacy.small_cells(counts) or privacy.too_few(n)"
MINIMUM_NAMES = {"K", "MINIMUM", "SMALLEST_GROUP", "SMALLEST"}
AGGREGATE = re.compile(r"(mean|average|median|stdevp?|variancep?|q1|q3)\(.*\)(:[QONT])?")  # Altair's way to average

# (file, line as written): why the rule does not fit there. Few, and each with its reason.
ALLOWED: dict[tuple[str, str], str] = {}


def names_of_measures(tree: ast.Module) -> set[str]:
    """The names under which a file has the measures, or the package of them."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("belonging", "belonging.measures"):
            found |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {a.asname or a.name for a in node.names if a.name == "belonging.measures"}
    return found


def by_hand(source: str) -> Iterator[tuple[int, str]]:
    """Line and advice for every number that a file computes or hides by itself."""
    tree = ast.parse(source)
    ours = names_of_measures(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, advice) for advice in _call(node, ours))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_call(node.right, "len"):
            yield node.lineno, f"a sum divided by len(): use {MEASURE['mean']}"
        elif isinstance(node, ast.Compare) and any(map(_is_minimum, [node.left, *node.comparators])):
            if any(isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for op in node.ops):
                yield node.lineno, f"a count compared with the minimum: use {MINIMUM}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and AGGREGATE.fullmatch(node.value):
            yield node.lineno, f"the chart averages: give it numbers from {MEASURE['mean']}"


def _call(node: ast.Call, ours: set[str]) -> Iterator[str]:
    match node.func:
        case ast.Attribute(value=ast.Name(id=owner)) if owner in ours:
            return
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in MEASURE and name not in ours:
            yield f"{name}(): use {MEASURE[name]}"
        case ast.Attribute(attr="agg" | "aggregate" | "transform" | "apply" | "pivot_table"):
            for each in ast.walk(ast.Module([ast.Expr(a) for a in node.args], [])):
                if isinstance(each, ast.Constant) and each.value in MEASURE:
                    yield f"{each.value!r}: use {MEASURE[each.value]}"
    for word in node.keywords:
        if word.arg == "aggfunc" and isinstance(word.value, ast.Constant) and word.value.value in MEASURE:
            yield f"{word.value.value!r}: use {MEASURE[word.value.value]}"
        if word.arg == "normalize" and _is_call(node, "value_counts"):
            yield "value_counts(normalize=...): use measures.rate(count, n, of=...)"


def _is_call(node: ast.expr, name: str) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=found) | ast.Attribute(attr=found)):
            return found == name
    return False


def _is_minimum(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int(value)):
            return value == privacy.MINIMUM and not isinstance(value, bool)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in MINIMUM_NAMES
    return False


def name_of(path: Path) -> str:
    return path.relative_to(ROOT if path.is_relative_to(ROOT) else CLASSROOM.parent).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_of_the_course_computes_or_hides_by_hand(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = [
        f"{name_of(path)}:{line}: {advice}\n    {lines[line - 1].strip()}"
        for line, advice in by_hand(source)
        if (name_of(path), lines[line - 1].strip()) not in ALLOWED
    ]
    assert not found, "These numbers bypass belonging.measures or belonging.privacy:\n" + "\n".join([*found, MORE])


def test_what_is_allowed_is_there_and_has_a_reason() -> None:
    for (file, line), reason in ALLOWED.items():
        path = next(path for path in FILES if name_of(path) == file)
        assert line in map(str.strip, path.read_text(encoding="utf-8").splitlines()), (file, line)
        assert len(reason.split()) > 3, (file, line)


@pytest.mark.parametrize(
    "line",
    [
        "x.mean()",
        "np.mean(x)",
        "x.groupby('g').agg(['size', 'mean'])",
        "x.agg({'a': 'median'})",
        "sum(x) / len(x)",
        "pd.qcut(x, 3)",
        "x.corr(y)",
        "x.value_counts(normalize=True)",
        "x.pivot_table(aggfunc='mean')",
        "alt.Y('mean(score):Q')",
        "import statistics\nstatistics.median(x)",
        "from statistics import mean\nmean(x)",
        "n < 10",
        "10 > n",
        "K <= n",
        "n >= privacy.MINIMUM",
    ],
)
def test_a_number_made_by_hand_is_found(line: str) -> None:
    assert list(by_hand(line))


@pytest.mark.parametrize(
    "line",
    [
        "from belonging.measures import mean\nmean(x).value",
        "from belonging import measures\nmeasures.median(x)",
        "import belonging.measures as m\nm.mean(x)",
        "from belonging.privacy import too_few\ntoo_few(n)",
        "protect(counts, k=10)",
        "x == 10",
        "answer = 'mean(x) is what we want'",
        "x.sum()",
    ],
)
def test_what_the_course_should_use_is_left_alone(line: str) -> None:
    assert not list(by_hand(line))


def test_every_measure_that_is_named_here_exists() -> None:
    for advice in (*MEASURE.values(), MINIMUM, MORE):
        for room, name in re.findall(r"(measures|privacy)\.(\w+)", advice):
            assert callable(getattr({"measures": measures, "privacy": privacy}[room], name))


def test_the_course_has_one_minimum() -> None:
    from belonging.explorers.view import SMALLEST_GROUP
    from belonging.own.report import K

    assert privacy.MINIMUM == K == SMALLEST_GROUP
