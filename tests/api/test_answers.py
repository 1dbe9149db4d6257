"""Statuses and error objects: each becomes the error that means it, or success."""

from __future__ import annotations

import httpx
import pytest

from console.api.errors import (
    ApiError,
    ApiStatusError,
    ConversationNotFoundError,
    IdentifierError,
    KeyRefusedError,
    NotFoundError,
    RateLimitedError,
    Sent,
    ServerRefusedError,
    UnavailableError,
    UnreadableAnswerError,
)
from console.contract.enums import ConversationStatus, SendType
from tests.api.support import OK, error_body, handled_by

HTML = b"<html><h1>Oops</h1></html>"


async def refusal(status: int, body: bytes, **headers: str) -> ApiStatusError:
    """What a reply raises when the server answers so."""
    client = handled_by(lambda _: httpx.Response(status, content=body, headers=headers))
    with pytest.raises(ApiStatusError) as caught:
        await client.conversations.reply("abcd1234", "Hello", agent="ana@acme.example")
    return caught.value


@pytest.mark.parametrize(
    ("status", "body", "kind", "sent"),
    [
        (400, error_body(400, "Api key is not found in request"), KeyRefusedError, Sent.SENT_AND_REFUSED),
        (401, error_body(401, "Wrong key"), KeyRefusedError, Sent.SENT_AND_REFUSED),
        (403, error_body(403, "ApiKey not found"), KeyRefusedError, Sent.SENT_AND_REFUSED),
        (403, HTML, KeyRefusedError, Sent.SENT_AND_REFUSED),
        (404, error_body(404, "agent with e-mail x not found"), NotFoundError, Sent.SENT_AND_REFUSED),
        (404, error_body(404, ""), NotFoundError, Sent.SENT_AND_REFUSED),
        (404, HTML, UnreadableAnswerError, Sent.SENT_AND_REFUSED),
        (405, error_body(405, "No such method"), ServerRefusedError, Sent.SENT_AND_REFUSED),
        (408, b"", ServerRefusedError, Sent.UNKNOWN),
        (409, b"", ServerRefusedError, Sent.UNKNOWN),
        (425, b"", ServerRefusedError, Sent.UNKNOWN),
        (422, b"", ServerRefusedError, Sent.SENT_AND_REFUSED),
        (429, b"", RateLimitedError, Sent.NOT_SENT),
        (500, error_body(500, "Unable to load conversation"), ConversationNotFoundError, Sent.SENT_AND_REFUSED),
        (500, error_body(500, "parameter message is missing"), ServerRefusedError, Sent.UNKNOWN),
        (500, HTML, ServerRefusedError, Sent.UNKNOWN),
        (502, HTML, UnavailableError, Sent.UNKNOWN),
        (503, error_body(503, "Updating"), UnavailableError, Sent.UNKNOWN),
        (504, b"", UnavailableError, Sent.UNKNOWN),
        (200, error_body(401, "Wrong key"), KeyRefusedError, Sent.SENT_AND_REFUSED),
        (200, error_body(500, "Unable to load conversation"), ConversationNotFoundError, Sent.SENT_AND_REFUSED),
        (200, error_body(0, "Strange"), ServerRefusedError, Sent.UNKNOWN),
        (200, HTML, UnreadableAnswerError, Sent.UNKNOWN),
        (200, b'{"response":{"status":"OK"}', UnreadableAnswerError, Sent.UNKNOWN),
    ],
)
async def test_each_failure_has_its_meaning(status: int, body: bytes, kind: type[ApiStatusError], sent: Sent) -> None:
    error = await refusal(status, body)
    assert type(error) is kind
    assert error.sent is sent
    assert error.endpoint == "create_message"
    assert error.message.startswith("The ")


async def test_a_refused_key_says_what_to_do() -> None:
    assert "Check the API key and the server's address." in (await refusal(401, b"")).message
    error = await refusal(403, error_body(403, "ApiKey not found"))
    assert "Check the API key: this is mostly a v3 key on a v1 call" in error.message
    assert error.server_message == "ApiKey not found"


async def test_a_web_page_says_to_check_the_address() -> None:
    assert "answered with a web page, not with API v1" in (await refusal(200, HTML)).message


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("99999", 300.0),
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_reads_how_long_to_wait(status: int, header: str, seconds: float | None) -> None:
    error = await refusal(status, b"", **{"Retry-After": header})
    assert error.retry_after == seconds


@pytest.mark.parametrize("body", [OK, b'{"response":{"status":"OK","statuscode":"0","more":1}}', b"", b"  \n"])
async def test_an_acknowledgement_or_an_empty_answer_is_a_message_created(body: bytes) -> None:
    client = handled_by(lambda _: httpx.Response(200, content=body, headers={"content-type": "text/plain"}))
    assert (await client.conversations.reply("abcd1234", "Hello", agent="ana@acme.example")).status == "OK"


async def test_an_empty_answer_to_anything_else_is_no_success() -> None:
    client = handled_by(lambda _: httpx.Response(200))
    with pytest.raises(UnreadableAnswerError):
        await client.conversations.set_status("abcd1234", ConversationStatus.RESOLVED)


async def test_a_conversation_with_a_status_of_its_own_is_no_error() -> None:
    client = handled_by(lambda _: httpx.Response(200, content=b'{"response":{"status":"C","assignedto":null}}'))
    assert (await client.conversations.info("abcd1234")).status is ConversationStatus.OPEN


async def test_reads_what_php_and_old_servers_write() -> None:
    body = b'\xef\xbb\xbf{"response":{"groups":{"0":{"messagegroupid":5,"messages":"","rtype":"%"},"1":null}}}'
    client = handled_by(lambda _: httpx.Response(200, content=body))
    (group,) = await client.conversations.messages("abcd1234")
    assert (group.messagegroupid, group.messages, group.rtype.known) == ("5", [], False)


async def test_mends_text_that_is_not_unicode() -> None:
    body = b'{"response":{"subject":"a\xff\\ud800b \\ud83d\\ude00 c","preview":"\\udc00","code":' + b"9" * 5000 + b"}}"
    client = handled_by(lambda _: httpx.Response(200, content=body))
    conversation = await client.conversations.info("abcd1234")
    assert conversation.subject == "a��b \U0001f600 c"
    assert conversation.preview == "�"
    assert conversation.code == "9" * 5000


async def test_strict_reading_refuses_what_tolerant_reading_takes() -> None:
    body = b'{"response":{"groups":[{"messagegroupid":5}]}}'
    tolerant = handled_by(lambda _: httpx.Response(200, content=body))
    assert len(await tolerant.conversations.messages("abcd1234")) == 1
    strict = handled_by(lambda _: httpx.Response(200, content=body), strict=True)
    with pytest.raises(UnreadableAnswerError, match="MessageGroup"):
        await strict.conversations.messages("abcd1234")


@pytest.mark.parametrize("identifier", ["", ".", ".."])
async def test_an_identifier_never_changes_the_path(identifier: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request)

    client = handled_by(answer)
    with pytest.raises(IdentifierError):
        await client.conversations.info(identifier)
    with pytest.raises(IdentifierError):
        await client.conversations.messages(identifier)


async def test_a_reply_without_a_sender_is_refused_before_it_becomes_a_note() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request)

    with pytest.raises(IdentifierError, match="set the agent") as caught:
        await handled_by(answer).conversations.reply("abcd1234", "Hello", agent=" ")
    assert caught.value.sent is Sent.NOT_SENT


async def test_a_write_travels_as_a_form_with_the_key_in_the_query() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=OK)

    await handled_by(answer).conversations.create_message(
        "ABC-D12-EF3",
        "Grüße & mehr = 1+1",
        type=SendType.MESSAGE,
        user="ana@acme.example",
        html=True,
        send_mail=False,
        mail_message_id="<1@acme.example>",
        idempotency_key="f00d",
    )
    (request,) = seen
    form = httpx.QueryParams(request.content.decode())
    assert dict(form) == {
        "message": "Grüße & mehr = 1+1",
        "useridentifier": "ana@acme.example",
        "type": "M",
        "mail_messsage_id": "<1@acme.example>",
        "do_not_send_mail": "Y",
        "is_html_message": "Y",
    }
    assert request.url.path == "/api/conversations/ABC-D12-EF3/messages"
    assert list(request.url.params) == ["apikey"]
    assert request.headers["idempotency-key"] == "f00d"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["user-agent"].startswith("liveagent-console/")


async def test_the_errors_are_a_tree() -> None:
    assert issubclass(ApiStatusError, ApiError)
    assert not issubclass(ApiStatusError, OSError)
