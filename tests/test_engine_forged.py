"""Code that gives itself points is flagged for a person; honest code is not."""

import pytest

from belonging.grading.engine.words import FORGED, words_for
from engine_desk import graded, reference, run_cells

pytestmark = pytest.mark.xdist_group("engine")

TRANSFORMER = """answer_1 = 7
import ast
class Full(ast.NodeTransformer):
    def visit_Call(self, node):
        return ast.Constant(1.0) if getattr(node.func, "id", "") == "check" else node
get_ipython().ast_transformers.append(Full())
"""
ATTACKS = {
    "ast-transformer": TRANSFORMER,
    "input-transformer": "get_ipython().input_transformers_post.append(lambda lines: lines)\n",
    "event-hook": "get_ipython().events.register('post_run_cell', lambda result: None)\n",
    "trace": "import sys\nsys.settrace(lambda *a: None)\n",
    "builtins": "import builtins\nbuiltins.float = lambda x: 1\n",
    "course-function": "import sys\nsys.modules['belonging.tasks.check'].check = lambda *a: 1.0\n",
    "display": "get_ipython().displayhook.__class__.__call__ = lambda *a: None\n",
    "modules": "import sys, types\nsys.modules['belonging.tasks'] = types.ModuleType('belonging.tasks')\n",
    "canary": "answer_1 = 7\nright = check\ncheck = lambda label: 1.0 if label == 1 else right(label)\n",
}


@pytest.mark.parametrize("code", ATTACKS)
def test_a_forged_check_is_flagged(code: str) -> None:
    executed, _ = graded(reference(response_rate=ATTACKS[code]))
    assert code in executed.forged


def test_code_of_a_course_function_that_is_swapped_is_flagged() -> None:
    swap = (
        "import sys\ndef full(task, value, folder=None):\n    return 1.0\n"
        "sys.modules['belonging.tasks.check'].check.__code__ = full.__code__\n"
    )
    executed, _ = graded(reference(response_rate=swap))
    assert "course-function" in executed.forged


def test_a_hook_that_is_there_for_one_check_only_is_still_seen() -> None:
    there = "ip = get_ipython()\nhook = lambda *a: None\nip.events.register('pre_run_cell', hook)\n"
    gone = "ip.events.unregister('pre_run_cell', hook)\n"
    executed, _ = graded(reference(response_rate=there, who_is_missing=gone))
    assert executed.forged == ("event-hook",)


def test_the_canaries_leave_no_trace_in_the_notebook() -> None:
    executed, outputs = graded(reference())
    assert executed.forged == ()
    assert outputs["check-response-rate"][0]["data"]["text/plain"] == "1.0"
    assert "must fail" not in executed.notebook


def test_honest_code_is_not_flagged() -> None:
    executed, _ = run_cells(
        "import warnings, random, numpy as np, pandas as pd\nwarnings.warn('careful')\nnp.random.seed(1)",
        "%matplotlib inline" if _has_matplotlib() else "1",
        "import functools\n@functools.cache\ndef f(x):\n    return x\nf(1)",
        "pd.set_option('display.max_rows', 5)\nprint = print\nsum_ = sum",
        "list_of = [1]\ndel list_of\n_",
        "def check(answer):\n    return answer",
        harmless=True,
    )
    assert executed.forged == ()


def test_a_warning_beside_a_right_check_costs_no_points() -> None:
    noisy = "answer_1 = 0.65\nimport warnings\nwarnings.warn('careful')\n"
    _, outputs = graded(reference(response_rate=noisy))
    assert [output["output_type"] for output in outputs["check-response-rate"]] == ["execute_result"]


def test_each_sign_has_a_sentence() -> None:
    assert all(words_for(code).endswith("code.") for code in FORGED)


def _has_matplotlib() -> bool:
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None
