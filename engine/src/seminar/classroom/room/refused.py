"""What a room says no to."""

from http import HTTPStatus

from seminar.errors import ClassError


class RefusedError(ClassError):
    """One thing that was asked for and is not done.

    Parameters
    ----------
    status : HTTPStatus
        Why, in HTTP's words.
    sentence : str
        Why, for who asked.
    """

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
