"""A claim that an item names."""

from ruamel.yaml.nodes import Node

from seminar.quiz.reading.yaml_fields import Fields
from seminar.register import register_of
from seminar.text import short


def known_claim(claim: str, fields: Fields, node: Node | None = None) -> str:
    """Return the claim id if the register holds it.

    Raises
    ------
    BankError
        It does not.
    """
    register = register_of(fields.course)
    if claim not in register:
        raise fields.wrong(f"there is no claim `{short(claim)}` in the register, which holds {register.extent()}", node)
    return claim
