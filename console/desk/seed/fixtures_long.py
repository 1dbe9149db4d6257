"""FX-02: a hotel is fitted with lamps for three years, in 640 groups and 2,000 messages."""

from __future__ import annotations

import random

from console.contract.messages import SYSTEM_USER_ID
from console.desk.seed.drafts import Draft, Group, file_part
from console.desk.seed.markup import quote
from console.desk.seed.people import DAY, Agent
from console.desk.seed.stage import Stage, department_name

GROUPS = 640
MESSAGES = 2000
_CHATS = 40
_YEARS = 3 * 365 * DAY

_PLACES = ("room {n}", "the corridor on floor {f}", "the library", "the breakfast room", "suite {f}", "the lobby",
           "the wine cellar", "the spa", "rooms {n} to {m}", "the staff stairs", "the terrace")  # fmt: skip
_THINGS = ("two Wren", "the Heron 180", "a Rook", "four Loft 2", "the Roost on floor {f}", "a Perch", "the wall plates",
           "the dimmer", "the spare modules", "the brass rings")  # fmt: skip
_REPORTS = (
    "In {place} {thing} did not survive the weekend. A guest hung a wet coat on it. Can we have a replacement?",
    "Good morning. {Thing} for {place} arrived, one carton fewer than on the note.",
    "Our electrician asks whether {thing} in {place} may share a fuse with the minibar.",
    "Please add {thing} to the next lot, for {place}. Same finish as before.",
    'The scene "Arrival" in {place} comes on at noon. It should be three.',
    "Guests in {place} love the light and steal the keys of the bases. Do you sell keys alone?",
    "A small thing: {thing} in {place} hums when the ice machine runs.",
    "We have finished {place}. It looks splendid, I attach a picture.",
    "Could we move the delivery for {place} by a week? The painters are late, as painters are.",
    "The label on {thing} in {place} has come off. How do I find the serial number?",
)
_ANSWERS = (
    "Good morning Ragnhild, noted for {place}. It goes out with the next lot.",
    "Thank you, I have counted again: one carton stayed on the truck. It will be with you tomorrow.",
    "Yes, up to 2 amperes in all. I attach the sheet for your electrician.",
    "Done. The scene in {place} now begins at three, and I have looked through the other floors as well.",
    "With pleasure. Ten keys are in the post, free of charge.",
    "That hum is the supply. A new one is on its way, please recycle the old one.",
    "What a lovely picture, may we show it to the team?",
    "Moved by a week. Say hello to the painters.",
)
_NOTES = (
    "Hotel price list applies, 22 percent.", "Called, reached the night porter, very kind.",
    "Floor plan is in the shared folder, version {f}.", "Do not send invoices by post, the reception loses them.",
    "She decides fast. Offer two options, never three.", "Counted modules: {n} left from the first lot.",
)  # fmt: skip
_CHAT = ("Is {thing} for {place} on the truck?", "Looking.", "Yes, second pallet.", "Wonderful.", "And {place}?",
         "Next week, as agreed.", "The painters again.", "Always the painters.", "Thank you!", "Any time.")  # fmt: skip
_HANDOVERS = {80: "partner", 210: "tech", 330: "billing", 420: "partner", 540: "tech", 600: "partner"}


def three_years(stage: Stage) -> Draft:
    """The whole story; the departments change on the way, and the last word is an answer."""
    draft = stage.draft("FX-02", "Hotel Halden: lamps for 96 rooms", "partner", "A", "ragnhild@hotel-halden.test")
    teller = _Teller(stage, draft)
    for number in range(GROUPS):
        teller.tell(number)
    teller.stretch_chats()
    draft.tags, draft.assigned_to = ["b2b", "follow-up"], stage.agent("mei-ling").id
    draft.fields = [("order_no", "43700118"), ("order_no", "43811906"), ("sku", "KF-WRN-SGE")]
    draft.owner_note = "Facility manager of Hotel Halden. Sign off as a person, not as a department."
    return draft


class _Teller:
    def __init__(self, stage: Stage, draft: Draft) -> None:
        self.rng = random.Random(stage.rng.random())
        self.draft = draft
        self.start = stage.moment - _YEARS
        self.agents: list[Agent] = [stage.agent(name) for name in ("mei-ling", "luc", "greta", "idris", "priya", "ana")]
        self.department = "sales"
        self.said = "Dear Kestrel & Finch, we are fitting 96 rooms and fell in love with your lamps at the fair."
        self.chats: list[Group] = []

    def tell(self, number: int) -> None:
        """Append the group of this number."""
        draft, rng = self.draft, self.rng
        at = self.start + number * ((_YEARS - 3 * DAY) // GROUPS) + rng.randrange(0, 20_000)
        agent = self.agents[(number // 90) % len(self.agents)]
        if number in _HANDOVERS:
            self.department = _HANDOVERS[number]
            draft.is_moved(at, department_name(self.department), by=agent, reason="The next part is theirs.")
        elif number == 0:
            draft.says(at, self.said)
        elif number % (GROUPS // _CHATS) == 9:
            self.chats.append(Group("C", draft.customer_id, at, []))
            draft.groups.append(self.chats[-1])
        elif number % 7 == 5:
            draft.notes(agent, at, self._fill(rng.choice(_NOTES)))
        elif number % 2 and number != GROUPS - 1:
            self._customer(at)
        else:
            answer = self._fill(rng.choice(_ANSWERS))
            draft.answers(agent, at, answer, ("Q", quote(self.said)), ("O", f"{agent.first} {agent.last}"))

    def stretch_chats(self) -> None:
        """Give the chats as many lines as are missing."""
        missing = MESSAGES - sum(len(group.parts) for group in self.draft.groups)
        for number, group in enumerate(self.chats):
            lines = missing // len(self.chats) + (number < missing % len(self.chats))
            agent = self.agents[number % len(self.agents)]
            for line in range(lines):
                author = agent.id if line % 2 else group.user_id
                text = self._fill(_CHAT[line % len(_CHAT)])
                group.parts.append(("M", text, author, group.at + 25 * line))
            group.parts[-1] = ("E", "The chat ended", SYSTEM_USER_ID, group.at + 25 * lines)

    def _customer(self, at: int) -> None:
        text = self._fill(self.rng.choice(_REPORTS))
        files = [file_part(f"floor-{at % 9}.jpg", at % 800_000)] if "picture" in text else []
        self.draft.says(at, f"{text}\n\nRagnhild", ("Q", quote(self.said)), *files)
        self.said = text

    def _fill(self, text: str) -> str:
        rng = self.rng
        place, thing = rng.choice(_PLACES), rng.choice(_THINGS)
        text = text.replace("{place}", place).replace("{thing}", thing).replace("{Thing}", thing[0].upper() + thing[1:])
        low = rng.randrange(101, 190)
        return text.replace("{n}", str(low)).replace("{m}", str(low + 6)).replace("{f}", str(rng.randrange(1, 7)))
