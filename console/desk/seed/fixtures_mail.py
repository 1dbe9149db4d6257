"""Fixtures about the shape of mail and threads: newsletters, chains, ties, copies, split groups, unknown letters."""

from __future__ import annotations

from console.contract.messages import SYSTEM_USER_ID
from console.desk.seed.drafts import HOUR, MINUTE, Draft, file_part, header_part
from console.desk.seed.material import read_toml
from console.desk.seed.stage import Stage


def newsletter(stage: Stage) -> Draft:
    """FX-03: nested tables, inline images, a tracking pixel, hidden preheader, styles."""
    draft = stage.draft("FX-03", "Fwd: Autumn light, 20 % off this weekend", "care", "N", "tamsin.roper@example.com")
    html = str(read_toml("mails")["newsletter"])
    draft.says(stage.ago(minutes=33), html, header_part(stage.customer("tamsin.roper@example.com"), draft.subject, 3))
    return draft


def reply_chain(stage: Stage) -> Draft:
    """FX-04: four levels of quotes, introductions in six languages, a From: block, answers above, below and between."""
    draft = stage.draft("FX-04", "Re: Re: Fwd: Re: warranty", "orders", "C", "piet@example.org")
    mails = read_toml("mails")["chain"]
    luc, at = stage.agent("luc"), stage.ago(days=6)
    draft.says(at, mails["first"])
    draft.answers(luc, at + 3 * HOUR, mails["answer"], ("O", "Luc Bonnet\nKestrel & Finch, Orders & Returns"))
    draft.says(at + 20 * HOUR, mails["between"])
    draft.answers(luc, at + 23 * HOUR, mails["block"])
    draft.says(stage.ago(minutes=71), mails["six"])
    draft.assigned_to, draft.tags = luc.id, ["follow-up"]
    return draft


def same_second(stage: Stage) -> Draft:
    """FX-10: two agents answer in the same second."""
    draft = stage.draft("FX-10", "Which module fits a Heron 140?", "tech", "A", "fergus@example.org")
    at = stage.ago(hours=5)
    draft.says(at, "Hello, which light module do I order for a Heron 140 from 2022?")
    draft.answers(stage.agent("idris"), at + HOUR, "Hello Fergus, it is the LM-14. The link is below.")
    draft.answers(stage.agent("ana"), at + HOUR, "Hello Fergus, please take the LM-14, it fits all Herons.")
    draft.notes(stage.agent("idris"), at + HOUR, "Snap. At least we agree.")
    draft.assigned_to = stage.agent("idris").id
    return draft


def new_participant(stage: Stage) -> Draft:
    """FX-11: somebody joins by copy who has the customer's initials."""
    draft = stage.draft("FX-11", "Delivery to the community hall", "orders", "A", "rory@example.com")
    sofia, at = stage.agent("sofia"), stage.ago(days=1, hours=6)
    other = stage.customer("ruth.carver@example.org")
    draft.says(at, "Hi, can the six Lofts for the hall come on a Thursday? The caretaker has the key then.\n\nRory C.")
    draft.answers(sofia, at + 2 * HOUR, "Hello Rory, Thursday it is, between nine and eleven.")
    copied = "Cc: Ruth Carver <ruth.carver@example.org>"
    draft.says(at + 5 * HOUR, "Great. I copy Ruth in, she will be there.\n\nRory C.", ("H", copied))
    text = "Hello, Ruth here (R.C., too, we know). Nine is before my bus. Could it be ten?\n\nRuth C."
    draft.says(at + 22 * HOUR, text, ("H", "From: Ruth Carver <ruth.carver@example.org>"), user=other)
    draft.answers(sofia, at + 23 * HOUR, "Hello Ruth, hello Rory, ten it is. The driver rings twice.")
    draft.assigned_to, draft.fields = sofia.id, [("order_no", "43871265")]
    return draft


def split_and_promoted(stage: Stage) -> Draft:
    """FX-12: a split group, a deleted one, a promoted one."""
    draft = stage.draft("FX-12", "Two questions in one mail", "care", "A", "nerys.bowen@example.org")
    ana, at = stage.agent("ana"), stage.ago(days=2)
    draft.says(at, "Hello, first: is the Wren safe on a night table? Second: my invoice of May is missing a line.")
    apart = draft.add("L", ana, at + 9 * MINUTE, ("B", "Second question moved to a conversation of its own"))
    apart.rstatus = "S"
    gone = draft.notes(ana, at + 10 * MINUTE, "Wrong customer, sorry. (Deleted)")
    gone.rstatus = "D"
    offer = draft.answers(ana, at + 20 * MINUTE, "Hello Nerys, it is: the surface never gets warmer than a hand.")
    offer.rstatus = "P"
    draft.assigned_to = ana.id
    return draft


def unknown_letters(stage: Stage) -> Draft:
    """FX-13: letters of newer servers, and one that nobody knows."""
    draft = stage.draft("FX-13", "Order confirmation did not come", "orders", "A", "bettina@example.org")
    luc, at = stage.agent("luc"), stage.ago(days=3)
    draft.add("3", draft.owner or "", at, ("M", "Hi, I ordered on Sunday and got no confirmation. Did it work?"))
    draft.add("4", luc, at + HOUR, ("M", "Hello Bettina, it did. Your mail box was full; here it is once more."))
    draft.add("9", SYSTEM_USER_ID, at + HOUR + 60, ("?", '{"delivery": "queued"}'), ("5", "linked: 1"))
    draft.add("4", luc, at + 2 * HOUR, ("M", "And it was delivered this time."), ("?", ""))
    draft.assigned_to = luc.id
    return draft


def auto_reply_loop(stage: Stage) -> Draft:
    """FX-25: two robots greet each other for 18 rounds."""
    subject = "Automatic reply: Automatic reply: Statement of account"
    draft = stage.draft("FX-25", subject, "billing", "R", "accounts@slowbooks.test")
    at = stage.ago(days=9)
    for number in range(18):
        text = "Thank you for your message. Our accounts team answers within three working days. Please do not reply."
        draft.says(at + number * 120, text, ("H", f"Auto-Submitted: auto-replied\nX-Round: {number + 1}"))
        ours = "Thank you for writing to Kestrel & Finch. We answer within one working day."
        draft.add("M", SYSTEM_USER_ID, at + number * 120 + 4, ("M", ours))
    tomas = stage.agent("tomas")
    draft.notes(tomas, at + HOUR, "Our robot likes their robot. Muted ours for this address.")
    draft.is_resolved(tomas, at + HOUR + 30)
    draft.tags, draft.assigned_to = ["auto-reply"], tomas.id
    return draft


def many_pictures(stage: Stage) -> Draft:
    """FX-23: 43 pictures inside one mail."""
    draft = stage.draft("FX-23", "Our flat, room by room (43 pictures)", "sales", "A", "penny.strand@example.com")
    at = stage.ago(days=1, hours=9)
    rows = [
        f'<p>Picture {number}: <img src="cid:room{number}@mail.test" alt="room {number}"></p>'
        for number in range(1, 44)
    ]
    html = "<html><body><p>Hello, here is every corner. What light would you put where?</p>" + "".join(rows)
    files = [file_part(f"room-{number}.jpg", 210_000 + 911 * number) for number in range(1, 44)]
    draft.says(at, html + "<p>Penny</p></body></html>", *files)
    luc = stage.agent("luc")
    draft.answers(
        luc, at + 2 * HOUR, "Hello Penny, what a flat! A Rook in picture 7, Wrens in 12 and 31, and a Heron in 20."
    )
    draft.assigned_to = luc.id
    return draft
