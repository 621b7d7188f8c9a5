"""Font Awesome, cut down to the few signs that the pages and the stylesheet draw."""

import base64
import io
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


def codes(css: str) -> set[int]:
    """Return the private-use characters that a stylesheet draws.

    Examples
    --------
    >>> [hex(code) for code in codes('.fa-bars:before{content:"\uf0c9"}')]
    ['0xf0c9']
    """
    return {ord(sign) for sign in css if "\ue000" <= sign <= "\uf8ff"}


def font_face(css: str, theme_fonts: Path) -> str:
    """Return an `@font-face` rule that carries only the signs the stylesheet draws, inside the rule itself.

    Parameters
    ----------
    css : str
        The stylesheet, already without rules no page needs.
    theme_fonts : Path
        The theme's folder of web fonts.
    """
    font = TTFont(theme_fonts / "fa-solid-900.woff2")
    subsetter = Subsetter(Options(flavor="woff2", layout_features=[], hinting=False, desubroutinize=True))
    subsetter.populate(unicodes=sorted(codes(css)))
    subsetter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    data = base64.b64encode(written.getvalue()).decode()
    return (
        '@font-face{font-family:"Font Awesome 6 Free";font-style:normal;font-weight:900;font-display:block;'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    )
