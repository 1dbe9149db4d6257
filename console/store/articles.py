"""Articles of the cache and the search in them as one types."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from console.store.db import Database
from console.store.records import ArticleSummary, ArticleText
from console.store.values import Row

_WORDS = re.compile(r"\w+")
_NO_SPACES_BETWEEN_WORDS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Thai, Lao, Myanmar, Khmer, Japanese, Chinese, Korean: the index knows whole words only."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what only the search and its order need."""

    article: ArticleText
    text: str
    """Its words without markup."""
    views: int = 0


class Articles:
    """The knowledge base."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace_all(self, articles: Iterable[StoredArticle]) -> None:
        """Make the cache hold these articles and no others."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM article")
            connection.execute("DELETE FROM article_words")
            for stored in articles:
                _insert(connection, stored)

    def add_missing(self, articles: Iterable[StoredArticle]) -> None:
        """Keep articles that the server's search knows and the cache does not."""
        found = {one.article.summary.id: one for one in articles}
        rows = self._database.fetch(
            "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(found))]
        )
        missing = found.keys() - {row[0] for row in rows}
        if missing:
            with self._database.write() as connection:
                for article_id in sorted(missing):
                    _insert(connection, found[article_id])

    def get(self, article_id: str) -> ArticleText | None:
        """An article in full."""
        rows = self._database.fetch(
            "SELECT s.*, a.html FROM article a JOIN article_summary s USING (number) WHERE a.id = ?", [article_id]
        )
        return ArticleText(_summary(rows[0]), rows[0][-1]) if rows else None

    def search(self, query: str, limit: int) -> list[ArticleSummary]:
        """Articles that have all the words, or words beginning with them, best first; the most liked for no words."""
        words = _WORDS.findall(query)
        if not words:
            rows = self._database.fetch(
                "SELECT * FROM article_summary ORDER BY votes DESC, views DESC, number LIMIT ?", [limit]
            )
            return [_summary(row) for row in rows]
        rows = [] if _NO_SPACES_BETWEEN_WORDS.search(query) else self._by_words(words, limit)
        return [_summary(row) for row in rows or self._by_parts(query, limit)]

    def _by_words(self, words: list[str], limit: int) -> list[Row]:
        expression = " ".join(f'"{word}"*' for word in words)
        return self._database.fetch(
            "SELECT s.* FROM article_words JOIN article_summary s ON s.number = article_words.rowid "
            "WHERE article_words MATCH ? ORDER BY bm25(article_words, 10.0, 5.0, 1.0), s.votes DESC LIMIT ?",
            [expression, limit],
        )

    def _by_parts(self, query: str, limit: int) -> list[Row]:
        """Articles in whose text the words stand anywhere: for scripts without spaces, and for parts of words."""
        words = json.dumps(fold(query).split())
        return self._database.fetch(
            "SELECT s.* FROM article a JOIN article_summary s USING (number) WHERE NOT EXISTS "
            "(SELECT 1 FROM json_each(?1) WHERE instr(a.folded, value) = 0) "
            "ORDER BY instr(a.folded, ?1 ->> 0), s.votes DESC, s.views DESC, s.number LIMIT ?2",
            [words, limit],
        )


def fold(text: str) -> str:
    """A text as it is compared: without case, width and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _insert(connection: sqlite3.Connection, stored: StoredArticle) -> None:
    summary = stored.article.summary
    number = connection.execute(
        "INSERT OR REPLACE INTO article (id, title, url, keywords, snippet, votes, views, internal, html, folded) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            summary.id,
            summary.title,
            summary.url,
            summary.keywords,
            summary.snippet,
            summary.votes,
            stored.views,
            int(summary.internal),
            stored.article.html,
            fold(f"{summary.title}\n{summary.keywords}\n{stored.text}"),
        ],
    ).lastrowid
    connection.execute(
        "INSERT INTO article_words (rowid, title, keywords, text) VALUES (?, ?, ?, ?)",
        [number, summary.title, summary.keywords, stored.text],
    )


def _summary(row: Row) -> ArticleSummary:
    return ArticleSummary(row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))
