"""The customer's pane: identity, groups, fields, earlier conversations, and hostile text in each of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.contract.enums import ConversationStatus, CustomerRole
from console.services.records import CustomerGroup, CustomerProfile, FieldValue, QueueRow
from console.ui.panes.customer import LABEL_CELLS, SHOWN_PREVIOUS, VALUE_LINES, CustomerPane
from tests.ui.support import NOW, SOME_HOSTILE, PaneApp, assert_drawable, by_name, profile, resize, row, strips, texts

WIDE = (60, 40)


def pane() -> CustomerPane:
    made = CustomerPane(id="customer-pane")
    made.clock = lambda: NOW
    return made


def lines(shown: CustomerPane) -> list[str]:
    """What the pane says, without the column of the cursor."""
    return [line[2:] for line in texts(shown.view)]


def words(line: str) -> str:
    return " ".join(line.split())


async def test_a_customer() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(
            profile(
                fields=(FieldValue("customer_no", "K-20811"), FieldValue("plan", "Studio"), FieldValue("vat_id", "")),
                groups=(CustomerGroup("1", "VIP", "ffffff", "336699"), CustomerGroup("2", "Business")),
                note="pays late",
                previous=(
                    row(id="c2", subject="Warranty for Loft 2", status=ConversationStatus.RESOLVED),
                    row(id="c1", subject="", changed=None, created=None),
                ),
            ),
            row(id="c1"),
        )
        assert [words(line) for line in lines(shown)[:12]] == [
            "Jana Nováková",
            "jana@example.com registered",
            "since 1 year ago",
            "groups VIP Business",
            "customer_no K-20811",
            "plan Studio",
            "vat_id (empty)",
            "note pays late",
            "",
            "conversations 2, 1 waiting",
            "done 2h10 Warranty for Loft 2",
            "open - (no subject)",
        ]
        facts = lines(shown)
        assert {facts[line][LABEL_CELLS - 1] for line in range(2, 8)} == {" "}
        assert {facts[line][LABEL_CELLS] for line in (2, 4, 5, 6, 7)} == {"1", "K", "S", "(", "p"}
        assert facts[10].index("Warranty") == facts[11].index("(no")


async def test_what_is_known_before_the_profile() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(None, None)
        assert lines(shown)[0] == "No conversation is open."
        shown.show(None, row())
        assert lines(shown)[:3] == ["Jana Nováková", "jana@example.com", "profile not known yet"]
        shown.show(None, row(customer_name=""))
        assert lines(shown)[0] == "(no name)"


async def test_a_customer_of_whom_nothing_is_known() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(profile(name="", email="", created=None, groups=(), role=CustomerRole("Q")), None)
        assert lines(shown)[:4] == ["(no name)", "(no address)   other Q", "", "conversations 0, 0 waiting"]


async def test_many_groups_take_several_lines_and_keep_their_colours() -> None:
    shown = pane()
    groups = tuple(CustomerGroup(str(n), f"Group number {n}", "000000", "ffcc00") for n in range(9))
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(profile(groups=groups, created=None), None)
        chips = [line for line in lines(shown) if "Group number" in line]
        assert len(chips) > 1
        assert chips[0].startswith("groups       Group number 0")
        assert all(line.startswith(" " * LABEL_CELLS) for line in chips[1:])
        assert sum(line.count("Group number") for line in chips) == 9
        drawn = [segment for strip in strips(shown.view) for segment in strip if "Group number" in segment.text]
        assert {segment.style for segment in drawn} == {shown.view.line_style("chip:#000000:#FFCC00")}
        assert_drawable(strips(shown.view), shown.view.size.width)


async def test_a_long_group_name_is_cut() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=(30, 20)):
        shown.show(profile(groups=(CustomerGroup("1", "字" * 60, "000", "fff"),)), None)
        assert any("字…" in line for line in lines(shown))
        assert_drawable(strips(shown.view), 30)


async def test_long_values_wrap_and_end() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(
            profile(fields=(FieldValue("address", "Long Street 12, " * 100), FieldValue("plan", "Studio"))), None
        )
        first = next(number for number, line in enumerate(lines(shown)) if line.startswith("address"))
        value = [line[LABEL_CELLS:] for line in lines(shown)[first : first + VALUE_LINES]]
        assert " ".join(value).startswith("Long Street 12, Long Street 12, ")
        assert [line.endswith("…") for line in value] == [False] * (VALUE_LINES - 1) + [True]
        assert lines(shown)[first + VALUE_LINES] == "plan        Studio"


async def test_a_code_may_come_several_times() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(profile(fields=(FieldValue("phone", "1"), FieldValue("phone", "2"))), None)
        assert [line.split() for line in lines(shown) if line.startswith("phone")] == [["phone", "1"], ["phone", "2"]]


async def test_the_cursor_points_at_an_earlier_conversation() -> None:
    shown = pane()
    previous = tuple(row(id=f"c{number}") for number in range(3))
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(profile(previous=previous, groups=(), created=None), row(id="c1"))
        pointed: list[str | None] = []
        for _ in range(7):
            pointed.append(shown.previous_under_cursor)
            shown.view.move_by(1)
        assert pointed == [None, None, None, None, "c0", "c1", "c2"]
        subjects = [
            segment.style for strip in strips(shown.view) for segment in strip if segment.text.startswith("Lamp")
        ]
        assert subjects == [shown.view.line_style(name) for name in ("text", "strong", "text")]


async def test_the_same_customer_keeps_the_place_and_another_one_starts_at_the_top() -> None:
    shown = pane()
    many = tuple(row(id=f"c{number}") for number in range(80))
    async with PaneApp(shown).run_test(size=(60, 12)):
        shown.show(profile(previous=many), None)
        shown.view.move_to(50)
        top = shown.view.scroll_offset.y
        shown.show(profile(previous=many, name="Jana N."), None)
        assert (shown.view.cursor, shown.view.scroll_offset.y) == (50, top)
        shown.show(profile(id="ct2", previous=many), None)
        assert (shown.view.cursor, shown.view.scroll_offset.y) == (0, 0)


async def test_very_many_earlier_conversations_are_counted_and_shown_in_part() -> None:
    shown = pane()
    many = tuple(row(id=f"c{number}", changed=NOW - timedelta(days=number)) for number in range(400))
    async with PaneApp(shown).run_test(size=WIDE):
        shown.show(profile(previous=many), None)
        assert "conversations 400, 400 waiting" in lines(shown)
        shown.view.move_to(10**9)
        assert shown.previous_under_cursor == f"c{SHOWN_PREVIOUS - 1}"


async def test_another_width_wraps_anew() -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=WIDE) as pilot:
        shown.show(profile(fields=(FieldValue("address", "one two three four five six"),)), None)
        for width in (60, 30, 20, 100):
            await resize(pilot, width, 40)
            await pilot.pause()
            assert_drawable(strips(shown.view), width)
            values = " ".join(line[LABEL_CELLS:] for line in lines(shown) if line.strip())
            assert "one two three four five six" in words(values)


def hostile_profile(text: str) -> tuple[CustomerProfile, QueueRow]:
    conversation = row(
        id="c1",
        subject=text,
        customer_name=text,
        customer_email=text,
        department_name=text,
        status=ConversationStatus(text),
    )
    customer = profile(
        name=text,
        email=text,
        role=CustomerRole(text),
        note=text,
        groups=(CustomerGroup("1", text, text, text), CustomerGroup("2", text, "ffffff", "336699")),
        fields=(FieldValue(text, text), FieldValue("", text)),
        previous=(conversation,),
    )
    return customer, conversation


@pytest.mark.parametrize("width", [20, 41])
@pytest.mark.parametrize("part", range(4))
async def test_hostile_text_in_every_field(width: int, part: int) -> None:
    shown = pane()
    async with PaneApp(shown).run_test(size=(width, 60)):
        for item in SOME_HOSTILE[part::4]:
            customer, conversation = hostile_profile(item.text)
            for known in (customer, None):
                shown.show(known, conversation)
                assert_drawable(strips(shown.view), width)


@pytest.mark.parametrize("item", [item for item in SOME_HOSTILE if item.kind == "markup"][:12], ids=by_name)
async def test_markup_is_text(item: object) -> None:
    shown = pane()
    text = getattr(item, "text", "")
    async with PaneApp(shown).run_test(size=(120, 30)):
        shown.show(profile(name=text), None)
        drawn = "".join(segment.text for segment in strips(shown.view)[0])
        assert drawn[2:].rstrip() == text.replace("\x1b", "␛").replace("\x07", "␇").rstrip()
