"""A plan as paper, page and calendar: what the teacher, the students, a guest, a platform and a scorer each get.

`sheet`, `student` and `guest` turn a plan into blocks of text; `paper`, `web` and `calendar_file` make files; `files`
lists all that can be made. A blank field is left out or becomes a line to fill by hand.
"""
