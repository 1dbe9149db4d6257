"""The document as a whole."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from console.contract.beyond import BEYOND
from console.contract.endpoint import Endpoint
from console.contract.formats import FORMATS
from console.contract.openapi.errors import error_responses, error_schema
from console.contract.openapi.facts import read_facts
from console.contract.openapi.headers import HEADERS, PARAMETERS
from console.contract.openapi.operations import Operations, tag_of
from console.contract.openapi.parameters import SHARED
from console.contract.openapi.schemas import Schemas
from console.contract.openapi.tree import Tree
from console.contract.registry import REGISTRY

_KEY = "A key of the whole account. It may also be the parameter `apikey` of a body, which goes before the header."


def described_calls() -> list[Endpoint[Any, Any]]:
    """All calls, those beyond the specification's list last."""
    return [*REGISTRY, *BEYOND]


def make_document() -> Tree:
    """The OpenAPI document of all calls."""
    schemas = Schemas(read_facts())
    operations = Operations(read_facts(), schemas)
    calls = described_calls()
    paths: dict[str, Tree] = {}
    for endpoint in calls:
        paths.setdefault(f"/{endpoint.path}", {})[endpoint.method.lower()] = operations.operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "LiveAgent API", "version": "1", "description": _introduction()},
        "servers": [{"url": "/api"}],
        "security": [{"keyInQuery": []}, {"keyInHeader": []}],
        "tags": [{"name": name} for name in dict.fromkeys(map(tag_of, calls))],
        "paths": {**paths},
        "components": _components(schemas),
        "x-formats": {f".{one.name}": one.media_type for one in FORMATS.values()},
    }


@cache
def document_text() -> str:
    """The document as JSON, the same every time."""
    return json.dumps(make_document(), indent=2, ensure_ascii=False) + "\n"


def _components(schemas: Schemas) -> Tree:
    return {
        "schemas": {"Error": error_schema(), **SHARED, **schemas.components()},
        "responses": error_responses(),
        "parameters": PARAMETERS,
        "headers": HEADERS,
        "securitySchemes": {
            "keyInQuery": {"type": "apiKey", "in": "query", "name": "apikey", "description": _KEY},
            "keyInHeader": {"type": "apiKey", "in": "header", "name": "apikey", "description": _KEY},
        },
    }


def _introduction() -> str:
    text = files(__package__).joinpath("data", "introduction.md").read_text(encoding="utf-8")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
