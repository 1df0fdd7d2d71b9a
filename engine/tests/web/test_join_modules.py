"""Modules are joined exactly, or not at all."""

import pytest

from seminar.errors import ScriptError
from seminar.web import joined


@pytest.fixture
def written(tmp_path):
    """Write some modules and return the first one's path."""

    def write(**modules):
        for name, text in modules.items():
            path = tmp_path / f"{name.replace('__', '/')}.js"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / f"{next(iter(modules))}.js"

    return write


def test_what_a_module_needs_stands_before_it_and_comments_are_gone(written):
    """Names are used after they are there; what stands in a string stays."""
    first = written(
        a='// why\nimport { two } from "./b.js";\n\n/** what */\nexport const one = two + "// no comment";\n',
        b="export const two = 2;\n",
    )
    assert joined(first) == 'const two = 2;\nconst one = two + "// no comment";\n'


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/**\n * @typedef {{a: string}} A\n */\n\nconst one = 1;\n", "const one = 1;\n"),
        (
            "function f() {\n  /** @param {A} a */\n  const g = (a) => a;\n}\n",
            "function f() {\n  const g = (a) => a;\n}\n",
        ),
        ("const one = /** @type {Map<string, A>} */ (new Map());\n", "const one = (new Map());\n"),
        ("f(/** @type {A} */ (a), /** @type {{b: B}} */ (b));\n", "f((a), (b));\n"),
        ("// @ts-nocheck: why\nconst one = 1; // stays\n", "const one = 1; // stays\n"),
        ('const one = "/** @type {A} */ words";\n', 'const one = "/** @type {A} */ words";\n'),
    ],
)
def test_types_that_stand_in_comments_are_not_shipped(written, text, left):
    """Wherever a type stands, a page has no use for it; a text that looks like one stays."""
    assert joined(written(a=text)) == left


def test_modules_that_import_each_other_are_joined_once(written):
    """A circle ends where it began."""
    first = written(
        a='import { two } from "./b.js";\nexport function one() { return two(); }\n',
        b='import { one } from "./a.js";\nexport function two() { return one; }\n',
    )
    assert joined(first).count("function") == 2


def test_a_whole_folder_is_brought_in(written):
    """In the order of the names, so that a file that is added needs no list."""
    first = written(
        a='import "./kinds/*.js";\n', kinds__y='import { K } from "../k.js";\nK.y = 1;\n',
        kinds__x='import { K } from "../k.js";\nK.x = 1;\n', k="export const K = {};\n",
    )  # fmt: skip
    assert joined(first) == "const K = {};\nK.x = 1;\nK.y = 1;\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('import one from "./b.js";', "is not understood"),
        ('import * as b from "./b.js";', "is not understood"),
        ('import { two as other } from "./b.js";', "is not understood"),
        ("import {\n  two,\n} from './b.js';", "is not understood"),
        ('export { two } from "./b.js";', "is not understood"),
        ('export * from "./b.js";', "is not understood"),
        ("export let two = 2;", "is not understood"),
        ('import { two } from "elsewhere";', "is not understood"),
        ('import { two } from "./c.js";', "there is no module ./c.js"),
        ('import "./none/*.js";', "there is no module ./none/*.js"),
        ('import { three } from "./b.js";', "./b.js exports no `three`"),
        ('  import { two } from "./b.js";', "`import` is understood at the beginning of a line only"),
        ('const a = 1; import { two } from "./b.js";', "`import` is understood at the beginning of a line only"),
        ("  export const a = 1;", "`export` is understood at the beginning of a line only"),
        ("const a = 1; export { a };", "`export` is understood at the beginning of a line only"),
        ('const later = () => import("./b.js");', "`import` is understood at the beginning of a line only"),
        ("const a = `${import.meta.url}`;", "`import` is understood at the beginning of a line only"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(written, text, sentence):
    """Nothing stays in silently that a page would stumble over."""
    first = written(a=f"// first\n{text}\n", b="export const two = 2;\nconst three = 3;\n")
    with pytest.raises(ScriptError) as refused:
        joined(first)
    assert sentence in refused.value.message
    assert (refused.value.path, refused.value.line) == (first, 2)


@pytest.mark.parametrize(
    "text",
    [
        'const a = "  import { two } from ./b.js";',
        "const a = `\n  import { two } from ./b.js\nexport const b = ${1};\n`;",
        "const a = /[\"'`]; import/;",
        "const a = { import: 1, export: 2 };\nconst b = a.import;",
        "const a = 1; // import nothing here",
    ],
)
def test_what_only_looks_like_an_import_or_export_stays(written, text):
    """A text, a pattern, a comment behind code and a property are none."""
    assert joined(written(a=f"{text}\n")) == f"{text}\n"


def test_a_comment_may_speak_of_imports(written):
    """A line in it that begins with the word is no statement."""
    assert joined(written(a="/**\nimport and\n  export\n */\nconst a = 1;\n")) == "const a = 1;\n"


def test_each_name_of_one_declaration_can_be_imported(written):
    """What stands behind the first comma is exported too; what stands within brackets is not."""
    b = "export const one = f(1, 2), two = { a: 1, three: 3 };\nfunction f(a, three) { return a + three; }\n"
    first = written(a='import { one, two } from "./b.js";\nf(one, two);\n', b=b)
    assert joined(first) == b.removeprefix("export ") + "f(one, two);\n"
    first = written(a='import { three } from "./b.js";\n', b=b)
    with pytest.raises(ScriptError, match=r"\./b\.js exports no `three`"):
        joined(first)


@pytest.mark.parametrize(
    "twin",
    [
        "const two = 3;",
        "function two() {}",
        "let other, two;",
        "class two {}",
        "async function two() {}",
        "const other = 1, two = 2;",
        "const other = f(1, [2, 3]),\n  two = 2;",
        'const other = ", ;", two = 2;',
        "const other = `, ${f(`;`)};`, two = 2;",
        "const other = /[,;)]/, two = 2;",
        "const other = 4 / 2, two = 2 / 1;",
        "const { other, two } = f();",
        "const [other, two] = f();",
    ],
)
def test_two_modules_that_bear_one_name_are_refused(written, twin):
    """One would take the other's place; a name within a function is its own."""
    first = written(a=f'import {{ one }} from "./b.js";\n{twin}\n', b="export const one = 1;\nconst two = 2;\n")
    with pytest.raises(ScriptError, match=r"`two` stands at the top of b\.js too"):
        joined(first)


@pytest.mark.parametrize(
    "own",
    [
        "function f() {\n  const two = one;\n}",
        "const f = (other, two = 2) => two;",
        "const f = g({ a: 1, two: 2 }, two => two);",
        "const words = ', two = 2';",
        "const words = `\nconst two = 2;\n`;",
    ],
)
def test_a_name_within_something_is_its_own(written, own):
    """In a function, among brackets or in a text it takes nobody's place."""
    first = written(a=f'import {{ one }} from "./b.js";\n{own}\n', b="export const one = 1;\nconst two = 2;\n")
    assert own in joined(first)
