"""Operations: one call each, with what it takes, what it answers and what can go wrong."""

from __future__ import annotations

from typing import Any

from console.contract.endpoint import Endpoint, ListEndpoint, ObjectEndpoint
from console.contract.openapi.errors import COMMON, OF_BODIES, response_name
from console.contract.openapi.facts import CallFacts, Facts
from console.contract.openapi.parameters import ParameterSchemas, parameters_of
from console.contract.openapi.schemas import Schemas, words_of
from console.contract.openapi.tree import Node, Tree, reference

_PLACES: list[Node] = ["query", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"]

_TAGS = {
    "agents": "Agents",
    "application": "Application",
    "conversations": "Conversations",
    "customers": "Customers",
    "customersgroups": "Customers groups",
    "departments": "Departments",
    "knowledgebase": "Knowledge base",
    "onlinestatus": "Online status",
    "reports": "Reports",
    "suggestioncategories": "Suggestions",
    "suggestions": "Suggestions",
    "tags": "Tags",
    "chats": "Overview",
    "calls": "Overview",
    "companies": "Companies",
    "files": "Files",
    "widgets": "Widgets",
}
"""Names of resources by the first segment of a path."""


class Operations:
    """Makes operations, and gathers the schemas that they refer to."""

    def __init__(self, facts: Facts, schemas: Schemas) -> None:
        self._facts = facts
        self._schemas = schemas
        self._parameters = ParameterSchemas(schemas)

    def operation(self, endpoint: Endpoint[Any, Any]) -> Tree:
        """What a document says of one call."""
        known = self._facts.calls[endpoint.name]
        described: Tree = {
            "operationId": endpoint.name,
            "tags": [tag_of(endpoint)],
            "summary": endpoint.title,
            "description": "\n\n".join(words_of(endpoint.params)),
            **self._request(endpoint),
            "responses": self._responses(endpoint, known),
            "x-number": endpoint.number,
            "x-certainty": known.certainty,
        }
        return described | ({"x-since": known.since} if known.since else {})

    def _request(self, endpoint: Endpoint[Any, Any]) -> Tree:
        """What a call takes. A body of DELETE is read too, but few tools send one: its parameters are in the query."""
        parameters = parameters_of(endpoint, self._facts)
        in_body = [] if endpoint.method in ("GET", "DELETE") else [one for one in parameters if not one.in_path]
        listed: list[Node] = [self._parameters.in_address(one) for one in parameters if one not in in_body]
        if endpoint.method == "GET":
            return {"parameters": listed}
        listed.append(reference("parameters", "IdempotencyKey"))
        body = {"requestBody": self._parameters.body(endpoint.params, in_body)} if in_body else {}
        return {"parameters": listed, **body, "x-parameters-in": _PLACES}

    def _responses(self, endpoint: Endpoint[Any, Any], known: CallFacts) -> Tree:
        codes = {*COMMON, *(error.code for error in known.errors), *(OF_BODIES if endpoint.method != "GET" else ())}
        responses: Tree = {"200": self._success(endpoint, known)}
        for code in sorted(codes):
            response = reference("responses", response_name(code))
            if words := _words_of(known, code):
                response["description"] = words
            responses[str(code)] = response
        return responses

    def _success(self, endpoint: Endpoint[Any, Any], known: CallFacts) -> Tree:
        schema: Tree = {
            "type": "object",
            "properties": {"response": self._answer(endpoint)},
            "required": ["response"],
        }
        content: Tree = {"application/json": {"schema": schema, "example": {"response": known.example}}}
        replayed: Tree = {"headers": {"Idempotent-Replayed": reference("headers", "IdempotentReplayed")}}
        repeatable = {} if endpoint.method == "GET" else replayed
        return {"description": "The call succeeded.", **repeatable, "content": content}

    def _answer(self, endpoint: Endpoint[Any, Any]) -> Tree:
        match endpoint:
            case ListEndpoint():
                rows: Tree = {"type": "array", "items": self._schemas.record(endpoint.record)}
                return {"type": "object", "properties": {endpoint.envelope: rows}, "required": [endpoint.envelope]}
            case ObjectEndpoint():
                return self._schemas.record(endpoint.record)
            case _:
                message = f"{endpoint.name} is neither an object's nor a list's call"
                raise TypeError(message)


def tag_of(endpoint: Endpoint[Any, Any]) -> str:
    """The name of the resource that a call belongs to."""
    return _TAGS[endpoint.path.partition("/")[0]]


def _words_of(known: CallFacts, code: int) -> str:
    """When a call answers an error, each case with how surely that is known."""
    return "; ".join(f"{error.words} [{error.certainty}]" for error in known.errors if error.code == code)
