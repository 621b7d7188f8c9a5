"""A look at a running kernel: is anything in place of what it started with that could decide the checks?"""

import builtins
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

# modules whose functions decide what a check says, or whether it is said
_OURS = "belonging"
_EVENTS = ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell")


@dataclass(frozen=True)
class Baseline:
    """What a kernel had before the first cell."""

    builtins: dict[str, int]
    functions: dict[str, tuple[Any, CodeType, Any]]
    modules: dict[str, ModuleType]
    shell: dict[str, Any]
    transformers: tuple[int, ...]


def baseline(shell: Any) -> Baseline:
    """Remember a kernel that has run nothing yet."""
    return Baseline(
        builtins={name: id(value) for name, value in vars(builtins).items()},
        functions=dict(_functions()),
        modules=dict(sys.modules),
        shell=_shell_parts(shell),
        transformers=_transformers(shell),
    )


def look(shell: Any, before: Baseline) -> list[str]:
    """Return a code for each thing that is not as it was."""
    found = []
    if shell.ast_transformers:
        found.append("ast-transformer")
    if _transformers(shell) != before.transformers or shell.input_transformers_post:
        found.append("input-transformer")
    if any(_by_notebook(callback) for name in _EVENTS for callback in shell.events.callbacks.get(name, ())):
        found.append("event-hook")
    if sys.gettrace() is not None or sys.getprofile() is not None or _thread_hooks():
        found.append("trace")
    if _changed_builtins(before):
        found.append("builtins")
    if any(now is not was or code is not now.__code__ for _, (now, was, code) in _pairs(before)):
        found.append("course-function")
    if any(part is not before.shell[name] for name, part in _shell_parts(shell).items()):
        found.append("display")
    if any(sys.modules.get(name) is not module for name, module in before.modules.items() if _matters(name)):
        found.append("modules")
    return found


def _functions() -> Iterator[tuple[str, tuple[Any, CodeType, Any]]]:
    """Every function and method of our modules, by its full name, with its code."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] != _OURS or name.startswith("belonging.grading"):
            continue
        for key, value in list(vars(module).items()):
            if isinstance(value, FunctionType):
                yield f"{name}:{key}", (value, value.__code__, module)
            elif isinstance(value, type) and value.__module__ == name:
                for method, inner in list(vars(value).items()):
                    if isinstance(inner, FunctionType):
                        yield f"{name}:{key}.{method}", (inner, inner.__code__, value)


def _pairs(before: Baseline) -> Iterator[tuple[str, tuple[Any, Any, CodeType]]]:
    for name, (was, code, holder) in before.functions.items():
        last = name.rpartition(":")[2].rpartition(".")[2]
        now = vars(holder).get(last)
        yield name, (now if isinstance(now, FunctionType) else _Gone, was, code)


class _Gone:
    __code__ = None


def _transformers(shell: Any) -> tuple[int, ...]:
    manager = shell.input_transformer_manager
    lists = (manager.cleanup_transforms, manager.line_transforms, manager.token_transformers)
    return tuple(id(getattr(one, "__func__", one)) for each in lists for one in each)


def _shell_parts(shell: Any) -> dict[str, Any]:
    return {
        "displayhook": shell.displayhook,
        "display_pub": shell.display_pub,
        "display class": type(shell.display_pub),
        "publish": type(shell.display_pub).publish,
        "hook": type(shell.displayhook).__call__,
        "run": type(shell).run_cell_async,
        "code": type(shell).run_code,
        "own": frozenset(set(vars(shell)) & {"run_cell", "run_cell_async", "run_code", "run_ast_nodes"}) or None,
        "kernel": shell.kernel,
        "session": type(shell.kernel.session).send,
    }


def _by_notebook(callback: Any) -> bool:
    """Whether a hook was written in the notebook itself; packages such as matplotlib install honest ones."""
    function = getattr(callback, "__func__", callback)
    module = getattr(function, "__module__", None)
    return module in (None, "__main__", "builtins")


def _thread_hooks() -> bool:
    # ipykernel has hooks of its own for new threads, none of them of this kind
    return bool(getattr(threading, "_trace_hook", None) or getattr(threading, "_profile_hook", None))


def _changed_builtins(before: Baseline) -> bool:
    # `input` is ipykernel's while a cell runs, `_` is the last result, and display is IPython's own addition
    return any(
        id(value) != before.builtins.get(name, id(value)) for name, value in vars(builtins).items() if name != "_"
    )


def _matters(name: str) -> bool:
    return name.split(".")[0] in (_OURS, "builtins", "ast", "IPython", "ipykernel", "sys", "numpy", "pandas")
