"""No text of the help desk is read as markup or written past the one door, by the look of the source."""

from __future__ import annotations

import ast
import re

import pytest

from tests.hygiene.cleaning_rule import uncleaned
from tests.hygiene.markup_rule import violations
from tests.hygiene.source import PACKAGE, modules

INTERFACE = modules(PACKAGE / "ui")


def test_the_interface_hands_no_plain_string_to_what_reads_markup() -> None:
    found = [f"{module.name}:{line}: {why}" for module in INTERFACE for line, why in violations(module.tree)]
    assert not found


@pytest.mark.parametrize(
    "code",
    [
        "Static(subject)",
        "Label(f'{name}')",
        "Static(row.subject, id='x')",
        "Static('a [b] c')",
        "Static(content('a') if x else name)",
        "yield_ = Option(name)",
        "table.add_row(cell(a), b)",
        "self.notify(message)",
        "self.app.notify('saved', markup=True)",
        "self.border_title = name",
        "widget.tooltip = f'{name}'",
        "Button(label=name)",
        "Widget(tooltip=name)",
        "self.exit(message=text)",
        "Markdown('fine')",
        "Content.from_markup('fine')",
        "def f(name):\n    line = name\n    return Static(line)",
        "def f(name):\n    line = content('a')\n    line = name\n    return Static(line)",
        "line = content('a')\ndef f(line):\n    return Static(line)",
        "Hit(score, name, command)",
        "OptionList(*[Option(name) for name in names])",
        "widget.border_title += name",
        "picker.set_options([(name, 1)])",
        "from textual.widgets import Static as Line",
        "class A(Static):\n    def __init__(self, name):\n        super().__init__(name)",
        "class A(Label):\n    def show(self, name):\n        self.update(f'{name}')",
        "class A(Widget):\n    def render(self):\n        return self.name",
    ],
)
def test_the_rule_finds(code: str) -> None:
    assert list(violations(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "Static()",
        "Static('Customer', id='title')",
        "Static(content(subject))",
        "Static(subject, markup=False)",
        "self.notify(message, markup=False)",
        "self.border_title = content(name)",
        "self.border_title = 'Queue' if x else None",
        "def f(name):\n    line = content(name)\n    return Static(line)",
        "table.add_row(*[cell(value) for value in row])",
        "OptionList(*[Option(content(name)) for name in names])",
        "values.update(name)",
        "self.exit(3)",
        "class A(Static):\n    def __init__(self, name):\n        super().__init__(content(name), id='x')",
        "class A(Static):\n    def __init__(self, name):\n        super().__init__(name, markup=False)",
        "class A(Widget):\n    def show(self, name):\n        self.update(name)",
        "class A(Widget):\n    def render(self):\n        return content(self.name)",
        "from textual.widgets import Static",
    ],
)
def test_the_rule_lets_pass(code: str) -> None:
    assert not list(violations(ast.parse(code)))


def test_what_is_painted_is_clean() -> None:
    found = [f"{module.name}:{line}: {what}" for module in INTERFACE for line, what in uncleaned(module.tree)]
    assert not found


@pytest.mark.parametrize(
    "code",
    [
        "paint.put(row.subject)",
        "paint.put(f'{row.subject}  ', 'text')",
        "paint.put('a').put(row.subject or 'none', 'dim', width=3)",
        "return [(agent.name, 'strong')]",
        "return [(agent.name, 'strong' if agent.online else 'dim')]",
        "parts.append((pad(row.code, 3), 'text'))",
        "name = agent.name\n    paint.put(name)",
        "name = agent.name\n    words = f'by {name}'\n    return [(words, 'text')]",
        "paint.put(' '.join(thread.tags), 'text')",
        "paint.put(' '.join(tag.name for tag in tags))",
    ],
)
def test_the_rule_finds_what_is_painted_as_it_came(code: str) -> None:
    assert list(uncleaned(ast.parse(f"def draw():\n    {code}")))


@pytest.mark.parametrize(
    "code",
    [
        "paint.put(clean(row.subject, limit=400) or '(no subject)', 'text')",
        "paint.put(' '.join(clean(tag) for tag in thread.tags), 'text')",
        "paint.put('online' if agent.name else 'offline')",
        "return [(pad(clean(agent.name), 30), 'strong'), (f'{agent.count}', 'dim')]",
        "name = clean(agent.name)\n    paint.put(name)",
        "return agent.name, 'x'",
        "paint.put(words)",
    ],
)
def test_the_rule_lets_clean_texts_pass(code: str) -> None:
    assert not list(uncleaned(ast.parse(f"def draw():\n    {code}")))


def test_colours_come_from_the_theme() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3}){0,1}(?:[0-9a-fA-F]{2})?|(?:rgb|hsl)a?\(.*|ansi_\w+")
    found = [
        f"{module.name}:{node.lineno}: {node.value!r}"
        for module in INTERFACE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and literal.fullmatch(node.value)
    ]
    found += [
        f"{module.name}:{keyword.value.lineno}: {keyword.arg}={keyword.value.value!r}"
        for module in INTERFACE
        for keyword in (node for node in ast.walk(module.tree) if isinstance(node, ast.keyword))
        if keyword.arg in ("color", "bgcolor")
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is not None
    ]
    assert not found


def test_one_module_prints() -> None:
    """What is printed passes the cleaner; the desk announces itself to whoever operates it, in words of its own."""
    doors = {"console/cli/printing.py", "console/desk/serve.py"}
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules(PACKAGE)
        if module.name not in doors
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _prints(node.func)
    ]
    assert not found


def _prints(function: ast.expr) -> bool:
    return ast.unparse(function) in {"print", "sys.stdout.write", "sys.stderr.write", "traceback.print_exc"}
