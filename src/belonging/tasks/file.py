"""A task answered by a file of one's own, such as a lesson plan, handed in beside the notebook."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, TypedDict

from belonging.tasks.kinds import NotThisKindError, given

_MOST_BYTES = 2_000_000


class Told(TypedDict):
    """What a file is told: points, which typical slip it shows ("" for none), one sentence, and more of them."""

    points: int
    id: str
    says: str
    more: list[str]


@dataclass(frozen=True)
class File:
    """A file in the notebook's folder, named in the answer line and judged by what is in it.

    Parameters
    ----------
    usual
        The name people are asked to give it, such as "my-plan.yml".
    what
        What it is, in words: "your plan file".
    judge
        Module and function, "belonging.plan.tiers:judge", from the file's bytes to `Told`. Named rather than given,
        so that the page can call the same function.
    needs
        The packages that function needs in the page.
    kept
        Under which names the page's own tool keeps such files in the browser, "belonging:plan:"; empty where none does.
    """

    usual: str
    what: str
    judge: str
    needs: tuple[str, ...] = ()
    kept: str = ""
    name: ClassVar[str] = "file"

    @property
    def asks(self) -> str:
        """What to type, in words."""
        return f'the file\'s name in quotes, such as "{self.usual}"'

    @property
    def needs_name(self) -> str:
        """What to say of an answer that is no file name; `{given}` is what it holds."""
        return f"This answer should be {self.asks}. It holds {{given}}."

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings its name may have."""
        ending = Path(self.usual).suffix
        return (".yml", ".yaml") if ending in (".yml", ".yaml") else (ending,)

    def canonical(self, value: Any) -> str:
        """Return the file's name.

        Raises
        ------
        NotThisKindError
            If it is no name of a file beside the notebook; a path to elsewhere is none.
        """
        name = value.strip() if isinstance(value, str) else ""
        # Half an emoji is no part of a name that a disk can hold; and what a disk counts are bytes.
        size = len(name.encode("utf-8", errors="surrogatepass"))
        strange = (
            size > 200
            or any("\ud800" <= sign <= "\udfff" for sign in name)
            or set(name) & set('/\\:*?"<>|\n\r\t\0')
            or name.startswith(".")
        )
        if strange or not name.lower().endswith(self.endings):
            raise NotThisKindError(self.needs_name.format(given=given(value)))
        return name

    def literal(self, canonical: str) -> str:
        """Write a canonical answer as Python."""
        return f'"{canonical}"'

    def told(self, content: bytes) -> Told:
        """Judge what is in a file."""
        module, _, function = self.judge.partition(":")
        found: Told = getattr(import_module(module), function)(content)
        return found

    def read(self, name: str, folder: Path) -> bytes | str:
        """Return the content of a file, or why there is none, in plain words."""
        path = folder / name
        try:
            if not path.is_file() or path.is_symlink():
                return (
                    f"There is no file “{name}” beside this notebook. Put {self.what} into the same folder, "
                    f"under the name “{self.usual}”, and check again."
                )
            if path.stat().st_size > _MOST_BYTES:
                return f"“{name}” is far larger than such a file can be. Is it the right one?"
            return path.read_bytes()
        except OSError as error:
            return f"“{name}” could not be read: {error.strerror or error}."
