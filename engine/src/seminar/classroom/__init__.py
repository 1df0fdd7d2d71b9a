"""The class server: one question on the projector, an answer from every seat.

An instructor's notebook takes the answers to a `Vote` from `Folders` of response files, or from a `Room` of the server.
"""

from typing import TYPE_CHECKING

from seminar.face import face

if TYPE_CHECKING:
    from seminar.classroom.notebook.response_folders import Folders
    from seminar.classroom.notebook.room_client import Room
    from seminar.classroom.notebook.vote import Vote
else:
    __getattr__ = face(
        __name__,
        {"notebook.response_folders": "Folders", "notebook.room_client": "Room", "notebook.vote": "Vote"},
    )

__all__ = ["Folders", "Room", "Vote"]
