"""The register: the claims of the text, how a page cites and prints them, and the claim explorer."""

from typing import Any

from seminar.register.register import Facet, Register, Settings, register_of

__all__ = ["ClaimExplorer", "Facet", "Register", "Settings", "register_of"]


def __getattr__(name: str) -> Any:
    # Who asks for a claim should not pay for a widget.
    if name == "ClaimExplorer":
        from seminar.register.claim_explorer import ClaimExplorer

        return ClaimExplorer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
