"""Fixtures that are stories: the refund, the transfers, chats, calls, anger and praise, and what opens the queue."""

from __future__ import annotations

from console.contract.messages import SYSTEM_USER_ID
from console.desk.seed.drafts import HOUR, MINUTE, Draft, Group, file_part
from console.desk.seed.markup import quote, to_mail_html
from console.desk.seed.material import read_toml
from console.desk.seed.stage import Stage, department_name

_CONFIRMATION = """On Thu, 12 Nov, Kestrel & Finch <orders@kestrel.example> wrote:

> Dear Jana,
>
> thank you for your order 43894209.
>
> 1 x Loft 2, brass            89.00
> 1 x Loft Mini, chalk         59.00
> Delivery                      0.00
> Total                       148.00
>
> We pack it today and send you a link as soon as
> the courier has it.
>
> Warm regards
> Kestrel & Finch"""


def refund(stage: Stage) -> Draft:
    """FX-01: a cracked lamp, two photos, the order number in the text."""
    draft = stage.draft("FX-01", "Lamp arrived cracked", "orders", "C", "jana@example.com")
    at = stage.ago(hours=2, minutes=9)
    text = (
        "Hello,\n\nthe lamp I ordered arrived with a cracked shade. Order 43894209. Two photos attached. "
        "Can I have my money back?\n\nThe crack runs from the rim almost to the ring, so I do not dare to switch it "
        "on. "
        "The Loft Mini in the same parcel is perfect, I would like to keep that one.\n\nBest wishes\nJana Nováková"
    )
    files = file_part("shade-1.jpg", 482_113), file_part("shade-2.jpg", 511_870)
    draft.says(at, text, *files, ("Q", _CONFIRMATION))
    draft.is_moved(at + 8, department_name("orders"))
    note = "Third cracked Loft this week, courier says packaging."
    draft.notes(stage.agent("tomas"), at + 31 * MINUTE, note)
    draft.tags = ["refund", "damaged"]
    draft.fields = [("order_no", "43894209")]
    draft.owner_note = "Architect, orders for clients too. Writes in English. Prefers mail to calls."
    return draft


def charged_twice(stage: Stage) -> Draft:
    """A double charge that waits for Billing."""
    draft = stage.draft("", "Charged twice in October", "billing", "N", "t.okafor@example.com")
    draft.says(
        stage.ago(hours=1, minutes=52),
        "Good morning,\n\nmy card was charged twice for Studio in October, on the 3rd and again on the 5th, 9.00 each "
        "time. I have one account and one home, so one of them must be a mistake. The last four digits on the "
        "statement are the same.\n\nCould you send one back, please? I am happy to wait until you are open.\n\nTobi",
        file_part("statement-october.pdf", 88_412),
    )
    draft.tags = ["refund", "invoice"]
    return draft


def forgotten_rooms(stage: Stage) -> Draft:
    """Room names that vanish."""
    draft = stage.draft("", "App forgets the room names", "tech", "N", "kaori.sato@example.org")
    text = (
        'Hello,\n\nevery few days the app shows "Room 1" to "Room 6" in place of the names I gave them. The lamps '
        "and the scenes are right, only the names are gone. I have typed them four times now.\n\n"
        "- Roost 1.13\n- Nest app 5.8 on two phones\n- it began around 9 November\n\nIs it me or the app?\n\nKaori Sato"
    )
    draft.says(stage.ago(hours=1, minutes=40), to_mail_html(text, 0))
    return draft


def missing_vat_id(stage: Stage) -> Draft:
    """A German invoice without the VAT id, with a colleague's note."""
    draft = stage.draft("", "Rechnung ohne USt-IdNr.", "billing", "C", "m.braun@braun-optik.test")
    draft.language = "de"
    first = stage.ago(days=3, hours=2)
    draft.says(first, "Guten Tag,\n\nkönnten Sie mir die Rechnung zu 43881720 als PDF schicken?\n\nMatthias Braun")
    maximiliane = stage.agent("maximiliane")
    text = "Guten Tag Herr Braun,\n\nsehr gern, die Rechnung KF-2026-13377 finden Sie im Anhang."
    draft.answers(maximiliane, first + 2 * HOUR, text, file_part("KF-2026-13377.pdf", 61_233))
    draft.says(
        stage.ago(hours=1, minutes=31),
        "Guten Morgen,\n\nvielen Dank. Auf der Rechnung KF-2026-13377 fehlt leider unsere USt-IdNr. (DE000000117), "
        "deshalb kann ich sie nicht buchen. Schicken Sie mir bitte eine korrigierte?\n\n"
        "Mit freundlichen Grüßen\nMatthias Braun\nBraun Optik",
        ("Q", "Am Freitag schrieb Kestrel & Finch:\n" + quote(text)),
    )
    note = "Number was entered with a blank. I can correct it tomorrow, today we count lamps."
    draft.notes(stage.agent("tomas"), stage.ago(minutes=52), note)
    draft.tags = ["invoice", "vat"]
    draft.fields = [("order_no", "43881720"), ("language", "de")]
    return draft


def french_parcel(stage: Stage) -> Draft:
    """A French customer who waits for a parcel."""
    draft = stage.draft("", "Où est mon colis ?", "orders", "N", "elodie.laurent@example.org")
    draft.language = "fr"
    text = (
        "Bonjour,\n\nma commande 43890516 devait arriver vendredi et le suivi n'a pas bougé depuis mercredi. C'est un "
        "cadeau pour samedi prochain. Pouvez-vous me dire où se trouve le colis ?\n\nMerci d'avance\nÉlodie Laurent"
    )
    draft.says(stage.ago(minutes=58), to_mail_html(text, 1))
    draft.tags, draft.fields = ["delivery"], [("order_no", "43890516"), ("language", "fr")]
    return draft


def ping_pong(stage: Stage) -> Draft:
    """FX-05: five transfers with notes, collapsed groups, tags, resolved and reopened."""
    draft = stage.draft("FX-05", "Who can help me with a lamp AND an invoice?", "care", "C", "gordon.pike@example.org")
    ana, luc, priya = stage.agent("ana"), stage.agent("luc"), stage.agent("priya")
    at = stage.ago(days=4, hours=3)
    draft.says(at, "Hello, my Heron hums, and its invoice names the wrong company. I have one problem with two halves.")
    steps = (
        (luc, "tech", "The hum first, please."),
        (priya, "billing", "Hum is gone (supply swapped). Now the invoice."),
        (stage.agent("tomas"), "orders", "Invoice follows the order; the order has the wrong company. Yours?"),
        (stage.agent("sofia"), "billing", "Company corrected on the order. Please print the invoice again."),
        (
            stage.agent("maximiliane"),
            "care",
            "Invoice sent to the old address by post. Somebody should tell the customer.",
        ),
    )
    for agent, target, reason in steps:
        at += 5 * HOUR
        draft.add("Z", SYSTEM_USER_ID, at - 30, ("I", "Reminder: no answer for four hours"))
        draft.is_moved(at, department_name(target), by=agent, reason=reason)
    draft.is_tagged(ana, at + 60, "invoice")
    draft.answers(ana, at + 600, "Dear Gordon, both halves are done: new supply sent, new invoice on its way by post.")
    draft.is_resolved(ana, at + 700)
    draft.says(stage.ago(minutes=47), "Thank you. The invoice came, with the old company again. Shall we start over?")
    draft.add("I", SYSTEM_USER_ID, stage.ago(minutes=47), ("J", "Status changed to open"))
    draft.tags, draft.assigned_to = ["invoice", "follow-up"], ana.id
    return draft


def long_chat(stage: Stage) -> Draft:
    """FX-06: a chat of 60 short messages with gaps, an end, and a rating with a comment."""
    draft = stage.draft("FX-06", "Chat: the big lamp does nothing", "care", "R", "lorna@example.org", "B")
    bill, at = stage.agent("bill"), stage.ago(days=2, hours=4)
    draft.add("S", SYSTEM_USER_ID, at, ("U", "Page: https://shop.kestrel.example/help"), ("U", "Browser on a tablet"))
    group = Group("C", draft.customer_id, at, [])
    draft.groups.append(group)
    for number, line in enumerate(read_toml("mails")["chat"]["lines"]):
        at += 190 if number % 13 == 12 else 5 + (number * 7) % 23
        group.parts.append(("M", line[2:], draft.customer_id if line[0] == "C" else bill.id, at))
    group.parts.append(("E", "The visitor left the chat", SYSTEM_USER_ID, at + 20))
    group.parts.append(("W", "5", draft.customer_id, at + 40))
    group.parts.append(("C", "Patient and funny. Light!", draft.customer_id, at + 40))
    draft.is_resolved(bill, at + 90)
    draft.assigned_to, draft.tags = bill.id, ["praise"]
    return draft


def phone(stage: Stage) -> Draft:
    """FX-07: an incoming call with voice and statistics, an outgoing call, an internal one."""
    draft = stage.draft("FX-07", "Call: lamp delivered to the wrong floor", "orders", "R", "wendy.c@example.com", "C")
    ana, luc, at = stage.agent("ana"), stage.agent("luc"), stage.ago(days=1, hours=2)
    group = draft.add("P", draft.owner or "", at, ("D", "Incoming call from 555-0133"))
    group.parts += [
        ("D", "Answered by Ana Kovač", ana.id, at + 19),
        (*file_part(f"call-{at}.mp3", 1_240_880, letter="V"), SYSTEM_USER_ID, at + 331),
        ("J", '{"duration": 312, "waiting": 19, "hold": 44}', SYSTEM_USER_ID, at + 331),
    ]
    draft.notes(
        ana, at + 400, "Parcel is with the dentist on floor 3, who thought it was a present. Asked Luc to ring."
    )
    inside = draft.add("1", ana, at + 460, ("D", "Internal call to Luc Bonnet"))
    inside.parts.append(("J", '{"duration": 58, "waiting": 3, "hold": 0}', SYSTEM_USER_ID, at + 521))
    outside = draft.add("V", luc, at + 900, ("D", "Outgoing call to 555-0133"))
    outside.parts.append((*file_part(f"call-{at + 900}.mp3", 402_113, letter="V"), SYSTEM_USER_ID, at + 1020))
    outside.parts.append(("J", '{"duration": 96, "waiting": 11, "hold": 0}', SYSTEM_USER_ID, at + 1020))
    draft.notes(luc, at + 1060, "Dentist brings it up after the last patient. Customer is happy.")
    draft.is_resolved(luc, at + 1100)
    draft.assigned_to, draft.tags = luc.id, ["delivery", "callback"]
    return draft


def anger_and_praise(stage: Stage) -> Draft:
    """FX-08: an angry thread with a rebuke, then praise."""
    draft = stage.draft("FX-08", "STILL no lamp. Unbelievable.", "orders", "R", "vince.marlowe@example.org")
    sofia, mira, at = stage.agent("sofia"), stage.agent("mira.solano"), stage.ago(days=12)
    draft.says(at, 'THREE weeks. Three "we are sorry" mails that nobody wrote. Where is my lamp? I want a person.')
    draft.answers(sofia, at + 5 * HOUR, "Dear customer, we are sorry for the inconvenience. Your request is important.")
    draft.says(at + 6 * HOUR, "THAT is exactly the mail I mean. Did a toaster write it?")
    draft.add("M", draft.owner or "", at + 6 * HOUR + 60, ("P", "1"), ("C", "A toaster would have been warmer."))
    draft.notes(mira, at + 7 * HOUR, "He is right. I take this one over, from today he only hears from me.")
    text = (
        "Hello Vince,\n\nMira here, a person, with a cold and a cup of tea. Your lamp was sent twice to a depot that "
        "closed in September. I have taken one from the showroom and handed it to a bicycle courier. It will be with "
        "you before six.\n\nThat mail was ours and it was bad. We have deleted it, for everybody."
    )
    draft.answers(mira, at + 8 * HOUR, text)
    draft.says(at + 13 * HOUR, "It is here, it is on, and it is beautiful. I take back the toaster. Get well soon!")
    thanks = "Lost for weeks, solved by Mira in five hours."
    draft.add("M", draft.owner or "", at + 13 * HOUR + 60, ("W", "5"), ("C", thanks))
    draft.is_resolved(mira, at + 14 * HOUR)
    draft.assigned_to, draft.tags = mira.id, ["lost-parcel", "praise"]
    return draft


def keeps_writing(stage: Stage) -> Draft:
    """FX-09: the customer who writes again and again while somebody works on it."""
    draft = stage.draft("FX-09", "My Rook switches itself on", "tech", "C", "byron.tull@example.com")
    priya, at = stage.agent("priya"), stage.ago(days=1, hours=1)
    draft.says(at, "Hi, my Rook turns itself on at odd times, mostly at night. It began on Thursday. Ideas?")
    draft.answers(priya, at + 2 * HOUR, 'Hi Byron, could you look whether a schedule called "Vary" is on for it?')
    late = stage.ago(minutes=36)
    draft.says(
        late,
        "No schedule at all. It has just done it again, in broad daylight.",
        ("H", f"Subject: Re: {draft.subject}"),
    )
    draft.tags, draft.fields = ["bug"], [("firmware", "3.1.4"), ("sku", "KF-RK-BLK")]
    return draft
