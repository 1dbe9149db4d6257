"""Agents, departments, knowledge base, presence, overview, suggestions and tags against the desk."""

from __future__ import annotations

import httpx
import pytest

from console.api.client import LiveAgentClient
from console.api.errors import NotFoundError, ServerRefusedError
from console.contract.enums import AgentRole
from console.contract.overview import CallsOverview, ChatsOverview
from tests.api.support import handled_by
from tests.desk import small_desk as small


async def test_agents_by_both_names(client: LiveAgentClient) -> None:
    for name in (small.MIRA, small.MIRA_EMAIL.upper()):
        agent = await client.agents.info(name)
        assert (agent.userid, agent.email, agent.role) == (small.MIRA, small.MIRA_EMAIL, AgentRole.AGENT)
        assert agent.authtoken
        assert agent.authtoken not in repr(agent)
    with pytest.raises(NotFoundError):
        await client.agents.info("nobody@desk.example")


async def test_the_server_itself(client: LiveAgentClient) -> None:
    status = await client.application.status()
    assert status.liveagentversion
    assert status.current_server_time.at == small.NOW


async def test_departments(client: LiveAgentClient) -> None:
    rows = await client.departments.list()
    assert {row.departmentid: row.deleted for row in rows} == {
        small.GENERAL: "N",
        small.BILLING: "N",
        small.CLOSED: "Y",
    }
    assert (await client.departments.info(small.BILLING)).name == "Billing"
    agents = await client.departments.agents(small.BILLING)
    assert {agent.userid: "".join(sorted(agent.onlinestatus)) for agent in agents} == {small.MIRA: "MT", small.OLAF: ""}
    with pytest.raises(NotFoundError):
        await client.departments.info("nothere0")


async def test_articles(client: LiveAgentClient) -> None:
    articles = await client.knowledgebase.articles()
    assert str(small.ADDRESS_ARTICLE) in {article.kb_entry_id for article in articles}
    below = await client.knowledgebase.articles(parent_id=str(small.BILLING_CATEGORY), limit_count=1, limit_from=1)
    assert [article.kb_entry_id for article in below] == [str(small.INVOICE_ARTICLE)]
    for page_size in (1, 2, 4, 100):
        paged = client.knowledgebase.all_articles(page_size=page_size)
        assert [one.kb_entry_id async for one in paged] == [one.kb_entry_id for one in articles]
    hits = await client.knowledgebase.search("address", below=str(small.BILLING_CATEGORY))
    assert hits[0].kb_entry_id == str(small.ADDRESS_ARTICLE)


async def test_who_is_online(client: LiveAgentClient) -> None:
    agents = {agent.id: agent.onlineStatus for agent in await client.online_status.agents()}
    assert sorted(agents[small.MIRA]) == ["M", "T"]
    departments = {one.id: one for one in await client.online_status.departments()}
    assert departments[small.BILLING].new_count == 1


async def test_the_overview_is_one_object(client: LiveAgentClient) -> None:
    chats, calls = await client.overview.chats(), await client.overview.calls()
    assert isinstance(chats, ChatsOverview)
    assert (chats.chats, chats.agents) == (0, 1)
    assert (calls.running, calls.ringing, calls.inqueue) == (0, 0, 0)


async def test_an_overview_of_nothing_counts_nothing() -> None:
    quiet = handled_by(lambda request: httpx.Response(200, content=b'{"response":{"chatsOverview":[]}}'))
    assert await quiet.overview.chats() == ChatsOverview()
    assert CallsOverview().running == 0


async def test_suggestions(client: LiveAgentClient) -> None:
    categories = {one.id: one.path for one in await client.suggestions.categories()}
    assert categories[str(small.WISHES)] == "Shop / Wishes"
    made = await client.suggestions.create("Dark theme", "Please.", category=str(small.WISHES), user="fan@post.example")
    assert made.id
    assert "ark" in made.url
    with pytest.raises(NotFoundError):
        await client.suggestions.create("x", "y", category="999", user="fan@post.example")


async def test_tags_are_made_changed_and_deleted(client: LiveAgentClient) -> None:
    made = await client.tags.create("press", background="2F4F4F")
    await client.tags.change(made.id, name="journalists", color="000000")
    tag = await client.tags.info(made.id)
    assert (tag.name, tag.color, tag.bg_color) == ("journalists", "000000", "2F4F4F")
    assert [row.id for row in await client.tags.list(name="refund")] == [small.REFUND]
    await client.tags.delete(made.id)
    assert {row.id for row in await client.tags.list()} == {small.REFUND, small.URGENT}
    with pytest.raises(ServerRefusedError):
        await client.tags.create("REFUND")
    with pytest.raises(NotFoundError):
        await client.tags.info(made.id)
