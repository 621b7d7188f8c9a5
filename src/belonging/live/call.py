"""What runs inside the page's worker: calls a function of ours by its name, JSON in and JSON out."""

import base64
import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from belonging.errors import Plain


def answer(name: str, arguments: str = "{}", files: Mapping[str, Any] | None = None) -> str:
    """Call a function and return what it said as JSON.

    Parameters
    ----------
    name : str
        Module and function, such as `"belonging.survey.lint.in_page:check_question"`; only modules of this package.
    arguments : str
        The function's arguments by name, a JSON object.
    files : mapping of str to bytes-like
        Further arguments by name, each the content of a file.

    Returns
    -------
    str
        `{"result": ...}`, where bytes are written as `{"$bytes": base64}`; or `{"problem": {"message", "advice"}}` for
        what the reader can mend; or `{"error": ...}` for what they cannot.

    Examples
    --------
    >>> answer("belonging.survey.lint:lint", '{"text": "Is math fun?", "options": ["Yes", "No"]}')
    '{"result": []}'
    >>> answer("os:getcwd")
    '{"error": "LookupError: os:getcwd is not a function of this course."}'
    """
    try:
        return json.dumps(
            {"result": _function(name)(**json.loads(arguments), **_contents(files or {}))}, default=_bytes
        )
    except Plain as problem:
        return json.dumps({"problem": {"message": problem.message, "advice": problem.advice}})
    except Exception as error:  # whatever it is, the page has to hear of it
        return json.dumps({"error": f"{type(error).__name__}: {error}"})


def _function(name: str) -> Any:
    module, _, function = name.partition(":")
    if not module.startswith("belonging.") or not function or function.startswith("_"):
        raise LookupError(f"{name} is not a function of this course.")
    return getattr(import_module(module), function)


def _contents(files: Mapping[str, Any]) -> dict[str, bytes]:
    return {name: bytes(content) for name, content in files.items()}


def _bytes(value: Any) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"A page cannot be handed a {type(value).__name__}.")
