"""YAML for `console.contract.formats`, which loads this only when somebody asks for YAML."""

from __future__ import annotations

import re
from typing import Any

import yaml

_WIDE = 2**31 - 1
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_NULL = re.compile(r"~|null|")
_LIKE_A_NUMBER = re.compile(r"[-+.]*[0-9].*|[-+]?\.(inf|nan)", re.DOTALL | re.IGNORECASE)
_LINE_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")


class _Dumper(yaml.CSafeDumper):
    """Writes strings that another reader could take for a number in quotes, and every value out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is written as a reference to what was written before."""
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if _LINE_BREAKS.search(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if _LIKE_A_NUMBER.fullmatch(text) else None)


_Dumper.add_representer(str, _represent_text)


class _Loader(yaml.CSafeLoader):
    """Reads plain integers and null as such, and everything else as the text it is: no dates, no yes and no."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(f"({_INTEGER.pattern})$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(f"({_NULL.pattern})$"), ["~", "n", ""])


def dump(document: Any) -> bytes:
    """A document in block structure."""
    written: bytes = yaml.dump(
        document, Dumper=_Dumper, encoding="utf-8", allow_unicode=True, sort_keys=False, width=_WIDE
    )
    return written


def load(document: bytes, *, most_depth: int) -> Any:
    """What a document says; raises ValueError for one that is broken, deeper, or not made of plain values alone."""
    try:
        _check(document, most_depth)
        return yaml.load(document, Loader=_Loader)  # noqa: S506 - a safe loader that knows even less
    except yaml.YAMLError:
        message = "the document cannot be read"
        raise ValueError(message) from None


def _check(document: bytes, most_depth: int) -> None:
    """Refuse references, which can make little text into a tree without end, and depth that exhausts the stack."""
    depth = 0
    for event in yaml.parse(document, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > most_depth or isinstance(event, yaml.AliasEvent):
            message = "the document has references or is too deep"
            raise ValueError(message)
