"""What Formgrader shows of a participant's notebook: it runs in the leader's own Jupyter, so nothing may run there."""

from typing import Any

from nbconvert.preprocessors import Preprocessor

from belonging.grading.inert import inert_html, inert_markdown

_HARMLESS = ("text/plain", "image/png", "image/jpeg")


class InertOutputs(Preprocessor):
    """Keep text and pictures of an output and clean its HTML; scripts, SVG and the rest are left out."""

    enabled = True

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Clean one cell's outputs."""
        cell.pop("attachments", None)
        for output in cell.get("outputs", []):
            if "data" in output:
                kept = {kind: output.data[kind] for kind in _HARMLESS if kind in output.data}
                if "text/html" in output.data:
                    kept["text/html"] = inert_html(output.data["text/html"])
                output.data = kept
        return cell, resources


def markdown_filter(text: str) -> str:
    """Render Markdown in place of nbconvert's own filter, which lets raw HTML through."""
    return inert_markdown(text)
