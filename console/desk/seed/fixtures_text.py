"""Fixtures about what text may contain: scripts, emoji, marks, length, emptiness, logs and data that must not leak."""

from __future__ import annotations

import random

from console.contract.messages import SYSTEM_USER_ID
from console.desk.seed.drafts import HOUR, Draft
from console.desk.seed.stage import Stage

LOG_LENGTH = 400_000
LONG_LINE = 30_000
BLANK_LINES = 10_000


def right_to_left(stage: Stage) -> Draft:
    """FX-14: Arabic and Hebrew around Latin order numbers, and Persian digits."""
    draft = stage.draft("FX-14", "الطلب 43876621 وصل ناقصاً (KF-LF2-BRS)", "orders", "A", "layla.m@example.com")
    noor, at = stage.agent("noor"), stage.ago(days=1, hours=3)
    text = (
        "السلام عليكم،\n\nوصل الطلب 43876621 اليوم، لكن المصباح Loft 2 (رقم KF-LF2-BRS) بلا محوّل.\n"
        "رقم الهاتف ‎+1 555-0186‎ أو ۰۵۰-۱۲۳-۴۵۶۷ بالأرقام الفارسية.\n\nولصديقتي التي تكتب بالعبرية:\n"
        "שלום, גם אצלי חסר שנאי בהזמנה 43876622 (Wren).\n\nشكراً، ليلى"
    )
    draft.says(at, text)
    draft.answers(noor, at + HOUR, "أهلاً ليلى، سنرسل المحوّلين اليوم: الأول للطلب 43876621 والثاني للطلب 43876622.")
    draft.language, draft.assigned_to = "ar", noor.id
    draft.fields = [("order_no", "43876621"), ("order_no", "43876622"), ("language", "ar")]
    return draft


def east_asian(stage: Stage) -> Draft:
    """FX-15: Japanese, Chinese and Korean with half-width kana and full-width Latin."""
    draft = stage.draft("FX-15", "ﾗﾝﾌﾟの交換について（Ｌｏｆｔ　２）", "tech", "A", "yoko.tanaka@example.com")
    kenji, at = stage.agent("kenji"), stage.ago(hours=15)
    text = (
        "お世話になっております。田中です。\n\nＬｏｆｔ　２のﾗﾝﾌﾟが点滅します。"
        "型番はＫＦ－ＬＦ２－ＢＲＳ、注文番号は４３８６６２０１です。\n"
        "台湾の友人は「燈光一直閃爍」、韓国の同僚は「조명이 계속 깜빡거려요」と言っています。"
        "\n\nよろしくお願いいたします。"
    )
    draft.says(at, text)
    draft.answers(
        kenji, at + HOUR, "田中様\n\nご連絡ありがとうございます。電源ユニットを本日お送りいたします。\n\n渡辺"
    )
    draft.language, draft.assigned_to = "ja", kenji.id
    draft.fields = [("sku", "ＫＦ－ＬＦ２－ＢＲＳ"), ("language", "ja")]
    return draft


def emoji(stage: Stage) -> Draft:
    """FX-16: joined families, flags, skin tones, keycaps and variation selectors, in subject and name."""
    draft = stage.draft("FX-16", "🔥🔥 nothing works 🔥🔥", "tech", "N", "robin@example.com")
    text = (
        "Help 🆘 the lamp is 💀. We are 👨‍👩‍👧‍👦 plus 🐕‍🦺 in the dark.\n\n1️⃣ plug in ✔️\n2️⃣ dial ✔︎ ✔️\n3️⃣ app ❌\n\n"
        "Flags for the address label: 🇨🇿 🇳🇴 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏳️‍🌈. Hands up 🙋🏻🙋🏽🙋🏿. Heart as text ❤︎ and as picture ❤️."
        "\n\nRobin 👩‍🔧"
    )
    draft.says(stage.ago(minutes=26), text)
    return draft


def combining(stage: Stage) -> Draft:
    """FX-17: Thai and Devanagari marks, and marks in stacks."""
    draft = stage.draft("FX-17", "โคมไฟไม่ติด / बत्ती नहीं जलती", "tech", "A", "pailin@example.com")
    priya, at = stage.agent("priya"), stage.ago(hours=20)
    text = (
        "สวัสดีค่ะ โคมไฟ Loft 2 ที่สั่งไว้เปิดไม่ติด ลองเสียบปลั๊กใหม่แล้วค่ะ\n\nनमस्ते, मेरी सहेली की बत्ती भी नहीं जलती। क्षमा कीजिए।\n\n"
        "My nephew says it looks like this: Z̴̡̢̛̗̘̙͎͑̌ȃ̵̧̨̛͔̺͖̈́l̸̡̛̫̖̦̋̈́g̵̢̱̼͖̍̈́̕o̸̢̧͖͓̐͊̚ ḷ̷̨̱̓͆a̸̛͍͇͑m̴̥̀p."
    )
    draft.says(at, text)
    draft.answers(
        priya, at + HOUR, "Hello Pailin, the ring below is dark, so it is the supply. A new one is on its way."
    )
    draft.assigned_to = priya.id
    return draft


def long_lines(stage: Stage) -> Draft:
    """FX-18: one line of 30,000 characters, 10,000 blank lines, tabs, blanks at the end."""
    draft = stage.draft("FX-18", "Signal string for the workshop", "tech", "R", "eugene@example.org")
    idris, at = stage.agent("idris"), stage.ago(days=20)
    line = "".join(stage.rng.choices("0123456789abcdef", k=LONG_LINE))
    draft.says(at, f"Here is what the hub shows as one string:\n\n{line}\n\nEugene")
    blanks = "\n" * BLANK_LINES
    draft.says(at + 60, f"And with my mail program's view on blank lines:{blanks}The end.\n")
    draft.says(at + 120, "name\tlevel\tkelvin   \nHall\t40\t2700\t\t\nKitchen\t\t\t   \n")
    draft.answers(
        idris, at + HOUR, "Hello Eugene, all three arrived. The string says: swap the antenna. It is in the post."
    )
    draft.is_resolved(idris, at + 2 * HOUR)
    draft.assigned_to = idris.id
    return draft


def nothing_there(stage: Stage) -> Draft:
    """FX-19: no owner, no subject, an empty body, a body of one blank."""
    draft = stage.draft("FX-19", "", "care", "N", "casper.thorne@example.com", "M")
    draft.owner = None
    draft.add("M", SYSTEM_USER_ID, stage.ago(minutes=39), ("M", ""))
    draft.add("M", SYSTEM_USER_ID, stage.ago(minutes=38), ("M", " "))
    draft.add("S", SYSTEM_USER_ID, stage.ago(minutes=38))
    return draft


def no_department(stage: Stage) -> Draft:
    """FX-19b: a conversation that is in no department, from a customer without a name."""
    draft = stage.draft("FX-19b", "(no subject)", "care", "R", "m.k.4@example.com")
    draft.department_id = None
    draft.says(stage.ago(days=30), "Sent from my phone")
    draft.is_resolved(SYSTEM_USER_ID, stage.ago(days=2))
    return draft


def personal_data(stage: Stage) -> Draft:
    """FX-21: a request with a national id and a card number, both of the kinds made for tests."""
    draft = stage.draft("FX-21", "Data request under GDPR, with my documents", "trust", "N", "mina.szabo@example.org")
    text = (
        "Dear Trust & Privacy,\n\nplease send me all data you hold about me (Article 15). To prove who I am: "
        "national id 000-00-0000, born 1 January 1990, passport X0000000.\n\nThe card I paid with is "
        "4242 4242 4242 4242, 12/30, and the refund should go to GB33 BUKB 2020 1555 5555 55.\n\nMina Szabó"
    )
    draft.says(stage.ago(minutes=68), text)
    draft.tags = ["gdpr", "legal"]
    return draft


def pasted_log(stage: Stage) -> Draft:
    """FX-22: a log of 400 KB pasted into a mail."""
    draft = stage.draft("FX-22", "Log of the night, as you asked", "tech", "A", "arvid.ek@example.org")
    priya, at = stage.agent("priya"), stage.ago(days=1, hours=14)
    rng = random.Random(stage.rng.random())
    lines = ["Hi, here is everything from 02:00 to 05:00. Sorry, it is long.", ""]
    size, number = 60, 0
    while size < LOG_LENGTH:
        number += rng.randrange(1, 900)
        clock = (
            f"{2 + number // 3_600_000:02d}:{number // 60_000 % 60:02d}:{number // 1000 % 60:02d}.{number % 1000:03d}"
        )
        what = rng.choice(("ping ok", "rssi", "retry", "frame lost", "scene 3", "sync", "sleep", "wake", "ack late"))
        lines.append(
            f"{clock} roost[{rng.randrange(40)}]: lamp {rng.randrange(1, 19)} {what} {rng.randrange(-90, 400)}"
        )
        size += len(lines[-1]) + 1
    draft.says(at, "\n".join(lines))
    draft.answers(
        priya, at + HOUR, "Thank you Arvid. Lamp 7 loses frames whenever your router changes its channel, see 03:00."
    )
    draft.assigned_to, draft.tags, draft.fields = priya.id, ["bug", "beta"], [("firmware", "3.3-b2")]
    return draft
