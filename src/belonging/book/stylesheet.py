"""Drop from a stylesheet what no page of the site can match."""

import re
from collections.abc import Iterable

import tinycss2
from bs4 import BeautifulSoup
from tinycss2 import ast

_NESTING = ("media", "supports", "layer", "container")


def vocabulary(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Collect every class and id in the pages, and every word a script could set one from.

    Examples
    --------
    >>> sorted(vocabulary(['<p class="a b" id="c">'], ['x.classList.add("d-e")']))
    ['a', 'add', 'b', 'c', 'classList', 'd-e', 'x']
    """
    words: set[str] = set()
    for page in pages:
        for element in BeautifulSoup(page, "html.parser").find_all(True):
            words.update(element.get("class") or [])
            if element.get("id"):
                words.add(str(element["id"]))
    for script in scripts:
        words.update(re.findall(r"[A-Za-z_][\w-]*", script))
    return frozenset(words)


def purge(css: str, words: frozenset[str]) -> str:
    """Return the stylesheet without the rules whose classes and ids occur nowhere.

    Examples
    --------
    >>> purge("/* note */ .a { x: 1 } .b, .a:not(.c) { y: 2 } @media print { .b { z: 3 } }", frozenset({"a"}))
    '.a{ x: 1 }.a:not(.c){ y: 2 }'
    """
    return _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words)


def without_unused_properties(css: str, keep: str) -> str:
    """Drop custom properties nobody reads; those whose name starts with `keep` stay for scripts and other sheets.

    Examples
    --------
    >>> without_unused_properties("a{--x:1;--y:2;--bbd-z:3;color:var(--y)}", "--bbd-")
    'a{--y:2;--bbd-z:3;color:var(--y)}'
    """
    while True:
        used = set(re.findall(r"var\(\s*(--[\w-]+)", css))
        shorter = _declarations(tinycss2.parse_stylesheet(css), used, keep)
        if shorter == css:
            return css
        css = shorter


def _rules(rules: Iterable[ast.Node], words: frozenset[str]) -> str:
    out: list[str] = []
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            selectors = [s for s in _selectors(rule.prelude) if _matches(s, words)]
            if selectors:
                written = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                out.append(f"{written}{{{tinycss2.serialize(rule.content)}}}")
        elif isinstance(rule, ast.AtRule) and rule.lower_at_keyword in _NESTING and rule.content is not None:
            inner = _rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), words)
            if inner:
                out.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{inner}}}")
        elif isinstance(rule, ast.AtRule) and rule.lower_at_keyword not in ("charset", "font-face"):
            out.append(rule.serialize())
    return "".join(out)


def _selectors(prelude: list[ast.Node]) -> list[list[ast.Node]]:
    parts: list[list[ast.Node]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _matches(selector: list[ast.Node], words: frozenset[str]) -> bool:
    """Whether each class and id is known; what stands inside :not(), :is() or :where() is not looked at."""
    for before, token in zip([None, *selector], selector, strict=False):
        if isinstance(token, ast.HashToken) and token.value not in words:
            return False
        if isinstance(token, ast.IdentToken) and before == "." and token.value not in words:
            return False
    return True


def _declarations(rules: Iterable[ast.Node], used: set[str], keep: str) -> str:
    out: list[str] = []
    for rule in rules:
        if isinstance(rule, ast.QualifiedRule):
            kept = [
                item.serialize()
                for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                if not isinstance(item, ast.ParseError)
                and not (
                    isinstance(item, ast.Declaration)
                    and item.name.startswith("--")
                    and item.name not in used
                    and not item.name.startswith(keep)
                )
            ]
            if kept:
                out.append(tinycss2.serialize(rule.prelude).strip() + "{" + ";".join(kept) + "}")
        elif isinstance(rule, ast.AtRule) and rule.lower_at_keyword in _NESTING and rule.content is not None:
            inner = _declarations(tinycss2.parse_rule_list(rule.content), used, keep)
            if inner:
                out.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{inner}}}")
        elif not isinstance(rule, ast.WhitespaceToken | ast.Comment):
            out.append(rule.serialize())
    return "".join(out)
