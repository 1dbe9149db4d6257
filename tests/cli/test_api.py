"""`lac api`: any call, its answer as it came but for what could act on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.api.exchange import Answer
from console.cli.api_output import escaped, print_answer
from console.cli.calls import CALLS, path_candidates
from console.cli.exit_codes import ExitCode
from console.contract.registry import REGISTRY
from console.contract.reports import REPORTS
from tests.cli.conftest import Here
from tests.cli.small_server import Fault, SmallServer
from tests.desk.small_desk import BILLING, KEY, MIRA, OPEN, OPEN_CODE
from tests.hostile import HOSTILE, forbidden_characters


def test_a_read(here: Here, small: SmallServer) -> None:
    done = here("api", f"conversations/{OPEN_CODE}")
    assert done.code == ExitCode.OK
    assert json.loads(done.out)["response"]["conversationid"] == OPEN
    assert small.calls == [("GET", f"/api/conversations/{OPEN_CODE}")]


@pytest.mark.parametrize("path", ["tags", "/tags", "/api/tags", "tags/", "api/tags/"])
def test_paths_as_people_type_them(here: Here, path: str) -> None:
    assert "refund" in here("api", "get", path).out


def test_parameters_of_a_read_may_stand_in_the_path_or_be_fields(here: Here) -> None:
    by_path = here("api", f"conversations?department={BILLING}&status=N")
    by_field = here("api", "GET", "conversations", "-f", f"department={BILLING}", "-f", "status=N")
    assert by_path.out == by_field.out
    assert json.loads(by_path.out)["response"]["conversations"][0]["subject"] == "Invoice 1044"


def test_fields_make_it_a_post(here: Here, small: SmallServer) -> None:
    assert here("api", "tags", "-f", "name=a=b & c").code == ExitCode.OK
    assert [row["name"] for row in small.rows("tag", name="a=b & c")] == ["a=b & c"]
    assert small.calls == [("POST", "/api/tags")]


def test_a_field_from_a_file_and_from_standard_input(here: Here, small: SmallServer, home: Path) -> None:
    (home / "text").write_text("From a file: \u00fc")
    path = f"conversations/{OPEN}/messages"
    assert here("api", path, "-F", f"message=@{home / 'text'}", "-f", f"useridentifier={MIRA}").code == ExitCode.OK
    assert here("api", path, "-F", "message=@-", "-F", "type=N", stdin="typed").code == ExitCode.OK
    bodies = [row["body"] for row in small.rows("message", conversation_id=OPEN)]
    assert {"From a file: \u00fc", "typed"} <= set(bodies)


def test_input_as_json_and_as_a_form(here: Here, small: SmallServer) -> None:
    tree = {"email": "a@x.example", "customfields": [{"code": "plan", "value": "gold"}], "phone": None}
    assert here("api", "customers", "--input", "-", stdin=json.dumps(tree)).code == ExitCode.OK
    assert {"code": "plan", "value": "gold"}.items() <= small.rows("customer_field", value="gold")[-1].items()
    assert here("api", "PUT", f"conversations/{OPEN}/status", "--input", "-", stdin="status=R").code == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Give a path"),
        (["PATCH", "tags"], "There is no method 'PATCH'"),
        (["GET", "tags", "x"], "Give a path"),
        (["../admin"], "is no path below api/"),
        (["conversations/%2e/./x"], "is no path below api/"),
        (["https://evil.example/api/tags"], "the server is the one that is set"),
        (["tags?apikey=1"], "The key must not stand in the path"),
        (["tags", "-f", "APIKEY=1"], "The key is no field"),
        (["tags", "-f", "name"], "'name' is no field"),
        (["tags", "-f", "name=a", "-f", "name=b"], "The parameter name is given twice"),
        (["tags?name=a", "-f", "name=b"], "The parameter name is given twice"),
        (["tags.xml", "--format", "yaml"], "The path asks for xml"),
        (["tags", "-F", "name=@/nowhere"], "/nowhere cannot be read"),
        (["tags", "--input", "-"], "The input is no JSON"),
        (["POST", "tags", "--paginate"], "--paginate is for GET"),
        (["tags", "--paginate"], "does not come in pages"),
        (["customers?limitcount=x", "--paginate"], "'x' is no number of rows"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "says",
)
def test_what_is_no_call(here: Here, small: SmallServer, arguments: list[str], sentence: str) -> None:
    done = here("api", *arguments, stdin="{no")
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert sentence in done.err
    assert small.calls == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("conversations/nope", ExitCode.NOT_FOUND),
        ("agents/nope", ExitCode.NOT_FOUND),
        ("nowhere", ExitCode.NOT_FOUND),
        ("conversations", ExitCode.UNAVAILABLE),
    ],
)
def test_errors_are_printed_and_have_a_code(here: Here, path: str, code: ExitCode) -> None:
    done = here("api", path)
    assert json.loads(done.out)["response"]["status"] == "ERROR"
    assert done.code == code
    assert done.err.startswith("lac: ")


def test_a_wrong_key(here: Here) -> None:
    here.environment["LIVEAGENT_API_KEY"] = "not-the-key-of-this-desk"
    done = here("api", "tags")
    assert done.code == ExitCode.KEY_REFUSED
    assert "not-the-key-of-this-desk" not in done.out + done.err


def test_a_change_without_an_answer_is_unknown(here: Here, small: SmallServer) -> None:
    small.faults = [Fault("POST", "/tags", times=2)]
    done = here("api", "tags", "-f", "name=x")
    assert (done.code, done.out) == (ExitCode.UNKNOWN, "")
    assert done.err.endswith("It is not known whether the change was made.\n")
    assert small.count("POST") == 1


def test_status_and_headers(here: Here) -> None:
    head, _, body = here("api", "-i", "tags").out.partition("\n\n")
    assert head.splitlines()[0] == "HTTP 200"
    assert "content-type: application/json; charset=utf-8" in head.splitlines()
    assert "refund" in body
    assert KEY not in head


def test_pages_become_one_document(here: Here, small: SmallServer) -> None:
    whole = json.loads(here("api", "customers?limitcount=2", "--paginate").out)["response"]["customers"]
    assert [one["firstname"] for one in whole] == ["Ana", "Ida", "Jon", "Kim", "Leo"]
    assert small.count("GET", "/customers") == 3
    rest = here("api", "customers?limitcount=2&limitfrom=3", "--paginate").out
    assert [one["firstname"] for one in json.loads(rest)["response"]["customers"]] == ["Kim", "Leo"]


def test_a_server_that_knows_no_pages_is_asked_twice_at_most(here: Here, small: SmallServer) -> None:
    small.change_body = lambda body: b'{"response":{"customers":[{"contactid":"a"},{"contactid":"b"}]}}'
    whole = json.loads(here("api", "customers?limitcount=2", "--paginate").out)["response"]["customers"]
    assert (whole, small.count("GET")) == ([{"contactid": "a"}, {"contactid": "b"}], 2)


def test_an_error_in_the_middle_of_pages(here: Here, small: SmallServer) -> None:
    small.change_body = lambda body: body if small.count("GET") < 2 else b"<html>"
    done = here("api", "customers?limitcount=2", "--paginate")
    assert done.code == ExitCode.NOT_API


@pytest.mark.parametrize("format", ["xml", "yaml"])
def test_other_formats(here: Here, format: str) -> None:
    done = here("api", "tags", "--format", format)
    assert (done.code, "refund" in done.out) == (ExitCode.OK, True)
    assert done.out == here("api", f"tags.{format}").out
    assert done.out.startswith("<?xml" if format == "xml" else "response:")
    failed = here("api", "agents/nope", "--format", format)
    assert failed.code == ExitCode.NOT_FOUND
    assert "ERROR" in failed.out


# What may reach a terminal


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: one.name)
def test_json_loses_nothing_and_holds_nothing_that_acts(hostile: object) -> None:
    text = getattr(hostile, "text", "").encode("utf-8", "replace").decode()  # as any answer is read
    document = json.dumps({"a": text, text[:50]: [1, None]}, ensure_ascii=False)
    safe = escaped(document)
    assert json.loads(safe) == json.loads(document)
    assert not forbidden_characters(safe, allowed="\n\r\t")


@pytest.mark.parametrize("to_terminal", [True, False])
def test_an_answer_on_its_way_out(capfdbinary: pytest.CaptureFixture[bytes], to_terminal: bool) -> None:
    body = '{"response":{"a":"ü\x7f\u202e\U000e0041"}}'.encode()
    print_answer(Answer(200, {}, body), "json", to_terminal=to_terminal)
    out = capfdbinary.readouterr().out.decode()
    assert json.loads(out) == json.loads(body)
    assert "ü" in out
    assert not forbidden_characters(out, allowed="\n")
    assert (out.count("\n") > 1) is to_terminal


def test_what_is_no_json_is_cleaned_for_a_terminal_and_left_alone_in_a_pipe(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    body = b"<response>\n<a>\x1b[2J\xff</a>\r\n</response>"
    print_answer(Answer(200, {}, body), "xml", to_terminal=False)
    assert capfdbinary.readouterr().out == body
    print_answer(Answer(200, {}, body), "xml", to_terminal=True)
    assert capfdbinary.readouterr().out.decode() == "<response>\n<a>\u241b[2J\ufffd</a>\n</response>\n"


# The list of calls


def test_the_list_is_the_registry(here: Here, small: SmallServer) -> None:
    known = {(one.number, one.method, one.path, one.title) for one in (*REGISTRY, *REPORTS)}
    assert {call[:4] for call in CALLS} == known
    assert len(CALLS) == 64
    listed = here("api", "--list", "--json").json["calls"]
    assert [one["number"] for one in listed] == [call[0] for call in CALLS]
    assert len(here("api", "--list", width=80).out.splitlines()) == 65
    assert small.calls == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("con", ["conversations/", "conversations"]),
        ("conversations/", []),
        ("conversations/x", []),
        ("conversations/$(id)/m", ["conversations/$(id)/messages"]),
        ("reports/chats/s", ["reports/chats/slacompliance", "reports/chats/slalog"]),
        ("x", []),
    ],
)
def test_paths_that_go_on(typed: str, offered: list[str]) -> None:
    assert list(path_candidates(typed)) == offered
