"""Audit my unit: a teacher tallies who is pictured, and sees who is shown doing the work; standard library only."""

from belonging.unit_audit.changes import Change, changes
from belonging.unit_audit.csv_file import csv_text, read_csv
from belonging.unit_audit.figure import LENSES, QUESTIONS, WHO, Figure, Lens
from belonging.unit_audit.result import result_html
from belonging.unit_audit.said import cannot_say, sentence
from belonging.unit_audit.shares import Carried, Share, carried_by, share, shares

__all__ = [
    "LENSES",
    "QUESTIONS",
    "WHO",
    "Carried",
    "Change",
    "Figure",
    "Lens",
    "Share",
    "cannot_say",
    "carried_by",
    "changes",
    "csv_text",
    "read_csv",
    "result_html",
    "sentence",
    "share",
    "shares",
]
