"""`{claim}`: a claim from the ledger with its strength, who was studied and its limit, as a block or a mark."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from belonging.book.element import inline, parse_inline, tag
from belonging.ledger import Claim, ledger

Read = Callable[[str], list[nodes.Node]]


def _facts(claim: Claim) -> list[tuple[str, str]]:
    """The rows every form of a claim shows, as (label, Markdown)."""
    rows = [("Who was studied", claim.population), ("Limit", claim.limit)]
    if claim.sources:
        rows.append(("Source", "{cite:t}`" + ",".join(claim.sources) + "`"))
    return [(label, text) for label, text in rows if text]


def _strength(claim: Claim) -> nodes.Element:
    return inline("span", claim.mark, class_=f"bbd-strength bbd-strength-{claim.strength}")


def block(claim: Claim, read: Read, id_: str | None = None) -> nodes.Node:
    """A claim with everything about it open: for the ledger page and for a claim that a section is about."""
    says = tag("p", *read(claim.says), class_="bbd-claim-says")
    rows = [
        tag("p", inline("strong", f"{label}: "), *read(text), class_="bbd-claim-fact") for label, text in _facts(claim)
    ]
    named = {"id": f"claim-{id_}"} if id_ else {}
    mark = tag("p", _strength(claim), class_="bbd-claim-mark-line")
    return tag("div", mark, says, *rows, class_="bbd-claim", **named)


class ClaimBlock(SphinxDirective):
    """```{claim} id```: the claim in its words, with strength, population and limit."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the block."""
        id_ = self.arguments[0]
        claims = _claims(self)
        if id_ not in claims:
            raise self.error(f"The ledger book/claims.yml has no claim '{id_}'. It has: {', '.join(claims)}.")
        return [block(claims[id_], lambda text: parse_inline(self, text))]


class ClaimLedger(SphinxDirective):
    """```{claim-ledger}```: every claim of the course."""

    def run(self) -> list[nodes.Node]:
        """Build the list."""
        read: Read = lambda text: parse_inline(self, text)  # noqa: E731
        return [block(claim, read, id_) for id_, claim in _claims(self).items()]


class ClaimMark(SphinxRole):
    """`` {claim}`id` ``: a small mark that opens the claim's strength, population and limit.

    The opening is the browser's own popover: it needs no script, closes with Escape, and where a browser does not know
    it (and in print) the text simply stands in the line.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Build the mark."""
        claims = _claims(self)
        if self.text not in claims:
            message = self.inliner.reporter.error(
                f"The ledger book/claims.yml has no claim '{self.text}'. It has: {', '.join(claims)}.", line=self.lineno
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        claim = claims[self.text]

        def read(text: str) -> list[nodes.Node]:
            found, _ = self.inliner.parse(text, self.lineno, SimpleNamespace(), nodes.Element())
            return list(found)

        id_ = f"claim-mark-{self.env.new_serialno('claim-mark')}"
        button = inline(
            "button",
            inline("span", "Evidence: ", class_="bbd-sr-only"),
            claim.mark,
            type="button",
            class_=f"bbd-claim-mark bbd-strength-{claim.strength}",
            popovertarget=id_,
        )
        rows = [
            inline("span", inline("strong", f"{label}: "), *read(text), " ", class_="bbd-claim-fact")
            for label, text in _facts(claim)
        ]
        says = inline("span", *read(claim.says), " ", class_="bbd-claim-says")
        about = {"role": "note", "aria_label": "How strong this claim is"}
        pop = inline("span", says, *rows, id=id_, popover="", class_="bbd-claim-pop", **about)
        return [button, pop], []


def _claims(origin: SphinxDirective | SphinxRole) -> dict[str, Claim]:
    book = Path(origin.env.srcdir) / "book"
    origin.env.note_dependency(str(book / "claims.yml"))
    return ledger(book)


def setup(app: Sphinx) -> None:
    """Register the directive and the role, and check the ledger before any page is read."""
    app.add_directive("claim", ClaimBlock)
    app.add_directive("claim-ledger", ClaimLedger)
    app.add_role("claim", ClaimMark())
    ledger(Path(app.srcdir) / "book")
