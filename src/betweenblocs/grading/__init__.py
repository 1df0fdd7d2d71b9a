"""Grading: from a folder of strangers' notebooks to marks that nobody could forge.

Four kinds of processes, each in the module of its name:

* the grader (`engine`, `one`, `slot`): reads, restores, keeps the time, counts points; runs nobody's code;
* the `zygote`, one a slot: has the imports ready and forks a process for each submission;
* the submission's process (`student`, `kernel`): confined (`sandbox`), runs the student's cells. At each test it
  makes copies of itself that wait;
* the `checker`: runs the instructor's tests. It sees the names that the instructor's solution cells define, as plain
  data (`codec`) or as functions that run in one of those copies. No student's code runs in it, and what it found is
  not asked of any process in which student's code ran: silence of that process is no success.

A submission is done in three steps, so that hidden tests stay hidden: its cells run and their outputs are kept; the
tests run as students know them, and may say what they found; the whole tests run, on other copies, and only points
and the instructor's own words come back. Nothing that a copy learns in the last step has a way to a later output.

Around them: where submissions come from (`submissions`), where they run (`engine`, or `cluster` on several
machines), what is kept (`journal`, `resume`), and where marks go (`gradebook`, `feedback`, `report`, `formgrader`),
with those that a person gave (`manual`).

What a test can take from a submission is plain data and functions of plain data, passed by value. An assignment
whose own solution does not earn full marks in this way is refused before anybody is graded by it.
"""
