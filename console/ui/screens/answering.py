"""Which topic of the workspace answers which message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from console.ui import messages
from console.ui.panes.composer import Composer, ComposerText
from console.ui.panes.knowledge import KnowledgePane
from console.ui.panes.queue import QueuePane
from console.ui.panes.search_line import SearchLine
from console.ui.widgets.bars import TabLine
from console.ui.widgets.line_view import RowView
from console.ui.widgets.text_field import TextField
from console.ui.work.on_demand import OnDemand

if TYPE_CHECKING:
    from console.ui.keys import KeyRouter
    from console.ui.screens.layout import Layout
    from console.ui.work.detailing import Detailing
    from console.ui.work.finding import Finding
    from console.ui.work.knowing import Knowing
    from console.ui.work.noticing import Noticing
    from console.ui.work.outgoing import Outgoing
    from console.ui.work.queueing import Queueing
    from console.ui.work.reading import Reading
    from console.ui.work.remembering import Remembering
    from console.ui.work.sending import Sending
    from console.ui.work.telling import Telling
    from console.ui.work.troubles import Troubles
    from console.ui.work.viewing import Viewing
    from console.ui.work.watching import Watching
    from console.ui.work.writing import Writing


class AnsweringScreen(OnDemand, Screen[None]):
    """Hands what panes and workers say to the topic that answers it."""

    queueing: Queueing
    detailing: Detailing
    reading: Reading
    writing: Writing
    sending: Sending
    outgoing: Outgoing
    knowing: Knowing
    finding: Finding
    viewing: Viewing
    noticing: Noticing
    watching: Watching
    telling: Telling
    troubles: Troubles
    remembering: Remembering
    panes: Layout
    keys: KeyRouter

    @on(QueuePane.Opened)
    def _queue_opened(self) -> None:
        self.keys.act("open")

    @on(TabLine.Chosen)
    def _tab_chosen(self, event: TabLine.Chosen) -> None:
        self.panes.show_index(event.index)

    @on(RowView.Moved, "#queue-list")
    def _queue_moved(self) -> None:
        self.telling.rest_prefetch()
        self.remembering.touch()

    @on(Composer.Changed)
    def _text_changed(self) -> None:
        self.writing.changed()

    @on(ComposerText.Asked)
    def _something_asked(self, event: ComposerText.Asked) -> None:
        self.inserting.asked(event)

    @on(KnowledgePane.QueryChanged)
    def _query_changed(self, event: KnowledgePane.QueryChanged) -> None:
        self.knowing.search(event.query)

    @on(KnowledgePane.ArticlePointed)
    def _article_pointed(self, event: KnowledgePane.ArticlePointed) -> None:
        self.knowing.point(event.article_id)

    @on(messages.QueueSynced)
    def _queue_synced(self, event: messages.QueueSynced) -> None:
        self.queueing.synced(event)

    @on(messages.QueueGrew)
    def _queue_grew(self) -> None:
        self.queueing.grown()

    @on(messages.ViewsCounted)
    def _views_counted(self) -> None:
        self.telling.show_bars()

    @on(messages.ConversationsCameBack)
    def _conversations_came_back(self, event: messages.ConversationsCameBack) -> None:
        self.postponing.came_back(event.woken)

    @on(messages.PictureTaken)
    def _picture_taken(self, event: messages.PictureTaken) -> None:
        self.noticing.picture_taken(event)

    @on(messages.NewsFound)
    def _news_found(self, event: messages.NewsFound) -> None:
        self.noticing.found(event)

    @on(messages.CandidatesFound)
    def _candidates_found(self, event: messages.CandidatesFound) -> None:
        self.playing.found(event)

    @on(messages.NextUnreadFound)
    def _next_unread_found(self, event: messages.NextUnreadFound) -> None:
        self.playing.unread_found(event)

    @on(messages.NamesRead)
    def _names_read(self, event: messages.NamesRead) -> None:
        self.viewing.names_read(event)

    @on(messages.QueueRead)
    def _queue_read(self, event: messages.QueueRead) -> None:
        self.queueing.was_read(event)

    @on(messages.ArchiveRead)
    def _archive_read(self, event: messages.ArchiveRead) -> None:
        self.queueing.archive_read(event)

    @on(messages.DetailsFilled)
    def _details_filled(self, event: messages.DetailsFilled) -> None:
        self.detailing.filled(event)

    @on(messages.AgentIdentified)
    def _agent_identified(self, event: messages.AgentIdentified) -> None:
        self.watching.identified(event)

    @on(messages.PresencePolled)
    def _presence_polled(self, event: messages.PresencePolled) -> None:
        self.watching.polled(event)

    @on(messages.ThreadLoaded)
    def _thread_loaded(self, event: messages.ThreadLoaded) -> None:
        self.reading.loaded(event)

    @on(messages.CustomerLoaded)
    def _customer_loaded(self, event: messages.CustomerLoaded) -> None:
        self.reading.customer_loaded(event)
        self.inspecting.customer_loaded(event)

    @on(messages.ArticlesRefreshed)
    def _articles_refreshed(self) -> None:
        self.knowing.refreshed()

    @on(messages.ArticlesFound)
    def _articles_found(self, event: messages.ArticlesFound) -> None:
        self.knowing.found(event)

    @on(messages.ReviewReady)
    def _review_ready(self, event: messages.ReviewReady) -> None:
        self.sending.reviewed(event)

    @on(messages.OutboxChanged)
    def _outbox_changed(self, event: messages.OutboxChanged) -> None:
        if not self.playing.heard(event):
            self.outgoing.changed(event)
        self.marking.outbox_changed(event)
        self.labelling.outbox_changed(event)
        self.calling.outbox_changed(event)

    @on(SearchLine.Typed)
    def _search_typed(self, event: SearchLine.Typed) -> None:
        self.finding.typed(event.text)

    @on(SearchLine.Left)
    def _search_left(self) -> None:
        self.keys.act("search-results")

    @on(messages.SomethingFound)
    def _something_found(self, event: messages.SomethingFound) -> None:
        self.finding.looked_up(event)

    @on(messages.SnippetsRead)
    def _snippets_read(self, event: messages.SnippetsRead) -> None:
        self.finding.snippets_read(event)

    @on(messages.Indexed)
    def _indexed(self, event: messages.Indexed) -> None:
        self.finding.indexed(event)

    @on(messages.LabelsListed)
    def _labels_listed(self, event: messages.LabelsListed) -> None:
        self.labelling.listed(event)

    @on(messages.CategoriesListed)
    def _categories_listed(self, event: messages.CategoriesListed) -> None:
        self.suggesting.listed(event)

    @on(messages.SuggestionFiled)
    def _suggestion_filed(self, event: messages.SuggestionFiled) -> None:
        self.suggesting.was_filed(event)

    @on(messages.OverviewRead)
    def _overview_read(self, event: messages.OverviewRead) -> None:
        self.overlooking.was_read(event)

    @on(messages.ReportAnswered)
    def _report_answered(self, event: messages.ReportAnswered) -> None:
        self.reporting.answered(event)

    @on(messages.ReportFailed)
    def _report_failed(self, event: messages.ReportFailed) -> None:
        self.reporting.failed(event)

    @on(messages.ReportWritten)
    def _report_written(self, event: messages.ReportWritten) -> None:
        self.reporting.written(event)

    @on(messages.CallerFound)
    def _caller_found(self, event: messages.CallerFound) -> None:
        self.calling.caller_found(event)

    @on(messages.CallersFound)
    def _callers_found(self, event: messages.CallersFound) -> None:
        self.calling.callers_found(event)
        self.inspecting.found(event)

    @on(messages.WorkFailed)
    def _work_failed(self, event: messages.WorkFailed) -> None:
        self.troubles.failed(event)
        self.reporting.broke(event)

    @on(TextField.PasteCut)
    def _paste_cut(self, event: TextField.PasteCut) -> None:
        self.telling.say(event.words, warning=True)

    def on_paste(self) -> None:
        """What no field took."""
        self.telling.say("Nothing takes a paste here: r, n or w opens a field that does")
