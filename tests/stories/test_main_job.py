"""The main job, end to end, by keys of the help screen: the screen says it, and the desk holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from console.config.model import Settings
from console.desk import tables
from console.desk.seed import FIXTURES
from console.services.reading import to_plain
from tests.stories.story import SIZES, TINY, WIDE, console_on

LAMP = FIXTURES["FX-01"]
ANA = "ana@kestrel.example"
MAIL = "jana@example.com"


# Reading


async def test_reading_by_groups_with_gutters_and_folds(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        pane = story.pane("thread")
        assert "▾ Mail  Jana Nováková" in pane
        assert "│ the lamp I ordered arrived with a cracked shade" in pane
        assert "[file] shade-1.jpg" in pane
        assert "┊ Third cracked Loft this week" in pane
        assert "▸ Transfer" in pane
        assert "assigned to Orders & Returns" in pane
        assert "▸ 16 quoted lines" in pane
        assert "Loft 2, brass" not in pane
        await story.press("k", "k", "z")
        assert story.workspace.thread.view.cursor == 0
        assert "1 x Loft 2, brass" in story.pane("thread")
        await story.press("z")
        assert "1 x Loft 2, brass" not in story.pane("thread")
        await story.press("Z")
        unfolded = story.pane("thread")
        assert "1 x Loft 2, brass" in unfolded
        assert "▾ Transfer" in unfolded
        await story.press("Z")
        assert story.pane("thread") == pane or "▸ 16 quoted lines" in story.pane("thread")


@pytest.mark.parametrize("size", [WIDE, TINY], ids=str)
async def test_two_thousand_messages_from_end_to_end(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-02")
        view = story.workspace.thread.view
        assert view.thread is not None
        assert sum(len(group.messages) for group in view.thread.groups) == 2000
        last = len(view.thread.groups) - 1
        first_words = to_plain(story.messages("FX-02")[0][2]).split("\n")[0][:25]
        assert first_words not in story.text
        await story.press("g", "g")
        assert view.cursor == 0
        assert first_words in story.text
        await story.press("space", "space", "pageup", "j", "k")
        await story.press("G")
        assert view.cursor == last
        assert view.scroll_offset.y == view.max_scroll_y
        await story.press("home")
        assert first_words in story.text


# The customer


async def test_who_the_customer_is_and_what_was_before(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        pane = story.pane("customer")
        for words in ("Jana Nováková", MAIL, "registered", "VIP", "Business", "K-20811", "conversations 38"):
            assert words in pane
        await story.press("g", "u")
        for _ in range(40):
            if story.workspace.customer.previous_under_cursor not in (None, story.conversation("FX-01").id):
                break
            await story.press("j")
        earlier = story.workspace.customer.previous_under_cursor
        await story.press("enter")
        assert story.workspace.state.conversation_id == earlier
        table = tables.conversation
        ((subject,),) = story.ask(select(table.c.subject).where(table.c.id == earlier))
        assert subject in story.pane("thread")
        assert story.workspace.pane_name == "thread"


# The knowledge base


async def test_searching_while_typing_and_inserting_from_the_pane(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("w")
        await story.write("damaged")
        pane = story.pane("knowledge")
        titles = [article.title for article in story.workspace.knowledge.articles]
        assert titles
        assert titles[0][:20] in pane
        await story.press("enter", "j", "k")
        article = story.workspace.knowledge.article
        assert article is not None
        preview = to_plain(article.html).split()[:3]
        assert " ".join(preview) in story.said("knowledge")
        await story.press("enter")
        written = story.workspace.thread.composer.text
        assert written.startswith(article.summary.title)
        assert "https://help.kestrel.example/" in written
        assert story.workspace.thread.composer.area.has_focus


async def test_inserting_an_articles_text(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("w")
        await story.write("refund")
        await story.press("tab", "R")
        article = story.workspace.knowledge.article
        assert article is not None
        assert to_plain(article.html).strip()[:60] in story.workspace.thread.composer.text


async def test_an_article_by_two_question_marks(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("See ")
        await story.write("??")
        assert "Put an article into the text" in story.text
        await story.write("refund")
        await story.press("enter")
        text = story.workspace.thread.composer.text
        assert text.startswith("See ")
        assert "?" not in text
        assert "\nhttps://help.kestrel.example/" in text
        assert text.endswith("\n"), "what is typed next is no part of the address"
        await story.write("Really")
        await story.write("??")
        assert story.workspace.thread.composer.text.endswith("Really??"), "inside a word they are question marks"


async def test_the_servers_search_stands_behind_the_cache(folder: Path) -> None:
    async with console_on(folder) as story:
        table = tables.article
        (row,) = story.ask(select(table).where(table.c.rtype == "A").limit(1))
        values = {**row._mapping, "id": 99_001, "url_code": "zzz999", "title": "Xylophone stands", "keywords": ""}
        values |= {"content": "<p>For xylophones.</p>", "content_text": "For xylophones.", "description": ""}
        story._write(insert(table).values(values))
        await story.press("w")
        await story.write("xylophone")
        assert "Nothing found" in story.pane("knowledge")
        await story.until_shown("Xylophone stands")
        await story.until_shown("For xylophones.")


# Writing


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_reply_reaches_the_customer_exactly_once(folder: Path, size: tuple[int, int]) -> None:
    text = "Dear Jana,\nI am sorry. Your refund is on its way."
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(text)
        await story.until_shown("draft saved")
        assert "Reply to" in story.text
        await story.press("escape")
        assert f"REPLY by mail to {MAIL} as Ana Kovač." in story.said("thread")
        assert "y send" in story.footer
        assert "Dear Jana," in story.text
        assert story.messages("FX-01")[-1][1] == "N", "nothing is sent yet"
        await story.press("escape", "r")
        assert story.workspace.thread.composer.text == text, "Esc discards nothing"
        await story.press("escape")
        await story.press_for("y", "The reply is in the conversation.")
        assert "Your refund is on its way." in story.said("thread")
        assert "Ana Kovač" in story.pane("thread")
        assert story.with_text("FX-01", text) == [(story.agent_id(ANA), "M")]
        assert story.mails("FX-01") == [MAIL]
        assert story.conversation("FX-01").status == "A"
        profile = story.workspace.state.profile
        assert profile is not None
        own = next(row for row in profile.previous if row.code == LAMP)
        assert own.status.value == "A", "the customer's conversations are as they are now"
        assert story.workspace.services.replies.drafts() == []
        await story.press("q")
        assert story.workspace.pane_name == "queue"


async def test_sending_and_resolving(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("Done.")
        await story.press("escape")
        await story.press_for("Y", f"{LAMP} is resolved now")
        assert story.conversation("FX-01").status == "R"
        assert story.with_text("FX-01", "Done.") == [(story.agent_id(ANA), "M")]
        assert "resolved" in story.pane("thread")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_note_stays_among_colleagues(folder: Path, size: tuple[int, int]) -> None:
    text = "Courier confirmed the damage."
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("n")
        assert "Internal note as" in story.text
        await story.write(text)
        await story.press("escape")
        assert "NOTE for colleagues as Ana Kovač. The customer will not see it." in story.said("thread")
        await story.press("y")
        assert story.with_text("FX-01", text) == [(story.agent_id(ANA), "N")]
        assert story.mails("FX-01") == []
        assert story.conversation("FX-01").status == "C"
        assert f"┊ {text}" in story.text


# Handing on


@pytest.mark.parametrize("size", [WIDE, TINY], ids=str)
async def test_a_status_is_held_and_taken_back(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press("e")
        assert f"{LAMP}: resolved in 4 s, u takes it back" in story.footer
        assert "1 held, 4 s" in story.lines[0]
        assert story.conversation("FX-01").status == "C"
        await story.press("u")
        assert "Taken back" in story.footer
        assert "held" not in story.lines[0]
        await story.pass_time(10)
        assert story.conversation("FX-01").status == "C"
        await story.press("u")
        assert "nothing to take back" in story.footer


@pytest.mark.parametrize(("keys", "status"), [(("e",), "R"), (("s", "a"), "A")])
async def test_a_status_is_released_after_the_hold(folder: Path, keys: tuple[str, ...], status: str) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press(*keys)
        await story.pass_time(3)
        assert story.conversation("FX-01").status == "C"
        await story.pass_time(2)
        await story.until(lambda: story.conversation("FX-01").status == status, "the status at the desk")
        word = {"R": "resolved", "A": "answered"}[status]
        await story.until_shown(f"{LAMP} is {word} now")
        assert word in story.pane("thread")
        await story.press(*keys)
        assert f"It is {word} already" in story.footer


async def test_held_changes_can_be_sent_before_the_console_closes(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press("e", "q", "q")
        assert "1 in the outbox is not sent yet" in story.flat
        await story.pilot.press("s")
        await story.until(lambda: not story.app.is_running, "the end")
        assert story.app.return_code == 0
        assert story.conversation("FX-01").status == "R"


async def test_held_changes_outlive_the_console(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press("e", "q", "q")
        await story.pilot.press("y")
        await story.until(lambda: not story.app.is_running, "the end")
        assert story.conversation("FX-01").status == "C"
    async with console_on(folder, settings=Settings()) as story:
        assert "1 held" in story.lines[0]
        await story.pass_time(5)
        assert story.conversation("FX-01").status == "R"


# Who is online


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_who_is_online(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        if size != TINY:
            assert "agents 9 of 14 online" in story.text
        if size == WIDE:
            assert "Billing offline" in story.text
        await story.press("g", "p")
        assert "Who is online" in story.text
        billing = next(line for line in story.lines if "Billing" in line)
        care = next(line for line in story.lines if "Customer Care" in line)
        assert "offline" in billing
        assert "online" in care
        assert "offline" not in care
        await story.press("G")
        assert any(line.startswith("▌") and "offline" in line for line in story.lines), "agents who are away come last"
        await story.press("q")
        assert story.app.screen is story.workspace


# Round and about


@pytest.mark.parametrize("size", [WIDE, TINY], ids=str)
async def test_quitting_asks_and_ends_well(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("q")
        assert "Quit the console?" in story.flat
        assert "Esc stay" in story.flat
        await story.press("escape")
        assert story.app.screen is story.workspace
        await story.press("q")
        await story.pilot.press("y")
        await story.until(lambda: not story.app.is_running, "the end")
        assert story.app.return_code == 0


async def test_the_help_screen_lists_every_key_of_this_story(folder: Path) -> None:
    keys = ["j", "k", "Enter", "r", "n", "e", "a", "A", "f", "w", "u", "S", "q", "g p", "o n", "4", "z", "Z", "Space"]
    async with console_on(folder) as story:
        await story.press("question_mark")
        assert "Keys: queue" in story.text
        rows = [row[0] for row in story.app.screen.query_one("#help-view")._rows]  # type: ignore[attr-defined]
        listed = {key for row in rows for text, style in row if style == "key" for key in text.split("  ")}
        assert [key for key in keys if key not in {one.strip() for one in listed}] == []
        await story.press("q")
        assert story.app.screen is story.workspace
