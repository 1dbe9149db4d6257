"""Which lines of a mail start folded: quotes, earlier mails, signatures, legal notices. Nothing is ever removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from console.services.reading.lines import BodyLine, Fold, FoldKind, LineKind
from console.services.reading.phrases import (
    has_time_or_address,
    header_name,
    is_attribution,
    is_forward_marker,
    is_from_header,
    is_history_marker,
    is_legal_notice,
    is_sent_from,
    may_end_attribution,
)

CONTEXT_LINES: Final = 3
"""Quoted lines between the writer's own that stay in sight: what an inline answer answers."""
_SIGNATURE_LINES: Final = 12
_FOOTER_LINES: Final = 30
_HEADER_BLOCK: Final = 8
_ATTRIBUTION_LINES: Final = 3


def fold_quotes(lines: Sequence[BodyLine]) -> tuple[list[BodyLine], tuple[Fold, ...]]:
    """The lines, signatures marked as such, and the runs that start folded.

    The writer's own words stay in sight: answers between quotes, and a mail that is nothing but a quote.
    """
    own_end = _history_start(lines)
    if own_end is None or not _has_own_words(lines[:own_end]):
        own_end = len(lines)
    folds = _quoted_runs(lines, own_end)
    folds += _endings(lines, own_end, folds)
    if own_end < len(lines):
        folds.append(Fold(own_end, len(lines), FoldKind.HISTORY))
    folds = [fold for fold in sorted(folds, key=lambda fold: fold.start) if fold.end > fold.start]
    if not _has_words_outside(lines, folds):
        return list(lines), ()
    return _marked(lines, folds), tuple(folds)


def _history_start(lines: Sequence[BodyLine]) -> int | None:
    """Where the earlier mails begin that carry no quote marks, with the line that announces them.

    A forwarded mail is none of them: None from there on.
    """
    for index, line in enumerate(lines):
        if line.depth or not line.text or line.kind is LineKind.CODE:
            continue
        if is_forward_marker(line.text):
            return None
        if is_history_marker(line.text) or (is_from_header(line.text) and _is_header_block(lines, index)):
            return _with_rule_above(lines, index)
        if may_end_attribution(line.text):
            start = _attribution_start(lines, index)
            if start is not None and _introduces_unquoted(lines, start, index):
                return start
    return None


def _is_header_block(lines: Sequence[BodyLine], start: int) -> bool:
    names = set()
    for line in lines[start + 1 : start + _HEADER_BLOCK]:
        if line.text and (name := header_name(line.text)):
            names.add(name)
        elif line.text:
            break
    return len(names) >= 2


def _with_rule_above(lines: Sequence[BodyLine], index: int) -> int:
    """The start of the block, with the ruled line some programs draw above it."""
    above = index - 1
    while above >= 0 and not lines[above].text:
        above -= 1
    ruled = above >= 0 and len(lines[above].text) >= 3 and not lines[above].text.strip(" -_=–—")
    return above if ruled else index


def _attribution_start(lines: Sequence[BodyLine], last: int) -> int | None:
    """Where the "On … wrote:" begins that ends at `last`; it may be broken over up to three lines."""
    joined = ""
    for index in range(last, max(-1, last - _ATTRIBUTION_LINES), -1):
        line = lines[index]
        if not line.text or line.depth != lines[last].depth:
            return None
        joined = f"{line.text.strip()} {joined}".strip()
        if is_attribution(joined):
            return index
    return None


def _introduces_unquoted(lines: Sequence[BodyLine], start: int, last: int) -> bool:
    """Whether the mail announced here stands below without quote marks."""
    below = next((line for line in lines[last + 1 :] if line.text), None)
    if below is None or below.depth > lines[last].depth:
        return False
    return has_time_or_address(" ".join(line.text for line in lines[start : last + 1]))


def _quoted_runs(lines: Sequence[BodyLine], end: int) -> list[Fold]:
    folds: list[Fold] = []
    index = 0
    while index < end:
        if not lines[index].depth:
            index += 1
            continue
        start = index
        while index < end and (lines[index].depth or _is_gap(lines, index, end)):
            index += 1
        stop = index
        while stop > start and not lines[stop - 1].text:
            stop -= 1
        quoted = sum(1 for line in lines[start:stop] if line.text)
        last = not any(line.text for line in lines[index:end])
        if last or quoted > CONTEXT_LINES:
            folds.append(Fold(_with_attribution(lines, start), stop, FoldKind.QUOTE))
    return folds


def _is_gap(lines: Sequence[BodyLine], index: int, end: int) -> bool:
    """Whether an unquoted line is but a blank between two quoted ones."""
    return not lines[index].text and index + 1 < end and lines[index + 1].depth > 0


def _with_attribution(lines: Sequence[BodyLine], start: int) -> int:
    """The start of a quoted run with the line above it that says whose words they are."""
    last = start - 1
    while last >= 0 and not lines[last].text:
        last -= 1
    if last < 0 or not may_end_attribution(lines[last].text):
        return start
    above = _attribution_start(lines, last)
    return start if above is None else above


def _endings(lines: Sequence[BodyLine], end: int, quoted: Sequence[Fold]) -> list[Fold]:
    """The signature and the legal notice at the end of each stretch of the writer's own words."""
    folds: list[Fold] = []
    start = 0
    for border in [*((fold.start, fold.end) for fold in quoted), (end, end)]:
        stop = border[0]
        while stop > start and not lines[stop - 1].text:
            stop -= 1
        folds += _ending(lines, start, stop)
        start = border[1]
    return folds


def _ending(lines: Sequence[BodyLine], start: int, stop: int) -> list[Fold]:
    signature = next((i for i in range(max(start, stop - _SIGNATURE_LINES), stop) if _is_dashes(lines[i])), None)
    if signature is None:
        sent_from = range(max(start, stop - 3), stop)
        signature = next((i for i in sent_from if not lines[i].depth and is_sent_from(lines[i].text)), None)
    own_stop = stop if signature is None else signature
    footer = next((i for i in range(max(start, own_stop - _FOOTER_LINES), own_stop) if _begins_notice(lines, i)), None)
    folds = [] if footer is None else [Fold(footer, own_stop, FoldKind.FOOTER)]
    return folds if signature is None else [*folds, Fold(signature, stop, FoldKind.SIGNATURE)]


def _is_dashes(line: BodyLine) -> bool:
    return not line.depth and line.text.strip() == "--"


def _begins_notice(lines: Sequence[BodyLine], index: int) -> bool:
    first_of_paragraph = index == 0 or not lines[index - 1].text
    if lines[index].depth or not first_of_paragraph:
        return False
    paragraph = " ".join(line.text for line in lines[index : index + 3])
    return is_legal_notice(paragraph)


def _has_own_words(lines: Sequence[BodyLine]) -> bool:
    return any(line.text.strip(" -_=–—>") and not line.depth for line in lines)


def _has_words_outside(lines: Sequence[BodyLine], folds: Sequence[Fold]) -> bool:
    start = 0
    for fold in folds:
        if _has_own_words(lines[start : fold.start]):
            return True
        start = fold.end
    return _has_own_words(lines[start:])


def _marked(lines: Sequence[BodyLine], folds: Sequence[Fold]) -> list[BodyLine]:
    marked = list(lines)
    for fold in folds:
        if fold.kind is FoldKind.SIGNATURE:
            for index in range(fold.start, fold.end):
                if marked[index].text:
                    marked[index] = replace(marked[index], kind=LineKind.SIGNATURE)
    return marked
