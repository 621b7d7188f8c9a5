"""What went wrong, in words a person can act on."""


class Plain(Exception):  # noqa: N818 - it is named for how it speaks
    """A problem the reader can mend; the command line prints it without a traceback.

    Parameters
    ----------
    message : str
        What is the matter, in plain words, ending with a full stop.
    advice : str
        What to do next; empty when the message already says it.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Come whole out of another process."""
        return type(self), (self.message, self.advice)


def in_short(error: Exception) -> str:
    """Return an error's kind and first line, for a sentence about something nobody foresaw."""
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}"
