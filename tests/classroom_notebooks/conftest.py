"""Made classes: two folders of response files, and a bank's item with another key."""

import sys
from pathlib import Path

# The made students of the quiz answer here too.
sys.path.append(str(Path(__file__).parents[1] / "quiz"))
