"""Grading: from a folder of strangers' notebooks to marks that nobody could forge.

Four kinds of processes:

* the grader (`running.grader`, `running.grade_submission`, `running.worker`): reads, restores, keeps the time, counts
  points; runs nobody's code;
* a fork server (`running.fork_server`, `running.student.starter_process`), one a slot: has the imports ready and forks
  a process for each submission;
* the submission's process (`running.student.student_process`, `shell`): confined (`sandbox`), runs the student's
  cells. At each test it makes copies of itself that wait, and answer (`snapshot`);
* the tests' process (`running.testing.test_process`): runs the instructor's tests. It sees the names that the
  instructor's solution cells define, each when a test needs it (`namespace`): as plain data (`running.wire.values`,
  `arrays`), or as functions and objects that stay in one of those copies (`remote`, `objects`). No student's code runs
  in it, and what it found is not asked of any process in which student's code ran: silence of that process is no
  success. `running.wire` is what the last two speak.

A submission is done in three steps, so that hidden tests stay hidden: its cells run and their outputs are kept; the
tests run as students know them, and may say what they found; the whole tests run, on other copies, and only points
and the instructor's own words come back. Nothing that a copy learns in the last step has a way to a later output.

Around them: what is asked (`assignment`), where submissions come from (`submissions`), where they run
(`running.grader`, or `running.cluster` on several machines), what they may read and use (`sandbox.places`,
`sandbox.limits`), what is kept and where marks go, with those that a person gave (`marks`: `journal`, `resume`,
`gradebook`, `formgrader`, `by_hand`), and what people read (`pages`: `feedback`, `class_report`, `summary`).

What a test can take from a submission is plain data, by value; functions, which may print, ask for input, call
functions of the test and change their arguments (`wire.in_place`); and objects of classes that the own solution defines
and students are told of. An object says of itself what it likes, so a test may do with it only what the own solution's
run of that test did at the same place (`testing.rules`): one that equals everything is nothing where a number is
expected. Changes of arguments reach the test where the own solution makes some; elsewhere the test must pass with and
without. A test begins in a clean folder, and leaves nothing to the next submission's but what it writes to a fixed path
outside. An assignment whose own solution does not earn full marks in this way is refused before anybody is graded.

Other parts ask for one thing, `release`: the students' notebook of an instructor's.
"""

from typing import TYPE_CHECKING

from seminar.face import face

if TYPE_CHECKING:
    from seminar.grading.assignment.release import release
else:
    # What runs beside a student's code comes through here, so nothing is imported before it is asked for.
    __getattr__ = face(__name__, {"assignment.release": "release"})

__all__ = ["release"]
