"""The register: the claims of the text, how a page cites and prints them, and the claim explorer.

`register_of(course)` is the course's `Register`, as its `Settings` and their `Facet`s say. `add_claims` tells Sphinx
the role and the directive. `ClaimExplorer` is the explorer in a notebook, `claim_explorer_html` the one in a page.
"""

from typing import TYPE_CHECKING

from seminar.face import face
from seminar.register.register import Facet, Register, Settings, register_of

if TYPE_CHECKING:
    from seminar.register.claim_explorer import ClaimExplorer, claim_explorer_html
    from seminar.register.role import add_claims
else:
    __getattr__ = face(__name__, {"claim_explorer": "ClaimExplorer claim_explorer_html", "role": "add_claims"})

__all__ = ["ClaimExplorer", "Facet", "Register", "Settings", "add_claims", "claim_explorer_html", "register_of"]
