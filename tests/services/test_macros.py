"""Macros: how their files are read, what is asked, what they come to, and the calls that a dry run names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.contract.enums import ConversationStatus, SendType
from console.services.errors import ServiceError
from console.services.library import DEMO
from console.services.macros.calls import calls_of
from console.services.macros.language import ENDINGS, read_macro
from console.services.macros.planning import Plan, Situation, answered, plan, plan_words, questions_for
from console.services.macros.steps import Macro
from console.services.outbox.words import wish_words
from console.services.records import QueueRow
from console.services.text_files import BadFileError, TextFolder, source_of
from console.store.wishes import HandOver, SetCustomerField, SetField, SetGroup, SetStatus, SetTag, WriteMessage

ROW = QueueRow(
    id="c1",
    code="ABC-D12-EF3",
    status=ConversationStatus.NEW,
    subject="Lamp",
    customer_name="Jana Nováková",
    customer_email="jana@example.com",
    department_id="d1",
    department_name="Orders & Returns",
    preview="",
    created=None,
    changed=None,
    waiting_since=None,
)
HERE = Situation(
    ROW,
    {"customer.first": "Jana", "code": ROW.code, "field.order_no": "1", "agent.name": "Ana"},
    tags=("refund",),
    customer="u1",
    groups=("VIP",),
)


class Names:
    """A few names."""

    agent_id = "a1"

    def canned_text(self, name: str) -> str | None:
        """One canned reply."""
        return "Dear {customer.first}, order {field.order_no} {by hand}" if name == "hello" else None

    def article_link(self, title: str) -> str | None:
        """One article."""
        return f"{title}\nhttps://example.com/1" if title == "Bank transfers" else None

    def hand_over(self, name: str, note: str) -> HandOver | None:
        """One department."""
        return HandOver(department="d2", note=note, name=name) if name == "Billing" else None


def macro_of(tmp_path: Path, body: str) -> Macro:
    """A macro with these steps."""
    path = tmp_path / "one.macro"
    path.write_text(f"title: One\ntags: a, b\n\n{body}")
    return read_macro(source_of(path))


def planned(tmp_path: Path, body: str, answers: dict[str, str] | None = None, situation: Situation = HERE) -> Plan:
    """What these steps come to."""
    return plan(macro_of(tmp_path, body), situation, answers or {}, Names())


def test_every_step(tmp_path: Path) -> None:
    body = """
        # a comment
        field order_no = {ask "Order number"}
        field reason = "damaged, really"
        field empty =
        customer field plan = Studio
        tag refund
        untag later
        group VIP
        ungroup Beta
        note Asked {agent.name} about {ask "Order number"}
        assign me
        canned hello
        article "Bank transfers"
        text "See you"
        status resolved
        send
        transfer Billing: please look
        later tomorrow
    """
    found = planned(tmp_path, body, {"Order number": "43894209"})
    assert found.before == (
        SetField("order_no", "43894209"),
        SetField("reason", "damaged, really"),
        SetField("empty", ""),
        SetCustomerField("u1", "plan", "Studio"),
        SetTag("refund", True),
        SetTag("later", False),
        SetGroup("u1", "VIP", True),
        SetGroup("u1", "Beta", False),
        WriteMessage(SendType.NOTE, "Asked Ana about 43894209"),
        HandOver(agent="a1", name="you"),
    )
    assert found.text == ("Dear Jana, order 43894209 {by hand}\nBank transfers\nhttps://example.com/1\nSee you"), (
        "the number is the one the macro sets"
    )
    assert (found.sends, found.then) == (True, ConversationStatus.RESOLVED)
    assert found.after == (HandOver(department="d2", note="please look", name="Billing"),)
    assert plan_words(found, wish_words)[-3:] == ["resolved", "transfer to Billing", "later, tomorrow"]


def test_without_a_reply_a_status_is_an_act_of_its_own(tmp_path: Path) -> None:
    assert planned(tmp_path, "tag a\nstatus open").before == (SetTag("a", True), SetStatus(ConversationStatus.OPEN))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("tag:refund", True),
        ("tag:REFUND", True),
        ("not tag:refund", False),
        ("tag:x,refund", True),
        ("status:new", True),
        ("status:open", False),
        ("group:VIP and tag:refund", True),
        ("group:VIP and not tag:refund", False),
        ('department:"Orders & Returns"', True),
        ("field:order_no", True),
        ("field:sku", False),
    ],
)
def test_conditions(tmp_path: Path, condition: str, holds: bool) -> None:
    body = f"if {condition}\n  tag yes\nelse\n  if not tag:none\n    tag no\n  end\nend\ntag after"
    assert planned(tmp_path, body).before == (SetTag("yes" if holds else "no", True), SetTag("after", True))


def test_only_what_is_done_is_asked_and_each_question_once(tmp_path: Path) -> None:
    body = 'if tag:x\n note {ask "Never"}\nend\nnote {ask "A"} {ask "B"}\nfield c = {ask "A"}'
    assert questions_for(macro_of(tmp_path, body), HERE) == ("A", "B")


def test_answers_are_never_read_as_placeholders(tmp_path: Path) -> None:
    fit = answered({"Why": ' {agent.name} {ask "B"}\n'})
    assert fit == {"Why": '(agent.name) (ask "B")'}
    assert planned(tmp_path, 'note {ask "Why"}', fit).before == (WriteMessage(SendType.NOTE, '(agent.name) (ask "B")'),)
    with pytest.raises(ValueError, match="Why"):
        answered({"Why": " "})


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("canned missing", "there is no canned reply 'missing'"),
        ('article "Nothing"', "no article fits 'Nothing'"),
        ("transfer Nobody", "there is no department or agent 'Nobody'"),
        ("note {field.sku} is it", "{field.sku} is not known here"),
        ("tag a\nsend", "it sends a reply and writes none"),
    ],
)
def test_what_cannot_be_done_says_why_and_does_nothing(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(ServiceError) as caught:
        planned(tmp_path, body)
    assert caught.value.message == f"One: nothing was done, for {words}."


def test_a_customer_that_is_not_known_stops_it(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="the customer is not known here yet"):
        planned(tmp_path, "group VIP", situation=replace(HERE, customer=""))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("tag a\nfly away", "in line 5 the step 'fly'; known are field, customer, tag"),
        ("field a", 'in line 4 a field without "code = value"'),
        ("customer plan = x", 'in line 4 a customer without "field code = value"'),
        ("tag", "in line 4 no tag"),
        ("status spam", "in line 4 the status 'spam'; the API sets answered, resolved, open alone"),
        ("assign you", "in line 4 an assign to somebody else than me"),
        ("send now", "in line 4 more than the word send"),
        ("if tag\nend", "in line 4 the condition 'tag'"),
        ("if colour:red\nend", "in line 4 the condition 'colour:red'"),
        ("if tag:a\ntag b", "in line 4 an if without an end"),
        ("tag a\nend", "in line 5 'end' without an if before it"),
        ("else", "in line 4 'else' without an if"),
        ("# nothing\n", "has no steps"),
        ("\n".join(["if tag:a"] * 7), "more than 5 ifs in each other"),
        ("tag a\n" * 201, "has more than 200 steps"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(BadFileError) as caught:
        macro_of(tmp_path, body)
    assert words in str(caught.value)


def test_the_calls_of_a_dry_run(tmp_path: Path) -> None:
    body = "field order_no = 2\nfield sku = x\nfield same = 1\nuntag a\ncanned hello\nsend\ntransfer Billing: look"
    found = planned(tmp_path, body)
    values = {"field.order_no": ("1", "7"), "field.same": ("1",)}
    assert calls_of(found, "CODE", values, ConversationStatus.RESOLVED) == [
        "DELETE conversations/CODE/fields code=order_no",
        "POST conversations/CODE/fields order_no=2",
        "POST conversations/CODE/fields sku=x",
        "DELETE conversations/CODE/tags name=a",
        "POST conversations/CODE/messages type=M message=Dear Jana, order 2 {by hand}",
        "PUT conversations/CODE/status status=R",
        "PUT conversations/CODE/attendants department=d2 messages=look",
    ]


def test_the_demos_macros_are_all_good() -> None:
    loaded = TextFolder([DEMO / "macros"], ENDINGS, read_macro).load()
    assert loaded.troubles == ()
    assert len(loaded.items) == 12
