"""JSON, XML and YAML of the same trees: what is written, that it is read back, and what nobody has to read."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from console.contract.base import WireRow
from console.contract.formats import FORMATS, JSON, MOST_DEPTH, XML, YAML, UnreadableDocumentError, row_name
from console.desk.errors import not_found

names = st.from_regex(r"[a-z][a-z0-9_]{0,6}s?", fullmatch=True)
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["no", "Null", "~", "1e3", "0o17", "0x1F", "1_000", "12:30:45", "2026-03-02", ".inf", "=", "<<"]),
    st.sampled_from(
        ["", " ", "\n", "\r\n", "a: b", "- a", "#", "]]>", "<b>&amp;", "'", '"', "%YAML", "---", "|", "&a"]
    ),
)
trees: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), texts, st.integers(-(10**12), 10**12)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
answers = st.dictionaries(names, trees, min_size=1, max_size=5)

EXAMPLE: dict[str, Any] = {
    "conversations": [
        {"conversationid": "cvopen00", "subject": "Größe <1> & 日本 ]]>", "owner": None, "preview": ""},
        {"conversationid": "cvnew000", "subject": "\x1b[31m", "customfields": [{"code": "orderno", "value": "7781"}]},
    ],
    "availability": [{"count": "0"}],
    "tags": [],
}


def through_xml(value: Any, name: str) -> Any:
    """What can be read of a value that went out as XML."""
    if isinstance(value, list | dict) and value:
        children = [(row_name(name), one) for one in value] if isinstance(value, list) else list(value.items())
        read = [(child, through_xml(one, child)) for child, one in children]
        return [one for _, one in read] if {child for child, _ in read} == {row_name(name)} else dict(read)
    if isinstance(value, list | dict) or value is None:
        return ""
    return "".join(
        letter if letter in "\t\n\r" or " " <= letter not in "\ufffe\uffff" else "\ufffd" for letter in str(value)
    )


@given(answers)
def test_json_and_yaml_give_the_same_tree_back(tree: dict[str, Any]) -> None:
    for one in (JSON, YAML):
        assert one.read(one.render(tree)) == tree
    assert json.loads(JSON.render(tree)) == {"response": tree}


@given(answers)
def test_any_reader_of_yaml_reads_the_same(tree: dict[str, Any]) -> None:
    assert yaml.safe_load(YAML.render(tree)) == {"response": tree}


@given(answers)
def test_xml_gives_the_same_tree_of_strings_back(tree: dict[str, Any]) -> None:
    expected = through_xml(tree, "response")
    assert XML.read(XML.render(tree)) == (expected if isinstance(expected, dict) else {"row": expected[0]})


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("conversations", "conversation"),
        ("groups", "group"),
        ("suggestioncategories", "suggestioncategorie"),
        ("slacompliances", "slacompliance"),
        ("agentsavailability", "row"),
        ("chatsOverview", "row"),
        ("performance", "row"),
        ("s", "row"),
    ],
)
def test_the_name_of_a_row_in_xml(name: str, row: str) -> None:
    assert row_name(name) == row


def test_xml_as_the_documents_show_it() -> None:
    assert XML.render(EXAMPLE).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        "<response><conversations>"
        "<conversation><conversationid>cvopen00</conversationid><subject>Größe &lt;1&gt; &amp; 日本 ]]&gt;</subject>"
        "<owner/><preview/></conversation>"
        "<conversation><conversationid>cvnew000</conversationid><subject>\ufffd[31m</subject>"
        "<customfields><customfield><code>orderno</code><value>7781</value></customfield></customfields></conversation>"
        "</conversations><availability><row><count>0</count></row></availability><tags/></response>"
    )


def test_yaml_in_blocks_with_quotes_where_they_are_needed() -> None:
    tree = EXAMPLE | {"conversations": [{"code": "1e3", "name": "no", "day": "2026-03-02", "text": "日本\nzwei"}]}
    assert YAML.render(tree).decode() == (
        "response:\n"
        "  conversations:\n"
        "  - code: '1e3'\n"
        "    name: 'no'\n"
        "    day: '2026-03-02'\n"
        '    text: "日本\\nzwei"\n'
        "  availability:\n"
        "  - count: '0'\n"
        "  tags: []\n"
    )


def test_the_same_row_twice_is_written_twice() -> None:
    row: WireRow = {"id": "a"}
    written = YAML.render({"rows": [row, row]})
    assert YAML.read(written) == {"rows": [row, row]}
    assert b"&" not in written


def test_an_error_object_in_every_format() -> None:
    tree = not_found("customer", "a&b").error.tree()
    assert JSON.read(JSON.render(tree)) == YAML.read(YAML.render(tree)) == tree
    assert (
        XML.render(tree)
        .decode()
        .endswith(
            "<response><status>ERROR</status><statuscode>404</statuscode>"
            "<errormessage>customer a&amp;b not found</errormessage><debugmessage/></response>"
        )
    )


def test_a_name_that_xml_does_not_have_is_no_hole() -> None:
    assert XML.read(XML.render({"a><b": "1", "1x": "2", "ü": "3"})) == {"a__b": "1", "_1x": "2", "_": "3"}


BOMB = b"""<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<response><a>&b;</a></response>"""
OUTSIDE = b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><response><a>&a;</a></response>"
DEEP = 100_000


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("xml", BOMB),
        ("xml", OUTSIDE),
        ("xml", b"<response>" + b"<a>" * DEEP + b"</a>" * DEEP + b"</response>"),
        ("xml", b"<response><a></response>"),
        ("xml", b"<response>\x1b</response>"),
        ("xml", b"<other/>"),
        ("xml", b""),
        ("yaml", b"response:\n  a: &x [1]\n  b: *x\n"),
        ("yaml", b"response:\n  a: " + b"[" * DEEP + b"]" * DEEP),
        ("yaml", b"response:\n  a: !!python/object/apply:os.system ['true']\n"),
        ("yaml", b"response: {"),
        ("yaml", b"\xff\xfe\xff"),
        ("yaml", b""),
        ("json", b"[" * DEEP + b"]" * DEEP),
        ("json", b"{"),
        ("json", b"[]"),
        ("json", b'{"response": 1}'),
    ],
)
def test_documents_that_nobody_has_to_read(name: str, document: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        FORMATS[name].read(document)


def test_documents_as_deep_as_they_may_be() -> None:
    levels = MOST_DEPTH - 1
    assert XML.read(b"<response>" + b"<a>" * levels + b"</a>" * levels + b"</response>")
    assert YAML.read(b"response: {a: " + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}")


def test_documents_of_other_servers_are_read() -> None:
    pretty = (
        b"<?xml version='1.0'?>\n<response>\n  <tags>\n <tag>\n  <id>a </id>\n </tag>\n</tags>\n <n> </n>\n</response>"
    )
    assert XML.read(pretty) == {"tags": [{"id": "a "}], "n": " "}
    assert YAML.read(b"---\nresponse:\n  at: 2026-03-02 09:30:00\n  no: no\n  n: 012\n  i: -3\n  z:\n") == {
        "at": "2026-03-02 09:30:00",
        "no": "no",
        "n": "012",
        "i": -3,
        "z": None,
    }
    assert JSON.read(b'{"response": []}') == {}


def test_yaml_is_loaded_when_it_is_asked_for() -> None:
    program = "import sys, console.contract.formats as f; f.XML.render({}); print('yaml' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    assert printed == "False\n"
