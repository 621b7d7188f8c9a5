"""Lesson plans: what a plan is, how it is read and written, and what can be checked about it.

A plan is a graph of ids in one YAML file. `plan.Plan` is the graph, `parts` its pieces, `choices` the words a field may
be chosen from, and `ask.Ask`, beside each field, says how the form asks for it and when it is filled well enough. All
of this room but `word`, `pdf` and the commands runs on the standard library, pydantic and PyYAML, so that the
published page can check a plan without anything heavier.
"""
