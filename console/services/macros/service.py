"""The macros of the folders, what is known of the conversations they are run on, and where their names are found.

What reads and plans them is loaded when somebody wants one: the first screen does without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.services.errors import ErrorKind, ServiceError
from console.services.transfer import TargetKind
from console.store.wishes import HandOver

if TYPE_CHECKING:
    from console.contract.enums import ConversationStatus
    from console.services.canned import CannedService
    from console.services.knowledge import KnowledgeService
    from console.services.known_values import KnownValues
    from console.services.library import Library
    from console.services.macros.planning import Plan, Situation
    from console.services.macros.steps import Macro
    from console.services.presence import PresenceService
    from console.services.session import Session
    from console.services.text_files import TextFolder
    from console.services.transfer import TransferService
    from console.store.store import Store

FOLDER: Final = "macros"
TITLE: Final = "Macro"


class Names:
    """Finds what macros name: canned replies, articles, departments and agents."""

    def __init__(
        self,
        canned: CannedService,
        knowledge: KnowledgeService,
        transfers: TransferService,
        presence: PresenceService,
        session: Session,
    ) -> None:
        self._canned = canned
        self._knowledge = knowledge
        self._transfers = transfers
        self._presence = presence
        self._session = session

    def canned_text(self, name: str) -> str | None:
        """The text of a canned reply by name or title."""
        found = self._canned.named(name)
        return found.text if found else None

    def article_link(self, title: str) -> str | None:
        """The article with that title, or else the one that the cache finds first."""
        found = self._knowledge.search(title)
        exact = [one for one in found if one.title.casefold() == title.casefold()]
        return self._knowledge.insertion_link((exact or found)[0]) if found else None

    def hand_over(self, name: str, note: str) -> HandOver | None:
        """A transfer to the department or agent of just that name, or else to the only one it fits."""
        found = self._transfers.targets(name, self._presence.current())
        exact = [one for one in found if one.name.casefold() == name.casefold()]
        if not exact and len(found) != 1:
            return None
        target = (exact or found)[0]
        if target.kind is TargetKind.DEPARTMENT:
            return HandOver(department=target.id, note=note, name=target.name)
        return HandOver(agent=target.id, note=note, name=target.name)

    @property
    def agent_id(self) -> str:
        """The agent's id."""
        return self._session.agent_id or ""


class MacroService:
    """Everything here is local; what a plan wants goes through the outbox."""

    def __init__(self, library: Library, store: Store, values: KnownValues, names: Names) -> None:
        self._library = library
        self._store = store
        self._values = values
        self._names = names

    @cached_property
    def _folder(self) -> TextFolder[Macro]:
        from console.services.macros.language import ENDINGS, read_macro
        from console.services.text_files import TextFolder

        return TextFolder(self._library.folders(FOLDER), ENDINGS, read_macro)

    @property
    def own_folder(self) -> Path | None:
        """Where the agent's macros are; None where there is no such place."""
        return self._library.own / FOLDER if self._library.own else None

    def all(self) -> tuple[Macro, ...]:
        """All good ones by name."""
        return self._folder.load().items

    def troubles(self) -> tuple[str, ...]:
        """A sentence about each file that cannot be used."""
        return self._folder.load().troubles

    @staticmethod
    def find(query: str, among: Sequence[Macro]) -> list[Macro]:
        """Those that fit some letters, best first."""
        from console.services.ranking import ranked

        return ranked(query, among, lambda one: one.sought)

    def named(self, name: str) -> Macro | None:
        """The one with that file name or title."""
        wanted, every = name.strip().casefold(), self.all()
        found = [one for one in every if one.name.casefold() == wanted]
        return next(iter(found or [one for one in every if one.title.casefold() == wanted]), None)

    def save(self, title: str, lines: Sequence[str]) -> Path:
        """Write a new macro of the agent's own; returns its file. Raises `ServiceError` with words why not."""
        from console.services.macros.recording import file_name, macro_text

        folder, name = self.own_folder, file_name(title)
        if folder is None or not name:
            words = "There is no folder for macros here." if name else "A name needs letters or digits."
            raise ServiceError(ErrorKind.REFUSED, TITLE, words)
        path = folder / f"{name}.macro"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(macro_text(title, lines))
        except FileExistsError:
            raise ServiceError(
                ErrorKind.REFUSED, TITLE, f"There is a macro {name} already; take another name."
            ) from None
        except OSError as error:
            raise ServiceError(ErrorKind.REFUSED, TITLE, f"{path} cannot be written: {error.strerror}.") from None
        return path

    def situation(self, conversation_id: str) -> Situation:
        """What the cache knows. Raises `ServiceError` when it does not know the conversation."""
        from console.services.known_values import wished
        from console.services.macros.planning import Situation
        from console.services.outbox.pending import tags_wished

        row = self._store.conversations.row(conversation_id)
        if row is None:
            raise ServiceError(ErrorKind.REFUSED, TITLE, "The conversation is not known here yet.")
        thread = self._store.threads.get(conversation_id)
        pending = wished(self._store, conversation_id, thread)
        profile = self._store.customers.get(row.customer_email)
        return Situation(
            row,
            self._values.of(conversation_id),
            tags_wished(thread.tags if thread else row.tags, pending),
            profile.id if profile else "",
            tuple(group.name for group in profile.groups) if profile else (),
        )

    def questions(self, macro: Macro, conversation_id: str) -> tuple[str, ...]:
        """What the agent has to answer first."""
        from console.services.macros.planning import questions_for

        return questions_for(macro, self.situation(conversation_id))

    def plan(self, macro: Macro, conversation_id: str, answers: Mapping[str, str]) -> Plan:
        """What the macro does in a conversation. Raises `ServiceError` when it cannot be done as it is written."""
        from console.services.macros.planning import plan

        return plan(macro, self.situation(conversation_id), answers, self._names)

    def calls(self, found: Plan, then: ConversationStatus | None = None) -> list[str]:
        """The calls that change something, in order, with the conversation's code for its id."""
        from console.services.macros.calls import calls_of

        row = self.situation(found.conversation_id).row
        return calls_of(found, row.code or row.id, self._values.all_of_fields(row.id), then)
