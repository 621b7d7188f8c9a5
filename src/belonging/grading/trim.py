"""Keep a flood of output out of the graded notebook, whether it is one endless line or one huge picture."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Integer

_CUT = "\n... the rest of this output was cut ..."


class TrimOutput(NbGraderPreprocessor):
    """Cut each text to a limit and drop pictures above another; nbgrader's own limit counts lines only."""

    max_text = Integer(20_000, help="characters kept of one piece of text").tag(config=True)
    max_picture = Integer(2_000_000, help="characters (base64) above which a picture is dropped").tag(config=True)

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Trim one cell's outputs."""
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = self._short(output.text)
            elif output.output_type == "error":
                output.evalue = self._short(output.evalue)
                output.traceback = [self._short(line) for line in output.traceback]
            else:
                self._trim_data(output.data)
        return cell, resources

    def _trim_data(self, data: Any) -> None:
        for kind in list(data):
            value = data[kind]
            if not isinstance(value, str):
                continue
            if kind.startswith("text/") and kind != "text/html":
                data[kind] = self._short(value)
            elif len(value) > self.max_picture:  # half a picture or half a tag is worse than none
                del data[kind]
                data["text/plain"] = self._short(data.get("text/plain", "A very large output was left out."))

    def _short(self, text: str) -> str:
        return text if len(text) <= self.max_text else text[: self.max_text] + _CUT
