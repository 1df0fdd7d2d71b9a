"""What became of the files that were handed in."""

from seminar.grading.submissions.stored import InZip, OnDisk


def graded(result):
    """Return for each student the bytes of the notebook and of the files beside it."""
    return {
        one.student: (one.content(), {name: read(place) for name, place in one.files.items()})
        for one in result.submissions
    }


def read(place):
    with place.open() as file:
        return file.read()


def taken(result, folder=None):
    """Return the paths of all files that are part of a submission."""
    places = [one.notebook for one in result.submissions] + [
        place for one in result.submissions for place in one.files.values()
    ]
    paths = [place.path.relative_to(folder).as_posix() for place in places if isinstance(place, OnDisk)]
    return paths + [place.entry.filename for place in places if isinstance(place, InZip)]


def reasons(result):
    """Return why each file was left out."""
    return {one.path: one.reason for one in result.left_out}
