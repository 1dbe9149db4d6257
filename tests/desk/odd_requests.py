"""What requests are made of that is at the edge of something, or beyond it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from tests.desk.small_desk import KEY
from tests.hostile import HOSTILE

BOUNDARY = b"----of-a-form"

_NUMBERS = (
    "0", "-1", "1", "١", "1e3", "0x10", "1_000", "2147483647", "2147483648", "9" * 25, "9" * 5000, "1.5", "NaN",
)  # fmt: skip
_TIMES = (
    "2015-01-12", "2015-02-30", "2015-01-12 24:00:00", "0001-01-01", "9999-12-31 23:59:59", "0000-00-00 00:00:00",
    "2026-03-08 02:30:00", "2025-11-02 01:30:00", "2015-01-12T10:00:00+14:00", "2015-01-12T10:00:00Z", "20150112",
    "2015-W03", "gt:", "eq:eq:2015-01-12", "btw:2015-01-12", "btw:9999-12-31,0001-01-01", "lk:", "lk:%",
    "lk:" + "%?" * 200, "lk:[(\\d", "neq:2026-03-02 09:30:00", "LT:2015-01-12",
)  # fmt: skip
_JSON = (
    "null", "true", "[]", "{}", "[1]", "[" * 5000, '[{"code":""}]', '[{"code":"a","value":null}]',
    '[{"code":{"a":[1]},"value":[2]}]', '[{"code":"\\ud800","value":"x"}]', '[{"code":"x","value":"\\u0000"}]',
    '[{"code":"' + "c" * 500 + '","value":"v"}]', '[{"code":"a","value":"1"},{"code":"a","value":"2"}]',
)  # fmt: skip
_TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufeff", "\u202e", "\r\nX-Evil: 1", "é" * 300, "日本" * 200,
    "x" * 60_000, "<p>" * 3000, "</response>", "]]>", "&lt;&#0;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "e\u0301" * 50,
    "'", '"', "';DROP TABLE conversation;--", "%", "_", "%%%%", "\\", "\\%", "*", "..", "../..", "/", "?", "#", "&",
)  # fmt: skip
_WORDS = (
    ",", ",,,", "Y", "N", "y", "A", "ARC", "A,R,C", "N,,?", "MFX", "#FFFFFF", "fff", "ggg", "undefined", "a@b", "@",
    "a" * 300 + "@post.example", "Ana@Holm.Example", "a@b.example\n", "javascript:alert(1)", "file:///etc/passwd",
    "http://", "https://u:p@h/?q", "\U0001f600",
)  # fmt: skip
VALUES = (*_NUMBERS, *_TIMES, *_JSON, *_TEXTS, *_WORDS, *(one.text for one in HOSTILE))
NAMES = ("", "apikey", "handler", "__proto__", "message[]", "a\x00", "\ud800", "status", "limit", "n" * 3000, "código")
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", "PROPFIND", "X" * 200)
NAMES_OF_CALLS = (b"once", b"twice", b"", b"\xff", b"x" * 300)
"""Values of the header Idempotency-Key."""

MEDIA_TYPES: tuple[bytes | None, ...] = (
    None,
    b"",
    b"application/json",
    b"APPLICATION/JSON; charset=utf-16",
    b"application/vnd.api+json",
    b"application/x-www-form-urlencoded; charset=latin-1",
    b"multipart/form-data",
    b"multipart/form-data; boundary=" + BOUNDARY,
    b"multipart/form-data; boundary=\xff\xfe; charset=nonsense",
    b"multipart/mixed; boundary=a",
    b"text/xml",
    b"\xff\xfe",
)
BODIES = (
    b"{",
    b"null",
    b"[]",
    b"[1]",
    b'"text"',
    b"\xff\xfe{\x00}\x00",
    b'{"message":' + b"[" * 40_000,
    b'{"message":' + b"[" * 49 + b"]" * 49 + b"}",
    b'{"a":NaN,"limit":1e999,"message":-0.0}',
    b'{"limit":' + b"9" * 6000 + b"}",
    b'{"message":"\\ud800"}',
    b'{"\\udfff":"\\u0000"}',
    b'{"message":1,"message":{"a":null},"apikey":["x"]}',
    b"&&&==&%&%zz=%zz&a=%C3%28&\xff=\xfe",
    b"&".join(b"p%d=%d" % (number, number) for number in range(1001)),
    b"--" + BOUNDARY,
    b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="message"\r\n\r\nno end',
    b"--" + BOUNDARY + b"\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--" + BOUNDARY + b"--\r\n",
    b"\r\n" * 2000,
    b"<?xml version='1.0'?><response/>",
)

PATHS: tuple[Callable[[str], str], ...] = (
    lambda path: f"{path}/",
    lambda path: f"{path}.json",
    lambda path: f"{path}.xml",
    lambda path: f"{path}.yaml",
    lambda path: f"{path}.YAML",
    lambda path: f"{path}.xml.json",
    lambda path: f"index.php?handler={quote(path)}",
    lambda path: f"index.php?handler={path}.xml",
    lambda path: f"index.php?handler={path}/&handler=tags",
    lambda path: f"index.php/{path}",
    lambda path: path.replace("/", "//"),
    lambda path: path.replace("/", "%2F"),
    lambda path: path.upper(),
    lambda path: f"{path}/../departments",
    lambda path: f"{path}&apikey={KEY}",
    lambda path: f"{path};a=b",
    lambda path: f"{path}%",
    lambda path: f"{path}%00",
    lambda path: f"{path}/more/and/more",
)
"""What clients, and nobody, make of a path."""

SHAPES: tuple[Callable[[str], object], ...] = (
    lambda value: None,
    lambda value: len(value),
    lambda value: len(value) / 3,
    lambda value: value == "Y",
    lambda value: [value, 1, None],
    lambda value: [{"code": value, "value": value}],
    lambda value: {"a": {"b": [value]}},
)
"""What may stand in the place of a string in JSON."""
