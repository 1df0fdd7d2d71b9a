"""Grading: from a folder of strangers' notebooks to marks that no submission could forge.

The grader runs nobody's code. For each submission that it grades at the same time it keeps a `Worker`
(`running.worker`), and each worker has two processes that import what is needed and then fork on demand
(`running.fork_server`):

* `running.student.starter_process` forks a process for each submission (`student_process`), which is confined
  (`sandbox`) and runs the student's cells (`shell`). At each test it makes copies of itself, which wait until the test
  asks them (`snapshot`).
* `running.testing.test_process` forks a process for the tests of each submission. A test sees the names that the
  instructor's solution cells define, and fetches each when it needs it (`namespace`): as plain data
  (`running.wire.values`, `arrays`), or as functions and objects that stay in one of those copies (`remote`,
  `objects`). No student's code runs in this process.

The last two processes speak in the messages of `running.wire`. Only the tests' process says whether a test passed: if
the submission's process ends or does not answer, the test fails.

A submission is graded in three steps, so that hidden tests stay hidden: its cells run and their outputs are kept
(`running.notebook_run`); the tests run as students know them, and may say what they found; the whole tests run on other
copies, and only points and the instructor's own words come back. What a copy learns in the last step cannot reach an
output, because all outputs are kept before it begins.

The rooms, in the order in which one reads them: what is asked (`assignment`); what was handed in (`submissions`); what
a submission may read and use (`sandbox`: `places`, `limits`); how it runs (`running`: `grader`, with `this_machine` and
`cluster`; `worker_pool`, `grade_submission`), and what comes of that (`running.result`); what is kept, and where marks
go, with those that a person gave (`marks`: `journal`, `resume`, `gradebook`, `formgrader`, `by_hand`); what people read
(`pages`: `feedback`, `class_report`, `summary`).

A test can take three things from a submission: plain data, by value; functions, which may print, ask for input, call
functions of the test and change their arguments (`wire.in_place`); and objects of classes that the own solution defines
and that students are told of. An object can claim anything about itself. Therefore a test may do with it only what it
did in the run of the own solution at the same place (`testing.rules`): an object that equals everything earns nothing
where a number is expected. Where the own solution changes arguments, the test sees the changes; elsewhere the test must
pass both with and without them. A test begins in a clean folder, and leaves nothing to the tests of the next submission
but what it writes to a fixed path outside. An assignment whose own solution does not earn full marks in this way is
refused before anybody is graded.

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
