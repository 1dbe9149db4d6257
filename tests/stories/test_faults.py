"""A server that does not answer, or answers something else: a clear sentence, work from the cache, nothing lost."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.desk.seed import FIXTURES
from console.services.records import RowState
from console.ui.screens.dialogs import Question
from tests.cli.servers import OddServer, RunningDesk
from tests.stories.faulty_desk import WEB_PAGE, FaultyDesk, faulty_desk, refusal
from tests.stories.running import quit_console, running
from tests.stories.story import Story, console_at

ANA = "ana@kestrel.example"
TEXT = "Dear Jana, your money is on its way."
ANSWERS = {
    "wrong key": (refusal(401, "Invalid api key"), "refused since", "The key was refused. Check the API key"),
    "forbidden": (refusal(403, "Forbidden"), "refused since", "The key was refused. Check the API key"),
    "web page": (WEB_PAGE, "refused since", "The server answered with a web page, not with API v1."),
    "update": (refusal(503, "Update in progress"), "offline since", "The server is not available (503)"),
}


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine at which nothing answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        yield taken.getsockname()[1]


async def work_from_the_cache(story: Story) -> None:
    """Keys go on working, and what is written is kept, unsent."""
    code = story.code_at_cursor
    await story.press("j")
    assert story.code_at_cursor != code
    await story.press("g", "p")
    assert "Who is online" in story.text
    await story.press("q")
    await story.open("FX-01")
    assert "cracked shade" in story.said("thread")
    await story.press("r")
    await story.write(TEXT)
    await story.until_shown("draft saved")
    await story.press("escape")
    assert "What changed meanwhile could not be checked." in story.said("thread")
    await story.press("y")
    await story.until(lambda: f"Reply in {FIXTURES['FX-01']}: not " in story.footer, "what became of the reply")
    assert story.with_text("FX-01", TEXT) == []
    assert TEXT in story.said("thread"), "it stands in the conversation, with a mark"
    assert [(row.text, row.settled_at) for row in story.workspace.services.outbox.rows()] == [(TEXT, None)]


async def recover_and_send(story: Story) -> None:
    """The server is back: the console notices by itself, and the kept reply goes out once."""
    await story.until(lambda: " since " not in story.lines[0], "the end of the trouble")
    assert "synced just now" in story.lines[0]
    (row,) = story.workspace.services.outbox.rows()
    if row.state is RowState.REFUSED:  # what the server said no to waits for the agent's word
        assert "1 for you in d" in story.lines[0]
        await story.press("d", "s", "q")
    else:
        await story.pass_time(90)
    await story.until(lambda: "The reply is in the conversation." in story.footer, "the confirmation")
    assert "[" not in story.pane("thread").split("Reply")[-1].split(TEXT[:10])[0]
    assert story.with_text("FX-01", TEXT) == [(story.agent_id(ANA), "M")]
    assert story.workspace.services.replies.drafts() == []


def questions(story: Story) -> list[Question]:
    """The dialogs on the screen."""
    return [screen for screen in story.app.screen_stack if isinstance(screen, Question)]


async def after_polls(story: Story, desk: FaultyDesk, calls: int = 3) -> None:
    """Wait until the console has asked so many times more."""
    wanted = desk.requests + calls
    await story.until(lambda: desk.requests >= wanted, "more calls")


@pytest.mark.parametrize("fault", ANSWERS)
async def test_a_server_that_answers_something_else(folder: Path, fault: str) -> None:
    answer, header, sentence = ANSWERS[fault]
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-01")
        await story.press("g", "q")
        desk.answer = answer
        await story.until(lambda: header in story.lines[0], "the trouble in the header")
        if questions(story):
            assert header == "refused since"
            assert sentence in story.flat
            await story.press("enter")
        else:
            await story.until_shown(sentence)
        await after_polls(story, desk)
        assert questions(story) == [], "it is said once, not at every poll"
        await work_from_the_cache(story)
        assert questions(story) == []
        desk.answer = None
        await recover_and_send(story)


async def test_no_connection(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-01")
        await story.press("g", "q")
        await desk.hang_up()
        await story.until(lambda: "offline since 08:40" in story.lines[0], "the trouble in the header")
        assert "No connection to 127.0.0.1" in story.footer
        await story.press("S")
        await story.until(lambda: "Nothing answers there (connection refused)." in story.footer, "an answer to S")
        await work_from_the_cache(story)
        await desk.listen()
        await recover_and_send(story)


async def test_a_refusal_takes_no_key_from_what_is_written(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("Dear ")
        desk.answer = refusal(401, "Invalid api key")
        await story.until(lambda: "The key was refused." in story.footer, "the sentence")
        assert questions(story) == []
        await story.write("Jana")
        assert story.workspace.thread.composer.text == "Dear Jana"


@pytest.mark.parametrize("size", [(80, 24), (50, 20)], ids=str)
async def test_the_trouble_is_seen_on_small_terminals(folder: Path, size: tuple[int, int]) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder, size=size) as story:
        desk.answer = refusal(503, "Update in progress")
        await story.until(lambda: "offline since 08:40" in story.lines[0], "the trouble in the header")
        assert "The server is not available" in story.footer
        await story.open("FX-01")
        assert "offline since 08:40" in story.lines[0]


async def test_a_first_start_without_a_server(new_folder: Path) -> None:
    async with faulty_desk(new_folder) as desk:
        await desk.hang_up()
        async with console_at(desk.url, new_folder) as story:
            assert "offline since 08:40" in story.lines[0]
            assert "agent not known" in story.lines[0]
            assert story.codes() == []
            await story.press("j", "G", "enter")
            assert "No conversation is in this view" in story.footer
            await desk.listen()
            await story.until(lambda: ANA in story.lines[0], "the agent")
            await story.until(lambda: len(story.codes()) > 200, "the queue")
            await story.until(lambda: len(story.workspace.knowledge.articles) > 10, "the articles")
            await story.open("FX-01")
            await story.press("r")
            await story.write(TEXT)
            await story.press("escape", "y")
            assert story.with_text("FX-01", TEXT) == [(story.agent_id(ANA), "M")]


async def test_an_address_that_cannot_be_used(folder: Path) -> None:
    async with console_at("http://help.example.com", folder) as story:
        assert "Plain http would show the key to the network" in story.flat
        await story.press("enter")
        assert questions(story) == []
        await story.press("question_mark")
        assert "Keys: queue" in story.text


async def test_an_agent_the_server_does_not_know(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder, agent="who@kestrel.example") as story:
        await story.until(lambda: len(questions(story)) == 1, "the dialog")
        assert "The server knows no agent who@kestrel.example." in story.flat
        await story.press("enter")
        await after_polls(story, desk)
        assert questions(story) == []
        assert "agent not known" in story.lines[0]
        await story.open("FX-01")
        await story.press("r")
        await story.write(TEXT)
        await story.press("escape")
        assert "nothing can be sent" in story.said("thread")
        await story.press("y")
        assert "No agent is known, so nothing can be sent" in story.footer
        assert desk.posts == []
        assert [draft.text for draft in story.workspace.services.replies.drafts()] == [TEXT]


async def test_an_answer_that_is_lost_after_the_write_is_found_by_looking(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(TEXT)
        await story.press("escape")
        desk.cut_after_write = True
        await story.press("y")
        await story.until(lambda: "The reply is in the conversation." in story.footer, "the confirmation")
        assert len(desk.posts) == 1
        assert story.with_text("FX-01", TEXT) == [(story.agent_id(ANA), "M")]


async def test_what_was_not_confirmed_is_not_sent_twice(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(TEXT)
        await story.press("escape")
        desk.cut_after_write = desk.cut_reads_too = True
        await story.press("y")
        await story.until(lambda: "not confirmed." in story.footer, "the doubt")
        assert "1 not confirmed" in story.lines[0]
        assert "[not confirmed]" in story.pane("thread")
        assert len(desk.posts) == 1
        desk.cut_after_write = desk.cut_reads_too = False
        await story.until(lambda: " since " not in story.lines[0], "the end of the trouble")
        await story.pass_time(40)
        await story.until(lambda: "The reply is in the conversation." in story.footer, "the confirmation")
        assert len(desk.posts) == 1, "the earlier one was found"
        assert story.with_text("FX-01", TEXT) == [(story.agent_id(ANA), "M")]
        assert story.mails("FX-01") == ["jana@example.com"]
        assert story.workspace.services.replies.drafts() == []


# The command itself


@pytest.mark.pty
def test_lac_with_a_wrong_key(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with RunningDesk(tmp_path_factory.mktemp("small")) as desk:
        environment = {**desk.environment, "LIVEAGENT_API_KEY": "wrong-key-of-mine"}
        with running(home, env=environment) as terminal:
            terminal.wait_for("The key was refused. Check the API key")
            terminal.press("enter")
            terminal.wait_for("refused since")
            assert quit_console(terminal) == 0
            assert b"Traceback" not in terminal.output
            assert b"wrong-key-of-mine" not in terminal.output


@pytest.mark.pty
def test_lac_without_a_network(home: Path, closed_port: int) -> None:
    environment = {"LIVEAGENT_URL": f"http://127.0.0.1:{closed_port}", "LIVEAGENT_API_KEY": "some-key-or-other"}
    with running(home, env={**environment, "LIVEAGENT_AGENT": ANA}) as terminal:
        terminal.wait_for(f"No connection to 127.0.0.1:{closed_port}. Nothing answers there (connection refused).")
        terminal.wait_for("offline since")
        terminal.press("j", "k")
        assert quit_console(terminal) == 0
        assert b"Traceback" not in terminal.output


@pytest.mark.pty
def test_lac_at_a_web_page(home: Path) -> None:
    with OddServer() as server:
        server.body = b"<!doctype html><p>Log in</p>"
        with running(home, size=(80, 24), env=server.environment) as terminal:
            terminal.wait_for("The server answered with a web page, not with API v1")
            terminal.press("enter")
            assert quit_console(terminal) == 0
            assert b"Traceback" not in terminal.output
