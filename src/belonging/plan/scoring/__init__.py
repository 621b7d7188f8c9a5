"""People score plans: what a score holds, how two or three become one, how far scorers agree, and the director's queue.

`score` is one person's file, `reading` takes it in, `resolve` joins several, `agreement` says how alike they are,
`queue` goes through a folder, and `form` makes the page in which a scorer clicks. The machine never scores quality.
"""
