"""The look at a text before it is sent: what blocks, what warns, and what is left in peace."""

from __future__ import annotations

import time

import pytest

from console.contract.enums import SendType
from console.services.checking import attachment_word, check, greeted_name, is_other
from console.services.library import DEMO
from console.services.personal_numbers import is_account, is_card, personal_numbers
from console.services.text_files import source_of

REPLY, NOTE = SendType.MESSAGE, SendType.NOTE
JANA = "Jana Nováková"


def words(text: str, kind: SendType = REPLY, customer: str = JANA) -> list[str]:
    """What is found, in words."""
    return [finding.words for finding in check(text, kind, customer)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Jana,\n\nwe refund order 43894209 today.\n\nKind regards\nAna",
        "Hello,\n\nplease call +420 601 123 456 or write.",
        "Dear customer,\n\nthe part is in stock.",
        "Hi there! Good news.",
        "Thank you for the photo you attached. Your attached photo shows it well.",
        "> my card is 4242 4242 4242 4242\nPlease never send such numbers.",
        "Our customer service answers from 8 to 18. The customer service number is on the box.",
        "Tracking 00340434161094042557, invoice 2023-118, 12/30.",
        'Put {"a": 1} into the file.',
        "",
    ],
)
def test_an_ordinary_reply_is_left_in_peace(text: str) -> None:
    assert words(text) == []


def test_open_placeholders_block_both_kinds() -> None:
    for kind in (REPLY, NOTE):
        (finding,) = check("Order {field.order_no}", kind, JANA)
        assert finding.blocks
        assert finding.words.startswith("{field.order_no} is not filled in")
    (finding,) = check("{a} {b} {c} {d} {e} {a}", NOTE, JANA)
    assert finding.words.startswith("{a}, {b}, {c} and 2 more are not filled in")
    assert check("> {what}\n> the customer {wrote}\n\nI see.", REPLY, JANA) == (), "nobody fills in a customer's words"
    assert check("> {quoted}\n{own}", REPLY, JANA)[0].words.startswith("{own} is not")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Please see the attached file.", "attached"),
        ("You find it in the attachment.", "attachment"),
        ("Anbei die Rechnung.", "Anbei"),
        ("Die Rechnung finden Sie im Anhang.", "im Anhang"),
        ("Vous trouverez ci-joint la facture.", "ci-joint"),
        ("Adjunto la factura.", "Adjunto"),
        ("W załączeniu faktura.", "załączeniu"),
        ("請求書を添付します", "添付"),
        ("Thank you for the photo you attached. The label is attached.", "attached"),
        ("the detached part", ""),
    ],
)
def test_words_that_promise_an_attachment(text: str, word: str) -> None:
    assert attachment_word(text) == word
    assert words(text, NOTE) == []


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("4242 4242 4242 4242", True),
        ("4242-4242-4242-4242", True),
        ("5555555555554444", True),
        ("378282246310005", True),
        ("4242 4242 4242 4241", False),
        ("0000 0000 0000 0000", False),
        ("1234567890123", False),
        ("43894209", False),
    ],
)
def test_card_numbers_by_their_check_digit(number: str, is_one: bool) -> None:
    assert is_card(number) is is_one
    found = list(personal_numbers(f"The card is {number}, until 12/30."))
    assert any("card number" in words for words in found) is is_one
    assert not any(number in words for words in found)


@pytest.mark.parametrize(
    "number",
    ["000-00-0000", "AB 12 34 56 C", "44051401359", "86095742719", "12345678Z", "X1234567L",
     "736028/5163", "1 84 12 76 451 089 46", "RSSMRA85T10A562S"],
)  # fmt: skip
def test_national_ids(number: str) -> None:
    assert words(f"The id is {number}.", NOTE) == ["It holds what looks like a national id or tax number."]


@pytest.mark.parametrize(
    "number", ["44051401358", "86095742718", "12345678A", "736028/5164", "1 84 12 76 451 089 47", "1-000-00-0000"]
)
def test_numbers_that_are_no_ids(number: str) -> None:
    assert words(f"The number is {number}.") == []


def test_bank_accounts() -> None:
    assert is_account("GB33 BUKB 2020 1555 5555 55")
    assert not is_account("GB34 BUKB 2020 1555 5555 55")
    assert list(personal_numbers("to GB33 BUKB 2020 1555 5555 55.")) == [
        "what looks like a bank account number, ending in 5555"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Jana,", "Jana"),
        ("Dear Mrs. Nováková, thanks", ""),
        ("Dear Mrs Nováková, thanks", "Nováková"),
        ("Sehr geehrte Frau Nováková,", "Nováková"),
        ("Hi Jana!", "Jana"),
        ("Dobrý den, Jano,", "Jano"),
        ("Bonjour\n\nMarie", ""),
        ("Hello again", ""),
        ("Hello, thank you for writing", ""),
        ("Dear all,", ""),
        ("Sehr geehrte Damen und Herren,", ""),
        ("High praise", ""),
        ("\n\nDear   Jana Nováková", "Jana Nováková"),
    ],
)
def test_who_is_greeted(text: str, name: str) -> None:
    assert greeted_name(text) == name


@pytest.mark.parametrize(
    ("greeted", "customer", "other"),
    [
        ("Jana", JANA, False),
        ("Jano", JANA, False),
        ("Nováková", JANA, False),
        ("Novakova", JANA, False),
        ("Tomas", JANA, True),
        ("Tobi", "Tobias Okafor", False),
        ("Tobias", "T. Okafor", False),
        ("Jana", "jana@example.com", False),
        ("Tomas", "jana.novak@example.com", True),
        ("Ivan", "Иван Петров", False),
        ("Tomas", "", False),
        ("山田", "山田太郎", False),
        ("佐藤", "山田太郎", True),
    ],
)
def test_whether_it_is_the_customer(greeted: str, customer: str, other: bool) -> None:
    assert is_other(greeted, customer) is other


def test_a_greeting_for_somebody_else_warns() -> None:
    assert words("Dear Tomas,\n\nit is on its way.") == [f'It greets "Tomas", but the customer is {JANA}.']
    assert words("Dear Tomas,\n\ncan you look?", NOTE) == []


@pytest.mark.parametrize(
    "text", ["Internal: wait for Billing.", "@tomas can you look?", "The customer is angry.", "FYI - refunded"]
)
def test_a_reply_that_reads_like_a_note(text: str) -> None:
    assert words(text) == ["It reads like a note for colleagues, but the customer will see it; t makes it a note."]
    assert words(text, NOTE) == []


@pytest.mark.parametrize("text", ["Dear Jana,\n\nit is on its way.", "It is refunded.\n\nKind regards\nAna"])
def test_a_note_that_reads_like_a_reply(text: str) -> None:
    assert words(text, NOTE) == ["It reads like a reply, but the customer will not see this note; t makes it a reply."]


def test_the_demos_texts_have_only_what_is_to_be_filled_in() -> None:
    for path in sorted((DEMO / "canned").iterdir()):
        source = source_of(path)
        kind = NOTE if source.head["kind"] == "note" else REPLY
        assert [one for one in check(source.body, kind, JANA) if not one.blocks] == [], path.name


@pytest.mark.parametrize("piece", ["4", "4 ", "{a", "Dear ", "AB12 ", "you attached ", "12-", "the customer "])
def test_long_texts_take_no_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    check(text, REPLY, JANA)
    assert time.process_time() - began < 1
