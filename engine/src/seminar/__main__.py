"""``python -m seminar`` is the command line, wherever its script is not on the PATH."""

import sys

from seminar.cli import main

sys.exit(main())
