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
    "twin", ["const two = 3;", "function two() {}", "let other, two;", "class two {}", "async function two() {}"]
)
def test_two_modules_that_bear_one_name_are_refused(written, twin):
    """One would take the other's place; a name within a function is its own."""
    first = written(a=f'import {{ one }} from "./b.js";\n{twin}\n', b="export const one = 1;\nconst two = 2;\n")
    with pytest.raises(ScriptError, match=r"`two` stands at the top of b\.js too"):
        joined(first)
    first = written(
        a='import { one } from "./b.js";\nfunction f() {\n  const two = one;\n}\n', b="export const one = 1;\n"
    )
    assert "const two" in joined(first)
