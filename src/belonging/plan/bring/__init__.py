"""“Bring my own lesson”: a pasted text or a file becomes the start of a plan, with where each piece was found.

`source` takes in text or Word and gives lines; `sections` knows what lessons call their parts; `lesson` sorts them, and
`pieces` and `steps` put them where they belong and invent nothing; `answer` says what was found, what was left over,
and what is asked next.
"""

from belonging.plan.bring.answer import Brought, Found, Left, Question, bring, bring_file

__all__ = ["Brought", "Found", "Left", "Question", "bring", "bring_file"]
