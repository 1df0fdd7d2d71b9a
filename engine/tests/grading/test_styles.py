"""Each way in which instructors test: the marks are nbgrader's, and nobody forges by what the tests take."""

import nbgrader_course
import pytest
import styles
from counting import as_bytes
from styles import IDS, STYLES

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import this_machine
from seminar.grading.sandbox import means
from seminar.grading.submissions.submission import Submission

pytestmark = [pytest.mark.xdist_group("nbgrader"), pytest.mark.timeout(900)]

#: (student, style): the points by nbgrader, ours, and why they differ.
DIFFERENT = {("right", "input from a stream"): (0, 1, "a kernel's input does not look at sys.stdin")}
FORGED = [name for name, style in STYLES.items() if style.forged]
#: Looks at everything that its process holds, for what only hidden tests or the solution have.
LOOKS = r"""
import gc, linecache, os, re, sys
def look(word):
    if word != "abc":
        return len(word)
    # The pattern does not match itself.
    hidden = re.compile("Zar[a]thustra|wsgiref[.]headers|sun[f]lower|import wav[e]")
    texts = [str(sorted(sys.modules)), str(linecache.cache), str(dict(os.environ)), str(sys.argv), str(sys.orig_argv)]
    frame = sys._getframe(1)
    while frame:
        texts += [repr(frame.f_locals), frame.f_code.co_filename, repr(list(frame.f_globals))]
        frame = frame.f_back
    texts += [repr(thing) for thing in gc.get_objects() if type(thing) in (dict, list, tuple, set)]
    for name in ("environ", "cmdline", "maps"):
        try:
            texts.append(open("/proc/self/" + name).read())
        except OSError:
            pass
    try:
        memory = open("/proc/self/mem", "rb", buffering=0)
        for line in open("/proc/self/maps"):
            first, last = (int(part, 16) for part in line.split()[0].split("-"))
            if " rw" in line and last - first < 2**25:
                memory.seek(first)
                texts.append(memory.read(last - first).decode("latin-1"))
                if hidden.search(texts[-1]):
                    break
                texts.pop()
    except (OSError, ValueError, OverflowError):
        pass
    for text in texts:
        if found := hidden.search(text):
            raise KeyError(text[max(0, found.start() - 60) : found.end() + 60])
    return len(word)
"""


def _answers():
    yield "right", {}
    yield "wrong", {name: style.wrong for name, style in STYLES.items()}
    yield "looks", {"hidden": LOOKS}
    for name in FORGED:
        yield f"forged {name}", {name: STYLES[name].forged}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The instructor's notebook."""
    path = tmp_path_factory.mktemp("styles") / "styles.ipynb"
    path.write_bytes(as_bytes(styles.answers()))
    return path


@pytest.fixture(scope="module")
def graded(path):
    """The records of all answers, by kind of sandbox."""
    done = {}

    def by(kind):
        if kind not in done:
            handed_in = [Submission(name, styles.submission(given), {}) for name, given in _answers()]
            records = this_machine.grade(read_assignment(path), handed_in, kind)
            done[kind] = {record.student: record for record in records}
        return done[kind]

    return by


@pytest.fixture(scope="module")
def nbgraders(programs, tmp_path_factory):
    """The marks by nbgrader of the right and the wrong answers."""
    handed_in = {name: styles.submission(given) for name, given in _answers() if name in ("right", "wrong")}
    course = tmp_path_factory.mktemp("nbgrader")
    return nbgrader_course.grade(programs, course, "styles", as_bytes(styles.answers()), handed_in)


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("student", ["right", "wrong"])
def test_same_marks_for_each_style(student, name, graded, nbgraders):
    """A right answer has its point and a wrong one has none, here as with nbgrader."""
    ours = graded(means.candidates()[0])[student].cells[IDS[name]].score
    same = (1, 1) if student == "right" else (0, 0)
    assert (nbgraders[student][IDS[name]], ours) == DIFFERENT.get((student, name), same)[:2]


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("kind", means.candidates())
def test_nothing_is_forged_through_a_style(kind, name, graded):
    """An answer that tries to pass by what this style carries, and not by being right, has no point for it."""
    record = graded(kind)[f"forged {name}"]
    assert record.cells[IDS[name]].score == 0


@pytest.mark.parametrize("kind", means.candidates())
def test_nothing_hidden_is_in_the_process(kind, graded):
    """A called function finds neither hidden tests nor what only they or the solution import or bind."""
    record = graded(kind)["looks"]
    assert record.cells["hidden"].message is None
    assert record.score == len(STYLES) + 1
