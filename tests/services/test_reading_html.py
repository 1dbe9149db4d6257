"""HTML mail as lines: what is shown, what is dropped, and that no mail takes long."""

from __future__ import annotations

import pytest

from console.services.reading import LineKind, Link, RenderedBody, looks_like_html, own_words, to_plain
from console.services.reading.html import html_to_lines
from console.services.reading.lines import MAX_CHARS
from console.services.reading.markup import strip_tags


def shown(html: str) -> list[str]:
    return [line.text for line in html_to_lines(html, numbered=False).lines]


def styled(body: RenderedBody) -> list[tuple[str, str]]:
    return [(line.text[span.start : span.end], span.style) for line in body.lines for span in line.spans]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>one</p><p>two</p>", ["one", "", "two"]),
        ("<div>one</div><div>two</div>", ["one", "two"]),
        ("one<br>two<br><br>three", ["one", "two", "", "three"]),
        ("<p>one</p><br><br><br><p>two</p>", ["one", "", "two"]),
        ("<p> one\n  two&nbsp;&nbsp;three </p>", ["one two three"]),
        ("<p>a<b> b </b>c</p>", ["a b c"]),
        ("<h2>Head</h2>text", ["Head", "", "text"]),
        ("&lt;p&gt; &amp; &euro; &#128512;", ["<p> & € 😀"]),
        ("a<hr>b", ["a", "---", "b"]),
        ("<pre>a  b\n\tc\n\n\nd</pre>", ["a  b", "        c", "", "d"]),
        ("<dl><dt>term<dd>meaning</dl>", ["term", "meaning"]),
    ],
)
def test_text_and_blocks(html: str, lines: list[str]) -> None:
    assert shown(html) == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ul><li>a<li>b</ul>", ["• a", "• b"]),
        ("<ol start=9><li>a<li>b</ol>", ["9. a", "10. b"]),
        ("<ol><li>a<li value=5>b<li>c</ol>", ["1. a", "5. b", "6. c"]),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", ["• a", "  1. b", "• c"]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", ["• a", "", "  b"]),
        ("<ul><li></li></ul>x", ["x"]),
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>\u00b7<span>&nbsp;</span></span>a</p>"
            "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>2)&nbsp;</span>b</p>",
            ["• a", "  2) b"],
        ),
    ],
)
def test_lists(html: str, lines: list[str]) -> None:
    body = html_to_lines(html)
    assert [line.text for line in body.lines] == lines
    items = [line for line in body.lines if line.kind is LineKind.LIST_ITEM]
    assert all(line.text[line.indent - 1] == " " and line.text[line.indent] != " " for line in items)


def test_quotes_carry_their_depth() -> None:
    body = html_to_lines("<p>own</p><blockquote>a<blockquote>b</blockquote>c</blockquote><p>own again</p>")
    assert [(line.depth, line.text) for line in body.lines if line.text] == [
        (0, "own"),
        (1, "a"),
        (2, "b"),
        (1, "c"),
        (0, "own again"),
    ]
    assert {line.kind for line in body.lines if line.depth and line.text} == {LineKind.QUOTE}


def test_an_indented_paragraph_is_no_quote() -> None:
    body = html_to_lines('<blockquote style="margin:0 0 0 40px;border:none">indented</blockquote>')
    assert [line.depth for line in body.lines] == [0]


def test_styles_survive_line_ends() -> None:
    body = html_to_lines("<b>one<br>two</b> three <code>four</code><ul><li><i>five</i></ul>")
    assert styled(body) == [("one", "strong"), ("two", "strong"), ("four", "code"), ("five", "em")]


def test_links_are_numbered_and_listed() -> None:
    body = html_to_lines(
        '<div><a href="https://a.example/1">Track</a> or <a href="https://a.example/2"><div>pay</div></a>'
        '<a href="https://a.example/1">again</a> <a href="mailto:x@a.example">x@a.example</a></div>'
    )
    assert [line.text for line in body.lines] == [
        "Track [1] or",
        "pay [2]",
        "again [1] x@a.example",
        "",
        "[1] https://a.example/1",
        "[2] https://a.example/2",
    ]
    assert body.links == (Link(1, "Track", "https://a.example/1"), Link(2, "pay", "https://a.example/2"))
    assert ("Track", "link") in styled(body)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "file:///etc", "#top", ""]
)
def test_other_links_are_only_text(href: str) -> None:
    body = html_to_lines(f'<p><a href="{href}">x</a></p>')
    assert [line.text for line in body.lines] == ["x"]
    assert body.links == ()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<img alt="A lamp" src="https://cdn.example/1.png">', "[image: A lamp, cdn.example]"),
        ('<img alt="A lamp" src="cid:1">', "[image: A lamp]"),
        ('<img src="data:image/png;base64,AAAA">', "[image]"),
        ('<img src="https://[::1/x.png" alt="bad">', "[image: bad]"),
        ('<img src="https://t.example/o.gif" width="1" height="1">', ""),
        ('<img src="https://t.example/o.gif" style="width:1px">', ""),
        ('<img src="https://t.example/spacer.gif" alt="">', ""),
    ],
)
def test_images_are_words_and_trackers_nothing(html: str, words: str) -> None:
    assert shown(f"<p>x {html} y</p>") == [f"x {words} y" if words else "x y"]


@pytest.mark.parametrize(
    "html",
    [
        '<div style="display:none">hidden</div>',
        '<div style="DISPLAY : NONE !important">hidden</div>',
        '<span style="visibility:hidden">hidden</span>',
        '<div style="max-height:0;overflow:hidden">hidden</div>',
        '<span style="font-size:1px">hidden</span>',
        "<p hidden>hidden</p>",
        "<script>hidden</script>",
        "<style>hidden</style>",
        "<title>hidden</title>",
        "<textarea>hidden</textarea>",
        "<select><option>hidden</select>",
        '<input value="hidden">',
        "<!-- hidden -->",
        "<!--[if mso]>hidden<![endif]-->",
        '<iframe src="x">hidden</iframe>',
    ],
)
def test_what_is_not_meant_to_be_read_is_dropped(html: str) -> None:
    assert shown(f"<p>before</p>{html}<p>after</p>") == ["before", "", "after"]


def test_a_tiny_font_on_a_layout_container_hides_nothing() -> None:
    assert shown('<td style="font-size:0"><div style="font-size:14px">shown</div></td>') == ["shown"]


def test_filler_of_invisible_characters_leaves_no_trace() -> None:
    assert shown("<p>" + "&zwnj;&nbsp;\ufeff" * 50 + "</p><p>" + "&#847; " * 20 + "</p><p>there</p>") == ["there"]


def test_data_tables_are_aligned() -> None:
    body = html_to_lines(
        "<table><tr><th>Item<th>Qty<th>Price<tr><td>Lamp<td>1<td>49.00<tr><td>返品<td>12<td>9.50</table>"
    )
    assert [line.text for line in body.lines] == ["Item  Qty  Price", "Lamp    1  49.00", "返品   12   9.50"]
    assert {line.kind for line in body.lines} == {LineKind.TABLE}
    assert styled(body) == [("Item", "strong"), ("Qty", "strong"), ("Price", "strong")]


def test_spanned_columns_keep_the_others_in_place() -> None:
    html = "<table border=1><tr><td>a<td>b<td>c<tr><td colspan=2>d<td>e</table>"
    assert shown(html) == ["a  b  c", "d     e"]


def test_wide_data_tables_become_fields() -> None:
    long = "word " * 20
    body = html_to_lines(f"<table><tr><th>Name<th>Text<tr><td>A<td>{long}<tr><td>B<td>{long}</table>")
    assert [line.text for line in body.lines] == [
        "Name: A",
        f"Text: {long.strip()}",
        "",
        "Name: B",
        f"Text: {long.strip()}",
    ]


def test_layout_tables_are_read_in_order() -> None:
    html = (
        '<table width="100%"><tr><td><table><tr><td>Logo</td><td>Shop</td></tr></table></td></tr>'
        "<tr><td><p>Dear Jana,</p><p>your lamp is on its way.</p></td></tr>"
        "<tr><td><ul><li>a</ul></td><td>a longer text that would not fit beside another one</td></tr></table>"
    )
    assert shown(html) == [
        "Logo  Shop",
        "",
        "Dear Jana,",
        "",
        "your lamp is on its way.",
        "",
        "• a",
        "",
        "a longer text that would not fit beside another one",
    ]


def test_decoded_controls_are_left_to_the_door_of_the_screen() -> None:
    assert shown("<p>a&#27;[2Jb</p>") == ["a\x1b[2Jb"]


def test_html_without_text_is_empty() -> None:
    assert html_to_lines("<p> </p><br><div></div>") == RenderedBody(())


def test_html_that_cannot_be_laid_out_is_shown_as_plain_text() -> None:
    body = html_to_lines("<frameset></frameset><dialog><p>one</p>two &amp; three</dialog>")
    assert [line.text for line in body.lines] == ["one", "two & three", "HTML shown as plain text"]
    assert body.as_plain


def test_strip_tags_keeps_blocks_apart() -> None:
    assert strip_tags("<p>a</p><b>b</b><script>c</script>&lt;d<!-- e -->").split() == ["a", "b<d"]


def test_long_bodies_are_cut_and_say_so() -> None:
    body = html_to_lines("<p>" + "word " * 100_000 + "</p>")
    assert body.truncated
    assert body.lines[-1].kind is LineKind.NOTICE
    assert sum(len(line.text) for line in body.lines) <= MAX_CHARS + 200
    part = html_to_lines("<p>first</p><p>second</p>", max_chars=8)
    assert [line.text for line in part.lines][:3] == ["first", "", "sec"]
    table = html_to_lines("<table><tr><td>first<table><tr><td>second</table></table>", max_chars=8)
    assert [line.text for line in table.lines][:2] == ["first", "sec"]


def test_own_words_and_plain_text_of_a_reply() -> None:
    html = (
        '<p>Thanks, <a href="https://a.example">it works</a>!</p>'
        "<div>On Mon, 21 Nov 2022 at 06:31, Ana wrote:</div><blockquote>old</blockquote>"
    )
    assert to_plain(html) == "Thanks, it works!\n\nOn Mon, 21 Nov 2022 at 06:31, Ana wrote:\n\n> old"
    assert own_words(html_to_lines(html, numbered=False)) == "Thanks, it works!"


def test_plain_and_html_of_the_same_words_compare_equal() -> None:
    assert to_plain("Hello,\r\n\r\n\r\nthe lamp  \r\narrived.\n") == to_plain("Hello,<br><br>the lamp<br>arrived.")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<p>x</p>", True),
        ("one<br/>two", True),
        ("<!DOCTYPE html><body>x", True),
        ("say <b>hello</b>", True),
        ('<img src="cid:1">', True),
        ("Ana <ana@example.com> wrote", False),
        ("<p@example.com>", False),
        ("a < b and c > d", False),
        ("if (a<b) return", False),
        ("use the <b> key", False),
        ("<3", False),
        ("", False),
    ],
)
def test_what_is_taken_for_html(text: str, html: bool) -> None:
    assert looks_like_html(text) is html
