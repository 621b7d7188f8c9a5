"""nbgrader's check of its own marks, with the schema compiled once; it took half of the time spent besides running."""

from functools import cache
from typing import Any

import fastjsonschema
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat.common import BaseMetadataValidator
from nbgrader.preprocessors import CheckCellMetadata


class _Compiled(BaseMetadataValidator):
    """Stands between nbgrader's validator and its base, where each cell would check the schema itself anew."""

    def __init__(self) -> None:
        super().__init__()
        self._quick = fastjsonschema.compile(self.schema)

    def validate_cell(self, cell: Any) -> None:
        """Accept what fits the schema; leave the rest to nbgrader, for its own words."""
        marks = cell.metadata.get("nbgrader")
        if isinstance(marks, dict) and marks.get("schema_version") == self.schema_version:
            try:
                self._quick(marks)
            except fastjsonschema.JsonSchemaException:
                pass
            else:
                return
        super().validate_cell(cell)


class _Validator(MetadataValidator, _Compiled):
    """nbgrader's rules about grade ids and points, on the compiled schema."""


@cache
def _validator() -> _Validator:
    return _Validator()


class QuickCheckCellMetadata(CheckCellMetadata):
    """Takes the place of nbgrader's own step and says yes and no to the same notebooks."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raise if the marks are corrupt or a grade id stands twice."""
        _validator().validate_nb(nb)
        return nb, resources
