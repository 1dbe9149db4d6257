"""Records behave as frozen data classes do."""

from __future__ import annotations

import pickle
from dataclasses import field, fields, replace

import pytest

from console.record import record


@record
class Point:
    """Two numbers and a list."""

    x: int
    y: int = 2
    rest: tuple[int, ...] = field(default_factory=tuple)


@record
class Alone:
    """One number."""

    x: int


def test_records_are_their_values() -> None:
    assert Point(1) == Point(1, 2, ())
    assert Point(1) != Point(2)
    assert {Point(1), Point(1, 2)} == {Point(1)}
    assert {Alone(1): "one"}[Alone(1)] == "one"
    assert Alone(1) != Point(1)
    assert Alone(1) != 1


def test_records_are_made_and_shown_like_data_classes() -> None:
    assert replace(Point(1), y=3) == Point(1, 3)
    assert [one.name for one in fields(Point)] == ["x", "y", "rest"]
    assert repr(Point(1)) == "Point(x=1, y=2, rest=())"
    assert pickle.loads(pickle.dumps(Point(1))) == Point(1)  # noqa: S301 - our own bytes
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


def test_nothing_can_be_added() -> None:
    with pytest.raises(AttributeError):
        Point(1).z = 3  # type: ignore[attr-defined]
