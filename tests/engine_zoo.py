"""Cells that show everything a kernel can say, for comparing two ways of running a notebook."""

import copy
import json
import re
from typing import Any

import nbformat

CELLS = {
    "prints": "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')",
    "flushed in turn": (
        "for n in range(3):\n    print('out', n, flush=True)\n    print('err', n, file=sys.stderr, flush=True)"
    ),
    "result": "1 + 1",
    "result and print": "print('before')\n'a result'",
    "table": "import pandas as pd\ndf = pd.DataFrame({'a': range(70), 'b': 1.5, 'c': 'text'})\ndf",
    "display": (
        "from IPython.display import display, HTML, Markdown, clear_output\nprint(1)\ndisplay(df.head(2))\nprint(2)"
    ),
    "html": "display(HTML('<b>b</b>'), Markdown('*m*'))\nHTML('<i>i</i>')",
    "wide series": "pd.Series(range(200)).describe()",
    "updated": (
        "handle = display('first', display_id='one')\nprint('between')\nhandle.update('second')\n"
        "display('other', display_id='one')"
    ),
    "updated from another cell": "handle.update('third')",
    "cleared": "print('gone')\nclear_output()\nprint('stays')",
    "cleared when something comes": "print('gone too')\nclear_output(wait=True)\nprint('stays too')",
    "user warning": "import warnings\nwarnings.warn('careful')",
    "deprecation": "warnings.warn('old', DeprecationWarning)",
    "warning of pandas": "df[df.a > 3]['b'] = 2",
    "error": "1 / 0",
    "error in a function": "def f(n):\n    return f(n - 1) if n else {}['missing']\nf(3)",
    "long recursion": "sys.setrecursionlimit(400)\ndef g():\n    return g()\ng()",
    "error of pandas": "df['no such column']",
    "limit back": "sys.setrecursionlimit(3000)",
    "chained": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('second') from e",
    "syntax error": "x = = 3",
    "unknown name": "check_me(1)",
    "group": "raise ExceptionGroup('several', [ValueError(1), TypeError('two')])",
    "own error": "class Oops(Exception):\n    pass\nraise Oops('text', 2)",
    "error after output": "print('some')\ndisplay('shown')\nraise RuntimeError('then')",
    "no such module": "import a_module_that_is_not_there",
    "sys.exit": "sys.exit('bye')",
    "exit code": "raise SystemExit(3)",
    "interrupt": "raise KeyboardInterrupt",
    "assert": "assert 1 == 2, 'not equal'",
    "input": "input('name? ')",
    "getpass": "import getpass\ngetpass.getpass()",
    "threads": (
        "import threading\ndef say(n):\n    print('thread', n)\nfor n in range(3):\n"
        "    t = threading.Thread(target=say, args=(n,))\n    t.start()\n    t.join()"
    ),
    "error in a thread": "t = threading.Thread(target=lambda: 1 / 0, name='T')\nt.start()\nt.join()",
    "fd 1": "import os, time\nos.write(1, b'by number\\n')\ntime.sleep(0.3)",
    "fd 2": "os.write(2, b'err by number\\n')\ntime.sleep(0.3)",
    "subprocess": "import subprocess\nsubprocess.run(['echo', 'from a program'])\ntime.sleep(0.3)",
    "captured": "subprocess.run(['echo', 'kept'], capture_output=True, text=True).stdout",
    "shell": "!echo from the shell",
    "shell kept": "got = !echo one; echo two\ngot",
    "bash": "%%bash\necho in bash\necho wrong >&2",
    "bash fails": "%%bash\nfalse",
    "time kept": "%%capture kept\nprint('kept')",
    "kept shown": "kept.stdout, kept.stderr",
    "unknown magic": "%no_such_magic",
    "magics": "%who_ls str",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')\n'r'",
    "await error": "async def bad():\n    raise ValueError('async')\nawait bad()",
    "asyncio.run": (
        "async def one():\n    return 1\ncoroutine = one()\n"
        "try:\n    asyncio.run(coroutine)\nfinally:\n    coroutine.close()"
    ),
    "task across cells": "task = asyncio.create_task(asyncio.sleep(0.01, 'done'))",
    "task result": "await task",
    "bad repr": "class Bad:\n    def __repr__(self):\n        raise ValueError('no repr')\nBad()",
    "bad html": "class BadHtml:\n    def _repr_html_(self):\n        raise ValueError('no html')\nBadHtml()",
    "mime": (
        "class M:\n    def _repr_mimebundle_(self, **k):\n        return {'text/plain': 'p', 'text/html': '<p>p'}\nM()"
    ),
    "picture": "class P:\n    def _repr_png_(self):\n        return b'\\x89PNG\\r\\n\\x1a\\n' + bytes(20)\nP()",
    "silent": "3;",
    "history": "Out[3], In[3]",
    "underscore": "_",
    "underscore again": "5\n_",
    "question": "len?",
    "help": "help(len)",
    "two errors of one cell": "try:\n    get_ipython().run_cell('1/0')\nfinally:\n    print('after')",
    "logging": "import logging\nlogging.warning('logged')\nlogging.getLogger('x').error('too')",
    "stdout swapped": (
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as s:\n    print('hidden')\ns.getvalue()"
    ),
    "carriage return": "print('10%\\r20%')",
    "no line break": "print('a', end='')\nprint('b', end='')",
    "unicode": "print('✓ é 日本 🙂')",
    "colours": "print('\\x1b[31mred\\x1b[0m')",
    "file beside": "print(open('beside.txt').read())",
    "module beside": "import helper\nhelper.double(4)",
    "error in a module beside": "helper.fail()",
    "write beside": "open('new.txt', 'w').write('x')\nsorted(p for p in os.listdir() if not p.endswith('.ipynb'))",
    "slow prints": "print('first')\ntime.sleep(0.5)\nprint('second', file=sys.stderr)\ntime.sleep(0.5)\nprint('third')",
    "environment": "os.environ.get('NBGRADER_EXECUTION'), os.environ.get('MPLBACKEND'), os.environ['HOME']",
    "names": "__name__, sys.modules['__main__'].__dict__ is globals(), type(get_ipython()).__name__ != ''",
    "pickle": "import pickle\nclass K:\n    pass\ntype(pickle.loads(pickle.dumps(K()))).__name__",
    "hash of a set": "sorted({'a', 'b'})",
    "widget": "import ipywidgets\nipywidgets.IntSlider(value=3).value",
    "pool": (
        "from multiprocessing import get_context\nimport math\nwith get_context('fork').Pool(2) as pool:\n"
        "    print(pool.map(math.sqrt, [4, 9]))"
    ),
    "fork prints": (
        "pid = os.fork()\nif pid == 0:\n    print('child', flush=True)\n    os._exit(0)\nos.waitpid(pid, 0)[1]"
    ),
    "atexit": "import atexit\natexit.register(print, 'never shown') is print",
    "last": "print('the end')",
}

FILES = {
    "beside.txt": b"read me",
    "helper.py": b"def double(n):\n    return 2 * n\n\n\ndef fail():\n    return 1 / 0\n",
}


def notebook(cells: dict[str, str] | None = None) -> str:
    """Return a notebook of such cells, as JSON."""
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    )
    for name, source in (CELLS if cells is None else cells).items():
        made.cells += [nbformat.v4.new_markdown_cell(name), nbformat.v4.new_code_cell(source)]
    return json.dumps(made)


def said(executed: str) -> list[tuple[Any, list[Any]]]:
    """Return count and outputs of each code cell; what one stream says in a row is one piece, as Jupyter shows it.

    What differs from one stock run to the next is taken out: process numbers, addresses, the folder's name.
    """
    executed = re.sub(r"/ipykernel_\d+/|/tmp/(?:belonging-|tmp)\w+/|/tmp/notebook/", "/x/", executed)
    executed = re.sub(r"(?<= at )0x[0-9a-f]+", "0x0", executed)
    found = []
    for cell in json.loads(executed)["cells"]:
        if cell["cell_type"] != "code":
            continue
        pieces: list[Any] = []
        for output in copy.deepcopy(cell["outputs"]):
            before = pieces[-1] if pieces else {}
            if output["output_type"] == "stream" == before.get("output_type") and output["name"] == before["name"]:
                before["text"] += output["text"]
            else:
                pieces.append(output)
            if output["output_type"] == "error":  # how often a long recursion repeats hangs on the frames below it
                lines = output["traceback"]
                output["traceback"] = [line for n, line in enumerate(lines) if n == 0 or line != lines[n - 1]]
        found.append((cell["execution_count"], pieces))
    return found
