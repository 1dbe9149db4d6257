"""How mail programs announce earlier mail, signatures and legal notices, in the languages customers write.

Recognising is cautious: a line counts only when all of it has the form, for folding a customer's own words would hide
the very thing the agent has to read.
"""

from __future__ import annotations

import re
from typing import Final

MAX_ATTRIBUTION: Final = 320
"""Characters above which a line, or up to three joined ones, is no "On … wrote:"."""

_VERBS: Final = "|".join(
    (
        r"wrote(?: on .{4,40})?|said",
        r"schrieb(?:en)?\b.*|hat (?:am .*)?geschrieben",
        r"a écrit|écrivait",
        r"escribi[óo]",
        r"escreveu",
        r"ha scritto|scrisse",
        r"schreef\b.*|het volgende geschreven",
        r"napisał(?:\(a\)|a)?|pisze",
        r"napsal(?:\(a\)|a)?|píše",
        r"napísal(?:\(a\)|a)?",
        r"пишет|написал(?:\(а\)|а)?|пише|написав",
        r"(?:şunu|şunları) yazdı|yazdı|tarihinde .*yazdı.*",
        r"skrev\b.*",
        r"kirjoitti.*",
        r"írta.*",
        r"a scris",
        r"έγραψε.*",
        r"เขียนว่า",
        r"כתב(?:ה|/ה)?.*",
        r"كتب(?:ت)?.*",
        r"さん(?:は|が)?.*(?:書きました|wrote)|のメール|のメッセージ",
        r"写道|寫道|님이 작성",
    )
)
_OPENERS: Final = "|".join(
    (
        r"On|At",
        r"Am|Den|Von",
        r"Le",
        r"El|En",
        r"Em|A|No dia",
        r"Il|In data",
        r"Op",
        r"W dniu|Dnia|Dn\.|pon\.|wt\.|śr\.|czw\.|pt\.|sob\.|niedz\.",
        r"Dne|Dňa|V|Ve|Vo|po|út|ut|st|čt|št|pá|pi|so|ne",
        r"På|Fra|ma[nv]\.?|ti[rs]\.?|ons?\.?|to[rs]?\.?|fre\.?|l[øö]r\.?|s[øö]n\.?",
        r"пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
    )
)
_ADDRESS: Final = r"[^\s<>()@]+@[^\s<>()@]+"
_WROTE: Final = re.compile(
    rf"(?i)(?:(?:{_OPENERS})[ ,.\d]|\D{{0,3}}\d|[^:>]{{1,80}}[<(]{_ADDRESS}[>)]).*?(?:{_VERBS})\s?[:：]?"
)
_DATE_FIRST: Final = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|.{1,30}\b\d{4}\b.{1,12}\b\d{1,2}:\d{2}\b"
)
_SENDER_LAST: Final = re.compile(rf"<{_ADDRESS}>\s?[:：]\Z")
_ENDINGS: Final = (":", "：", "yazdı", "yazdı.", "写道", "寫道")

_MONTH_OR_TIME: Final = re.compile(
    rf"\d{{1,2}}[:.h]\d{{2}}\b|\b\d{{4}}\b|<{_ADDRESS}>|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
)
_TIME_OR_ADDRESS: Final = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d{2}(?![\d.])|[^\s@]@[^\s@]+\.[^\s@]")

_ORIGINAL: Final = re.compile(
    r"(?i)[-_]{2,}\s*(?:original (?:message|mail|email)|ursprüngliche (?:nachricht|mail|e-mail)|originalnachricht|"
    r"message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|"
    r"исходное сообщение|orijinal (?:mesaj|ileti)|özgün (?:mesaj|ileti)|"
    r"ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|"
    r"原始邮件|原始郵件|元のメッセージ|原始メッセージ|원본 메시지)\s*[-_]{2,}"
)
_MARKER: Final = re.compile(r"##[-–—=].{3,200}[-–—=]##")

_FORWARDED: Final = re.compile(
    r"(?i)[-\s]*(?:(?:begin )?forwarded message|(?:anfang der )?weitergeleitete[n]? (?:nachricht|mail|e-mail)|"
    r"(?:début du )?message (?:transféré|réexpédié)|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|"
    r"doorgestuurd bericht|(?:treść )?przekazan(?:a wiadomość|ej wiadomości)|wiadomość przekazana|přeposlaná zpráva|"
    r"preposlaná správa|пересылаемое сообщение|iletilen (?:mesaj|ileti)|vidarebefordrat meddelande|"
    r"videresendt (?:meddelelse|melding)|転送されたメッセージ|转发的邮件|轉寄的郵件)[-\s:：]*"
)

_FROM: Final = "from|von|de|da|van|od|от|kimden|från|fra|差出人|发件人|寄件者|寄件人"
_OTHER_HEADERS: Final = (
    "sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|para|asunto|fecha|"
    "enviada(?: em)?|assunto|data|inviato|a|oggetto|verzonden|aan|onderwerp|wysłano|do|temat|odesláno|komu|předmět|"
    "odoslané|predmet|отправлено|дата|кому|тема|gönderilme|gönderildi|tarih|kime|konu|skickat|till|ämne|sendt|til|emne|kopi|"
    "送信日時|日時|宛先|件名|发送时间|发送日期|收件人|主题|寄件日期|傳送日期|收件者|主旨"
)
_FROM_LINE: Final = re.compile(rf"(?i)[*_\s]*(?:{_FROM})[*_\s]*[:：][*_\s]*\S.*")
_HEADER_LINE: Final = re.compile(rf"(?i)[*_\s]*({_OTHER_HEADERS})[*_\s]*[:：].*")

_DEVICE: Final = (
    "(?:iphon|ipad|android|samsung|galaxy|huawei|xiaomi|pixel|mobil|móvil|movil|handy|smartphone|telef|phone|tablet|"
    "outlook|mail|gmx|web\\.de|yahoo|proton|почт|устройств|telefon)"
)
_SENT_FROM: Final = re.compile(
    r"(?i)sent from my\b.*|get outlook for .*|"
    r"(?:sent from|(?:diese nachricht wurde )?(?:von (?:meinem|mein)|gesendet (?:von|mit))|"
    r"envoyé (?:de|depuis|à partir de)|enviado (?:desde|do|de|a partir do)|inviato (?:da|dal)|"
    r"verzonden (?:vanaf|met|van)|wysłan[eo] z|odesláno z|odoslané z|отправлено (?:с|из)|skickat från|sendt fra)\b"
    rf".{{0,30}}{_DEVICE}.*|"
    r".{1,20}['’]?(?:dan|den|tan|ten) gönderildi|"
    r"(?:iphone|ipad|android)から送信|(?:从我的|從我的|发自我的|發自我的).{1,20}"
)
_LEGAL: Final = re.compile(
    r"(?i)(?:confidentiality notice|disclaimer|legal notice|haftungsausschluss|vertraulichkeitshinweis)\b.*|"
    r"(?:this|the (?:information|contents?)|diese|dieses|ce (?:message|courriel|mail)|este (?:mensaje|correo|e-?mail)|"
    r"questo messaggio|dit bericht|tato zpráva|táto správa|ta wiadomość)\b.{0,200}"
    r"(?:confidential|privileged|intended (?:only|solely)|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|"
    r"důvěrn|dôvern|poufn).*"
)


def is_attribution(text: str) -> bool:
    """Whether a text is "On … wrote:" in one of the languages known here, with a date, a time or an address in it."""
    text = text.strip()
    if len(text) > MAX_ATTRIBUTION or not text.endswith(_ENDINGS):
        return False
    if _SENDER_LAST.search(text) and _DATE_FIRST.match(text):
        return True
    return bool(_MONTH_OR_TIME.search(text)) and bool(_WROTE.fullmatch(text))


def has_time_or_address(text: str) -> bool:
    """Whether an attribution names a time of day or a mail address: what people do not write by themselves."""
    return bool(_TIME_OR_ADDRESS.search(text))


def may_end_attribution(text: str) -> bool:
    """A quick look whether a line could be the last of an attribution."""
    return len(text) <= MAX_ATTRIBUTION and text.rstrip().endswith(_ENDINGS)


def is_history_marker(text: str) -> bool:
    """Whether a line says that all below is an earlier mail."""
    text = text.strip()
    return text[:2] in _MARKER_STARTS and len(text) < 250 and bool(_ORIGINAL.fullmatch(text) or _MARKER.fullmatch(text))


_MARKER_STARTS: Final = frozenset({"--", "__", "##"})


def is_forward_marker(text: str) -> bool:
    """Whether a line announces a forwarded mail: not history, but what the writer wants to be read."""
    return len(text) < 200 and bool(_FORWARDED.fullmatch(text))


def is_from_header(text: str) -> bool:
    """Whether a line is the "From:" of a block of mail headers."""
    return len(text) < 500 and bool(_FROM_LINE.fullmatch(text))


def header_name(text: str) -> str | None:
    """Which other header a line is ("sent", "betreff" …), None if it is none."""
    found = _HEADER_LINE.fullmatch(text) if len(text) < 2000 else None
    return found[1].casefold() if found else None


def is_sent_from(text: str) -> bool:
    """Whether a line is what a phone writes under a mail."""
    return len(text) < 120 and bool(_SENT_FROM.fullmatch(text.strip()))


def is_legal_notice(text: str) -> bool:
    """Whether a paragraph begins a notice of confidentiality."""
    return len(text) > 40 and bool(_LEGAL.match(text.strip()[:600]))
