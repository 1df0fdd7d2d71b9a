"""Grading: from a folder of strangers' notebooks to marks that nobody could forge.

Four kinds of processes, each in the module of its name:

* the grader (`engine`, `one`, `slot`): reads, restores, keeps the time, counts points; runs nobody's code;
* the `zygote`, one a slot: has the imports ready and forks a process for each submission;
* the submission's process (`student`, `kernel`): confined (`sandbox`), runs the student's cells. At each test it
  makes copies of itself that wait, and answer (`snapshot`);
* the `checker`: runs the instructor's tests. It sees the names that the instructor's solution cells define, each when
  a test needs it (`namespace`): as plain data (`codec`, `arrays`), or as functions and objects that stay in one of
  those copies (`remote`, `objects`). No student's code runs in it, and what it found is not asked of any process in
  which student's code ran: silence of that process is no success. `wire` is what the last two speak.

A submission is done in three steps, so that hidden tests stay hidden: its cells run and their outputs are kept; the
tests run as students know them, and may say what they found; the whole tests run, on other copies, and only points
and the instructor's own words come back. Nothing that a copy learns in the last step has a way to a later output.

Around them: where submissions come from (`submissions`), where they run (`engine`, or `cluster` on several
machines), what is kept (`journal`, `resume`), and where marks go (`gradebook`, `feedback`, `report`, `formgrader`),
with those that a person gave (`manual`).

What a test can take from a submission is plain data, by value; functions, which may print, ask for input, call
functions of the test and change their arguments (`in_place`); and objects of classes that the own solution defines
and students are told of. An object says of itself what it likes, so a test may do with it only what the own solution's
run of that test did at the same place (`rules`): one that equals everything is nothing where a number is expected.
Changes of arguments reach the test where the own solution makes some; elsewhere the test must pass with and without.
A test begins in a clean folder, and leaves nothing to the next submission's but what it writes to a fixed path
outside. An assignment whose own solution does not earn full marks in this way is refused before anybody is graded.
"""
