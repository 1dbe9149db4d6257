"""Custom fields: which there are, as far as it is known here, and what they can be, by files of the agent's own.

API v1 tells no definitions. What is in a file `fields.toml` comes first, then what stands where the form is opened,
then what was seen elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.services.errors import ErrorKind, ServiceError

if TYPE_CHECKING:
    from console.services.records import FieldValue
    from console.store.store import Store

FILE_NAME: Final = "fields.toml"
CONVERSATION, CUSTOMER = "conversation", "customer"


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """What is known of a field besides its code."""

    code: str
    title: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormField:
    """A field with the values it has."""

    definition: FieldDefinition
    values: tuple[str, ...]


class FieldService:
    """Says which fields a form has."""

    def __init__(self, store: Store, files: Sequence[Path] = ()) -> None:
        self._store = store
        self._files = tuple(files)

    def form(self, owner: str, values: Iterable[FieldValue]) -> tuple[FormField, ...]:
        """The fields of a conversation's or a customer's form with the values that are there.

        Raises `ServiceError` when a file of definitions cannot be read.
        """
        defined = {one.code: one for one in self.definitions(owner)}
        found: dict[str, list[str]] = {code: [] for code in defined}
        for field in values:
            found.setdefault(field.code, []).append(field.value)
        for code in self._store.labels.known_fields(owner):
            found.setdefault(code, [])
        return tuple(FormField(defined.get(code, FieldDefinition(code)), tuple(there)) for code, there in found.items())

    def without_files(self, owner: str, values: Iterable[FieldValue]) -> tuple[FormField, ...]:
        """The same where no file can be used."""
        return FieldService(self._store).form(owner, values)

    def definitions(self, owner: str) -> tuple[FieldDefinition, ...]:
        """What the files say; of two with one code the first counts. Raises `ServiceError`."""
        found: dict[str, FieldDefinition] = {}
        for file in self._files:
            for one in read_definitions(file, owner):
                found.setdefault(one.code, one)
        return tuple(found.values())


def read_definitions(file: Path, owner: str) -> list[FieldDefinition]:
    """The definitions of a file, in its order; none when there is no file. Raises `ServiceError`."""
    try:
        tree = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(file, f"cannot be read: {error}") from None
    section = tree.get(owner, {})
    if not isinstance(section, dict):
        raise _wrong(file, f"has no table [{owner}]")
    return [_definition(file, code, values) for code, values in section.items()]


def _definition(file: Path, code: str, values: object) -> FieldDefinition:
    if not isinstance(values, dict):
        raise _wrong(file, f"says of {code} neither title nor choices")
    title, choices = values.get("title", ""), values.get("choices", [])
    unknown = sorted(set(values) - {"title", "choices"})
    if unknown:
        raise _wrong(file, f"says of {code} what is not known here: {', '.join(unknown)}")
    if not isinstance(title, str):
        raise _wrong(file, f"has a title for {code} that is no text")
    if not isinstance(choices, list) or not all(isinstance(one, str) for one in choices):
        raise _wrong(file, f"has choices for {code} that are no list of texts")
    return FieldDefinition(code, title, tuple(choices))


def _wrong(file: Path, words: str) -> ServiceError:
    return ServiceError(ErrorKind.REFUSED, "Fields", f"{file} {words}.")
