"""What a type of item has to say of itself: the base of the classes in ``types/``, one a type.

A body is what is special to the type in one item. Everything else - the reader of banks, the page, the widget, the
marking, the report, the exports - asks the body, so a new type is one module in ``types/`` and one in
``static/types/``.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.credit_rules import Key
from seminar.quiz.reading.yaml_fields import Fields

Compiled = dict[str, Any]


class Body:
    """The part of an item that its type decides.

    Attributes
    ----------
    NAME : str
        The type, as the bank writes it; also the name of the two modules.
    RULE : str
        One plain sentence on how the answer is scored.
    SCORED : bool
        Whether a response earns credit.
    SEVERAL : bool
        Whether more than one option may be picked.
    TYPED : bool
        Whether the response is a line that is typed.
    SCHEMA : dict
        What editors know of the type's own fields, as JSON Schema.
    FINISHED : dict
        What its fields have to hold beside that in a bank that is no draft.
    LISTS : dict
        The fields that list what a response names: from the field to the one of its entries that holds the words.
    LABELS : dict
        The fields in which words may stand alone or with an id: from the field to the one of its entries that holds
        them, None where the entry does.
    EXAMPLE : dict
        A small item of the type as the bank writes it, without what every type has.
    """

    NAME: ClassVar[str]
    RULE: ClassVar[str]
    SCORED: ClassVar[bool] = True
    SEVERAL: ClassVar[bool] = False
    TYPED: ClassVar[bool] = False
    SCHEMA: ClassVar[dict[str, Any]]
    FINISHED: ClassVar[dict[str, Any]] = {}
    LISTS: ClassVar[dict[str, str]] = {}
    LABELS: ClassVar[dict[str, str | None]] = {}
    EXAMPLE: ClassVar[dict[str, Any]]

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the type's own fields of an item.

        Raises
        ------
        BankError
            A field is missing, or the item could not be scored.
        """
        raise NotImplementedError

    def shown(self) -> Compiled:
        """Return what the page shows, in an order that tells no key: see ``compile_item``."""
        return {}

    def told(self) -> Compiled:
        """Return what else the page gets once the answer may be known."""
        return {}

    def key(self) -> Key:
        """Return the key, as ``score`` reads it here and in the page."""
        return {}

    @staticmethod
    def score(key: Key, response: object) -> float | None:
        """Return the credit for a response, 0 to 1, by a key; None where the type earns none.

        What is not of the type's kind, or names an option that is gone, counts as not given.
        """
        raise NotImplementedError

    @staticmethod
    def fits(asked: Compiled, response: object) -> bool:
        """Say whether a response has the shape of the type and names only options of the compiled item."""
        return False

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by option, row or step id."""
        return {}

    def owed(self) -> list[str]:
        """Return the feedback that only a draft may lack, "" where it does."""
        return []

    def lacks(self) -> list[str]:
        """Return the names of other fields that only a draft may lack, and does."""
        return []

    def named(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the ids and words of the options, and those of the rows, where a bank may give them ids."""
        return [], []

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Return sentences on what only an author can judge: keys that a right answer can miss or a wrong one meet.

        Parameters
        ----------
        prompt : str
            The item's stem.
        course : Course
            Whose register the item speaks of.
        """
        return []

    @classmethod
    def habits(cls, bodies: "Sequence[Self]") -> list[str]:
        """Return sentences on habits of the author that give away the keys of many items of this type."""
        return []

    def mixed(self) -> "Body":
        """Return the body with its parts in an order that tells nothing, for an exam."""
        return self

    def simpler(self, prompt: str) -> "tuple[str, Body] | None":
        """Return the prompt and a body of a type that more systems know; None where there is none."""
        return None

    def without_ids(self) -> Self:
        """Return the body as if no words of it had an id of their own, to compare what else it holds."""
        return self

    def extras(self) -> set[str]:
        """Return what this one holds beyond stem, options and key, by the names of ``simplify.EXTRAS``."""
        return set()

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Return the HTML by which an item is answered on paper and without a script; ``name`` is for its fields."""
        raise NotImplementedError

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the right answer of a compiled item as HTML."""
        raise NotImplementedError

    def before(self, card: bool) -> str:
        """Return HTML that stands between the stem and the options, on a card or on a sheet of paper."""
        return ""

    def listed(self) -> list[str]:
        """Return the options, rows or steps as HTML, in no order that tells the key."""
        return []

    def keyed(self) -> str:
        """Return the right answer as HTML, short, for a card and for the key of a sheet."""
        raise NotImplementedError

    def blanks(self) -> str:
        """Return what a student fills in on paper."""
        raise NotImplementedError
