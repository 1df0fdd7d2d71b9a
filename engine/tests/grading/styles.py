"""An assignment with one test for each style of testing: a right answer, a wrong one, and one that tries to forge."""

from dataclasses import dataclass

from counting import KERNEL, as_bytes, markdown, solution, tests

from seminar.grading.assignment import notebook


@dataclass(frozen=True)
class Style:
    """One way in which instructors test.

    Parameters
    ----------
    right, wrong : str
        Answers; the first earns the point.
    test : str
        The whole test.
    forged : str
        An answer that is wrong and tries to earn the point through what this style carries, if there is such a way.
    """

    right: str
    wrong: str
    test: str
    forged: str = ""


ACCOUNT = (
    "class Account:\n"
    "    kind = 'giro'\n"
    "    def __init__(self, balance=0):\n        self.balance = balance\n"
    "    def deposit(self, amount):\n"
    "        if amount < 0:\n            raise ValueError('no negative amounts')\n"
    "        self.balance {operator} amount\n        return self\n"
    "    def __eq__(self, other):\n        return isinstance(other, Account) and self.balance == other.balance\n"
    "    def __lt__(self, other):\n        return self.balance < other.balance\n"
    "    def __len__(self):\n        return self.balance\n"
    "    def __iter__(self):\n        return iter([self.balance])\n"
    "    def __repr__(self):\n        return f'Account({{self.balance}})'\n"
    "    @property\n    def double(self):\n        return 2 * self.balance\n"
    "    @classmethod\n    def empty(cls):\n        return cls(0)\n"
    "    @staticmethod\n    def currency():\n        return 'GBP'\n"
    "def total(accounts):\n    return sum(one.balance for one in accounts)\n"
)
YES = (
    "class Account:\n"
    "    kind = 'giro'\n"
    "    def __init__(self, *values):\n        pass\n"
    "    def __eq__(self, other):\n        return True\n"
    "    __lt__ = __contains__ = __eq__\n"
    "    __hash__ = None\n"
    "    def __getattr__(self, name):\n        return Account()\n"
    "    def __call__(self, *values):\n        return Account()\n"
    "    def __len__(self):\n        return 15\n"
    "    def __iter__(self):\n        return iter([15])\n"
    "    def __repr__(self):\n        return 'Account(15)'\n"
    "    empty = currency = double = property(lambda self: self)\n"
    "def total(accounts):\n    return Account()\n"
)

STYLES = {
    "a class": Style(
        ACCOUNT.format(operator="+="),
        ACCOUNT.format(operator="-="),
        "account = Account(10)\n"
        "assert isinstance(account, Account) and not isinstance(3, Account) and type(account) is Account\n"
        "account.deposit(5)\n"
        "assert account.balance == 15 and account.double == 30\n"
        "assert repr(account) == 'Account(15)' and str(account) == 'Account(15)' and f'{account}' == 'Account(15)'\n"
        "assert account == Account(15) and account != Account(1) and Account(1) < account\n"
        "assert len(account) == 15 and list(account) == [15] and account in [Account(15)]\n"
        "account.balance = 3\n"
        "assert account.balance == 3 and total([account, Account(4)]) == 7\n"
        "assert Account.kind == 'giro' and Account.currency() == 'GBP' and Account.empty() == Account(0)\n"
        "assert sorted([Account(2), Account(1)])[0] == Account(1) and hasattr(Account, 'deposit')\n"
        "try:\n    account.deposit(-1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('negative')\n",
        forged=YES,
    ),
    "errors of a class of their own": Style(
        "class Empty(Exception):\n    pass\ndef first(items):\n    if not items:\n        raise Empty('nothing')\n"
        "    return items[0]",
        "class Empty(Exception):\n    pass\ndef first(items):\n    return items[0] if items else None",
        "assert first([4]) == 4\ntry:\n    first([])\nexcept Empty as error:\n    assert str(error) == 'nothing'\n"
        "else:\n    raise AssertionError('Empty')",
        forged="class Empty(BaseException):\n    pass\ndef first(items):\n    raise Empty('nothing')",
    ),
    "a number that could be an object": Style(
        "class Money:\n    def __init__(self, n):\n        self.n = n\n    def __eq__(self, other):\n"
        "        return self.n == other\n    __hash__ = None\ndef area(x):\n    return x * x",
        "class Money:\n    def __init__(self, n):\n        self.n = n\n    def __eq__(self, other):\n"
        "        return self.n == other\n    __hash__ = None\ndef area(x):\n    return x",
        "assert Money(4) == 4\nassert area(3) == 9\nassert abs(area(0.5) - 0.25) < 1e-9\nassert area(2) in (4, 5)",
        forged="class Money:\n    def __init__(self, n=0):\n        pass\n    def __eq__(self, other):\n"
        "        return True\n    __lt__ = __eq__\n    __sub__ = __abs__ = lambda self, *x: self\n"
        "    __hash__ = lambda self: 4\ndef area(x):\n    return Money()",
    ),
    "arrays": Style(
        "import numpy as np\ndef centred(values):\n    return values - values.mean()",
        "import numpy as np\ndef centred(values):\n    return values",
        "result = centred(np.array([1.0, 2.0, 3.0]))\n"
        "assert isinstance(result, np.ndarray) and result.shape == (3,) and result.dtype == float\n"
        "np.testing.assert_allclose(result, [-1, 0, 1])",
        forged="import numpy as np\nclass Yes(np.ndarray):\n    def __eq__(self, other):\n        return True\n"
        "    def __array_function__(self, *x):\n        return True\n"
        "def centred(values):\n    return np.zeros(3).view(Yes)",
    ),
    "changes in place": Style(
        "def tidy(rows):\n    rows.sort()\n    for row in rows:\n        row.append(0)",
        "def tidy(rows):\n    rows.sort()\n    return rows",
        "one, other = [3], [1]\nrows = [one, other]\nassert tidy(rows) is None\n"
        "assert rows == [[1, 0], [3, 0]] and rows[0] is other and one == [3, 0]",
        forged="def tidy(rows):\n    class Yes(list):\n        def __eq__(self, other):\n            return True\n"
        "    rows[:] = [Yes()]",
    ),
    "nothing in place": Style(
        "def largest(values):\n    return max(values)",
        "def largest(values):\n    values[:] = [0]\n    return 0",
        "values = [1, 5, 2]\nassert largest(values) == max(values)\nassert values == [1, 5, 2]",
    ),
    "an expected value from the same list": Style(
        "def mean(values):\n    return sum(values) / len(values)",
        "def mean(values):\n    return 1",
        "values = [1, 5, 3]\nassert mean(values) == sum(values) / len(values)",
    ),
    "chance with a seed": Style(
        "import random\ndef throw():\n    return random.randint(1, 1000)",
        "import random\ndef throw():\n    return 4",
        "import random\nrandom.seed(7)\none = throw()\nrandom.seed(7)\nassert one == throw()\n"
        "random.seed(7)\nassert one == random.randint(1, 1000)",
    ),
    "what a function prints": Style(
        "def greet(name):\n    print('Hello', name)",
        "def greet(name):\n    return 'Hello ' + name",
        "import io\nfrom contextlib import redirect_stdout\nheard = io.StringIO()\n"
        "with redirect_stdout(heard):\n    greet('Ann')\nassert heard.getvalue() == 'Hello Ann\\n'",
        forged="import sys\ndef greet(name):\n    sys.__stdout__.write('Hello Ann\\n')",
    ),
    "a function that is handed over": Style(
        "def each(function, values):\n    return [function(value) for value in values]",
        "def each(function, values):\n    return values",
        "seen = []\ndef note(value):\n    seen.append(value)\n    return value * 2\n"
        "assert each(note, [1, 2]) == [2, 4] and seen == [1, 2] and each(str, [1]) == ['1']\n"
        "class Odd(Exception):\n    pass\ndef refuse(value):\n    raise Odd('no')\n"
        "try:\n    each(refuse, [1])\nexcept Odd:\n    pass\nelse:\n    raise AssertionError('Odd')",
        forged="def each(function, values):\n    import gc\n    for thing in gc.get_objects():\n"
        "        if isinstance(thing, list) and thing == []:\n            thing.extend([1, 2])\n    return [2, 4]",
    ),
    "functions that make functions": Style(
        "import functools\ndef twice(function):\n    @functools.wraps(function)\n    def inner(value):\n"
        "        return function(function(value))\n    return inner\ndef add(value):\n    return value + 1",
        "def twice(function):\n    return function\ndef add(value):\n    return value + 1",
        "@twice\ndef triple(value):\n    'Take three of it.'\n    return 3 * value\n"
        "assert triple(2) == 18 and triple.__name__ == 'triple' and triple.__doc__ == 'Take three of it.'\n"
        "assert twice(add)(1) == 3",
    ),
    "input": Style(
        "def ask():\n    return int(input('How many? ')) + int(input())",
        "def ask():\n    return 3",
        "from unittest.mock import patch\nwith patch('builtins.input', side_effect=['4', '5']) as asked:\n"
        "    assert ask() == 9\nassert asked.call_count == 2",
    ),
    "input from a stream": Style(
        "def ask():\n    return input()[::-1]",
        "def ask():\n    return 'abc'",
        "import io, sys\nkept = sys.stdin\nsys.stdin = io.StringIO('abc\\n')\ntry:\n    assert ask() == 'cba'\n"
        "finally:\n    sys.stdin = kept",
    ),
    "documentation": Style(
        "def share(part: int, whole: int = 100) -> float:\n    '''Return the share.'''\n    return part / whole",
        "def share(part, whole):\n    return part / whole",
        "import inspect\nassert share.__doc__ and share.__name__ == 'share' and inspect.isfunction(share)\n"
        "assert list(inspect.signature(share).parameters) == ['part', 'whole']\n"
        "assert inspect.signature(share).parameters['whole'].default == 100\n"
        "assert share.__annotations__ == {'part': int, 'whole': int, 'return': float}",
    ),
    "the source": Style(
        "def total(values):\n    return 0 if not values else values[0] + total(values[1:])",
        "def total(values):\n    return sum(values)",
        "import ast, inspect\nassert total([1, 2]) == 3\n"
        "assert 'sum' not in inspect.getsource(total)\n"
        "calls = [n.func.id for n in ast.walk(ast.parse(inspect.getsource(total))) if isinstance(n, ast.Call)]\n"
        "assert calls == ['total']",
        forged="def total(values):\n    return sum(values)\nimport inspect\n"
        "inspect.getsource = lambda x: 'def total(values):\\n    return total(values[1:])'",
    ),
    "spans of time": Style(
        "from datetime import timedelta, time\ndef span(days):\n    return timedelta(days=days), time(12, days)",
        "def span(days):\n    return days, '12:00'",
        "from datetime import timedelta, time\nassert span(3) == (timedelta(days=3), time(12, 3))",
    ),
    "named tuples": Style(
        "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\n"
        "def mirror(point):\n    return Point(point.y, point.x)",
        "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\ndef mirror(point):\n    return point",
        "point = mirror(Point(1, 2))\nassert (point.x, point.y) == (2, 1) and point == (2, 1) and point._fields == "
        "('x', 'y')",
        forged="from collections import namedtuple\nclass Point(namedtuple('Point', 'x y')):\n"
        "    def __eq__(self, other):\n        return True\n"
        "def mirror(point):\n    return Point(0, 0)",
    ),
    "data frames": Style(
        "import pandas as pd\ndef shares(table):\n    table['share'] = table['yes'] / table['all']\n"
        "    return table.groupby('kind')['share'].mean()",
        "import pandas as pd\ndef shares(table):\n    return table.groupby('kind')['yes'].mean()",
        "import pandas as pd\ntable = pd.DataFrame({'kind': ['a', 'b', 'a'], 'yes': [1, 2, 3], 'all': [2, 2, 4]})\n"
        "found = shares(table)\n"
        "pd.testing.assert_series_equal(found, pd.Series([0.625, 1.0], index=pd.Index(['a', 'b'], name='kind'), "
        "name='share'))\n"
        "assert list(table.columns) == ['kind', 'yes', 'all', 'share'] and table['share'].tolist() == [0.5, 1, 0.75]",
        forged="import pandas as pd\nclass Yes(pd.Series):\n    def __eq__(self, other):\n        return True\n"
        "    def equals(self, other):\n        return True\ndef shares(table):\n    return Yes([0.0, 0.0])",
    ),
    "a file that the test writes": Style(
        "def square(x):\n    return x * x",
        "def square(x):\n    return 0",
        "import os, tempfile\nplace = os.path.join(tempfile.gettempdir(), 'seen')\n"
        "if square(3) == 9:\n    open('plot.png', 'w').write('x')\n    open(place, 'w').write('x')\n"
        "    os.environ['SEEN'] = 'x'\n"
        "assert os.path.exists('plot.png') and os.path.exists(place) and 'SEEN' in os.environ",
    ),
    "a pool of processes": Style(
        "from multiprocessing import Pool\ndef double(x):\n    return 2 * x\n"
        "def doubled(values):\n    with Pool(2) as pool:\n        return pool.map(double, values)",
        "def doubled(values):\n    return values",
        "assert doubled([1, 2]) == [2, 4]",
    ),
    "dictionaries with a default": Style(
        "from collections import defaultdict, deque, OrderedDict\ndef groups(words):\n    found = defaultdict(list)\n"
        "    for word in words:\n        found[word[0]].append(word)\n    return found\n"
        "def last(values):\n    return deque(values, maxlen=2), OrderedDict.fromkeys(values)",
        "from collections import deque, OrderedDict\ndef groups(words):\n    return {}\n"
        "def last(values):\n    return values, {}",
        "from collections import deque, OrderedDict\nfound = groups(['ab', 'ac', 'b'])\n"
        "assert found == {'a': ['ab', 'ac'], 'b': ['b']} and found['x'] == []\n"
        "assert last([1, 2, 3]) == (deque([2, 3]), OrderedDict([(1, None), (2, None), (3, None)]))",
        forged="def groups(words):\n    class Yes(dict):\n        def __eq__(self, other):\n            return True\n"
        "        def __missing__(self, key):\n            return []\n    return Yes()\n"
        "def last(values):\n    return None",
    ),
}


#: In which cell a style's test is.
IDS = {name: name.replace(" ", "-") for name in STYLES}


def answers() -> dict:
    """Return the instructor's notebook."""
    cells = [markdown("# Styles. The classes are Account, Empty and Money.")]
    for name, style in STYLES.items():
        cells += [solution(f"answer-{IDS[name]}", style.right), tests(IDS[name], 1, style.test)]
    cells += [
        solution("answer-hidden", "import wave\nsunflower = 3\ndef look(word):\n    return len(word) + sunflower - 3"),
        tests(
            "hidden",
            1,
            "assert look('abc') == 3\n### BEGIN HIDDEN TESTS\nimport wsgiref.headers\n"
            "assert look('Zarathustra') == 11 or sunflower\n### END HIDDEN TESTS",
        ),
    ]
    return {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def submission(solutions: dict[str, str]) -> bytes:
    """Return what a student hands in: these answers by style, and the right ones elsewhere."""
    handed_in = answers()
    for cell in handed_in["cells"]:
        cell["source"] = notebook.released(cell)
    given = {f"answer-{IDS[name]}": solutions.get(name, style.right) for name, style in STYLES.items()}
    given["answer-hidden"] = solutions.get("hidden", "def look(word):\n    return len(word)")
    for cell in handed_in["cells"]:
        grade_id = notebook.marks(cell).get("grade_id")
        cell["source"] = given.get(grade_id, cell["source"])
    return as_bytes(handed_in)
