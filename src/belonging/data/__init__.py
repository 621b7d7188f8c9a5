"""The course's fictional datasets, by name: as a table, as CSV text, as plain rows, with their cards.

pandas is imported only by what returns a table, so that `rows` also works where there is no pandas.
"""

from belonging.data.likert import to_number
from belonging.data.store import Row, card, csv_text, load, names, rows

__all__ = ["Row", "card", "csv_text", "load", "names", "rows", "to_number"]
