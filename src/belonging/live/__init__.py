"""Python on request in the page: what is loaded, how it is called, and how the files get into a built site.

A page asks for nothing of this before a reader presses a button. Then a worker starts Pyodide from the same site, and
functions of this package run in it; what they are given never leaves the browser.

**For a page of your own.** Write a directive with what a reader can do instead, which stays where Python cannot run::

    ```{live} questions
    In JupyterLab, ...
    ```

`TOOLS` in `tools.py` lists the tools, with the packages each needs; a tool is one file in `js/` that calls
`tool("name", (host, needs, likes) => ...)`. What it calls is a function of the pure core, with plain values in and out.
Bytes go in as `files` and come back as `Uint8Array`; `belonging.errors.Plain` becomes a sentence on the page::

    const show = panel(host); // progress in words, Cancel, Try again
    const found = await show.run("belonging.x:function", { text: "..." }, { files: { content: bytes }, needs });
    if (found) fill(found); // null: cancelled or failed, and the panel has said so

Without the panel: `BelongingLive.call(name, args, { files, needs, onProgress, signal, seconds })` resolves with what
the function returned, or rejects with a `Problem` (its `kind` is "plain", "load", "timeout", "cancelled", "cannot" or
"error"). `BelongingLive.why(needs)` is "" where it can run, else the reason in words. One call runs at a time; others
wait. `belonging book --live FOLDER` puts what is needed into the site (`site.py`); without it every page says what to
do instead.
"""
