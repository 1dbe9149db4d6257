"""What starts folded, in the languages customers write; and what must stay in sight."""

from __future__ import annotations

from functools import partial

import pytest

from console.services.reading import FoldKind, LineKind, own_words
from console.services.reading.html import html_to_lines
from console.services.reading.phrases import is_attribution, is_legal_notice, is_sent_from
from console.services.reading.plain import plain_to_lines
from tests.services.quickest import quickest

ATTRIBUTIONS = {
    "en": "On Mon, Nov 21, 2022 at 6:31 AM Jana Nováková <jana@example.com> wrote:",
    "en, Apple": "On 21 Nov 2022, at 06:31, Jana Nováková <jana@example.com> wrote:",
    "en, name first": "Jana Nováková <jana@example.com> wrote on 21/11/2022 06:31:",
    "de": "Am Mo., 21. Nov. 2022 um 06:31 Uhr schrieb Jana Nováková <jana@example.com>:",
    "de, Thunderbird": "Am 21.11.22 um 06:31 schrieb Jana Nováková:",
    "fr": "Le lun. 21 nov. 2022 à 06:31, Jana Nováková <jana@example.com> a écrit :",
    "es": "El lun, 21 nov 2022 a las 6:31, Jana Nováková (<jana@example.com>) escribió:",
    "pt": "Em seg., 21 de nov. de 2022 às 06:31, Jana Nováková <jana@example.com> escreveu:",
    "it": "Il giorno lun 21 nov 2022 alle ore 06:31 Jana Nováková <jana@example.com> ha scritto:",
    "nl": "Op ma 21 nov. 2022 om 06:31 schreef Jana Nováková <jana@example.com>:",
    "pl": "pon., 21 lis 2022 o 06:31 Jana Nováková <jana@example.com> napisał(a):",
    "pl, Thunderbird": "W dniu 21.11.2022 o 06:31, Jana Nováková pisze:",
    "cs": "po 21. 11. 2022 v 6:31 odesílatel Jana Nováková <jana@example.com> napsal:",
    "cs, Thunderbird": "Dne 21. 11. 22 v 6:31 Jana Nováková napsal(a):",
    "sk": "po 21. 11. 2022 o 6:31 Jana Nováková <jana@example.com> napísal(a):",
    "sk, Thunderbird": "Dňa 21. 11. 2022 o 6:31 Jana Nováková napísal(a):",
    "ru": "пн, 21 нояб. 2022 г. в 06:31, Jana Nováková <jana@example.com>:",
    "ru, verb": "21.11.2022 06:31, Jana Nováková пишет:",
    "tr": "Jana Nováková <jana@example.com>, 21 Kas 2022 Pzt, 06:31 tarihinde şunu yazdı:",
    "sv": "Den mån 21 nov. 2022 kl 06:31 skrev Jana Nováková <jana@example.com>:",
    "da": "Den man. 21. nov. 2022 kl. 06.31 skrev Jana Nováková <jana@example.com>:",
    "no": "man. 21. nov. 2022 kl. 06:31 skrev Jana Nováková <jana@example.com>:",
    "ja": "2022年11月21日(月) 6:31 Jana Nováková <jana@example.com>:",
    "zh": "Jana Nováková <jana@example.com> 于2022年11月21日周一 06:31写道：",
    "zh-TW": "Jana Nováková <jana@example.com> 於 2022年11月21日 週一 上午6:31寫道：",
    "uk": "пн, 21 лист. 2022 р. о 06:31 Jana Nováková <jana@example.com> пише:",
}

NOT_ATTRIBUTIONS = [
    "On Monday I wrote:",
    "As you wrote:",
    "The box says:",
    "On 21 Nov I ordered the following:",
    "My address is 12 High Street, London, 2022:",
    "Here is what your colleague wrote",
    "He wrote:",
    "Am Montag schrieb ich Ihnen:",
    "Please note: on 3 May at 10:30 the courier came",
    "Items in order 43894209 (2 of 3):",
    "The code 06:31 appears and then:",
    "Contact me at jana@example.com:",
]

HEADER_BLOCKS = {
    "en": "From: Ana <ana@desk.example>\nSent: Monday, 21 November 2022 06:31\nTo: Jana\nSubject: Lamp",
    "en, bold": "*From:* Ana <ana@desk.example>\n*Sent:* Monday\n*To:* Jana\n*Subject:* Lamp",
    "de": "Von: Ana <ana@desk.example>\nGesendet: Montag, 21. November 2022 06:31\nAn: Jana\nBetreff: Lampe",
    "fr": "De : Ana <ana@desk.example>\nEnvoyé : lundi 21 novembre 2022\nÀ : Jana\nObjet : Lampe",
    "es": "De: Ana <ana@desk.example>\nEnviado el: lunes\nPara: Jana\nAsunto: Lámpara",
    "pl": "Od: Ana <ana@desk.example>\nWysłano: poniedziałek\nDo: Jana\nTemat: Lampa",
    "cs": "Od: Ana <ana@desk.example>\nOdesláno: pondělí\nKomu: Jana\nPředmět: Lampa",
    "sk": "Od: Ana <ana@desk.example>\nOdoslané: pondelok\nKomu: Jana\nPredmet: Lampa",
    "ru": "От: Ana <ana@desk.example>\nОтправлено: понедельник\nКому: Jana\nТема: Лампа",
    "it": "Da: Ana <ana@desk.example>\nInviato: lunedì\nA: Jana\nOggetto: Lampada",
    "nl": "Van: Ana <ana@desk.example>\nVerzonden: maandag\nAan: Jana\nOnderwerp: Lamp",
    "tr": "Kimden: Ana <ana@desk.example>\nGönderilme: Pazartesi\nKime: Jana\nKonu: Lamba",
    "sv": "Från: Ana <ana@desk.example>\nSkickat: måndag\nTill: Jana\nÄmne: Lampa",
    "ja": "差出人: Ana <ana@desk.example>\n送信日時: 2022年11月21日\n宛先: Jana\n件名: ランプ",
    "zh": "发件人: Ana <ana@desk.example>\n发送时间: 2022年11月21日\n收件人: Jana\n主题: 灯",
}

MARKERS = [
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Původní zpráva-----",
    "-----Pôvodná správa-----",
    "-----Messaggio originale-----",
    "-----Oorspronkelijk bericht-----",
    "-------- Wiadomość oryginalna --------",
    "-----Исходное сообщение-----",
    "-----Original mail-----",
    "------------------ 原始邮件 ------------------",
    "##- Please type your reply above this line -##",
]


def visible(text: str) -> list[str]:
    """The lines with words that do not start folded."""
    body = plain_to_lines(text)
    folded = {index for fold in body.folds for index in range(fold.start, fold.end)}
    return [line.text for index, line in enumerate(body.lines) if index not in folded and line.text]


def kinds(text: str) -> list[FoldKind]:
    return [fold.kind for fold in plain_to_lines(text).folds]


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_attributions_fold_with_their_quote(line: str) -> None:
    assert is_attribution(line)
    assert visible(f"Thank you!\n\n{line}\n\n> old words\n> more") == ["Thank you!"]


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_attributions_fold_what_stands_below_unquoted(line: str) -> None:
    assert visible(f"Thank you!\n\n{line}\n\nold words\nmore") == ["Thank you!"]


@pytest.mark.parametrize("line", ["On Mon, Nov 21, 2022 at 6:31 AM Jana Nováková", "Am 21.11.22 um 06:31 Uhr"])
def test_an_attribution_may_be_broken_over_lines(line: str) -> None:
    verb = "schrieb:" if line.startswith("Am") else "wrote:"
    assert visible(f"Thanks\n\n{line}\n<jana@example.com> {verb}\n> old") == ["Thanks"]
    assert visible(f"Thanks\n\n{line}\n<jana@example.com>\n{verb}\n> old") == ["Thanks"]


@pytest.mark.parametrize("line", NOT_ATTRIBUTIONS)
def test_what_people_write_themselves_stays(line: str) -> None:
    assert visible(f"Hello,\n{line}\nmy lamp broke.") == ["Hello,", line, "my lamp broke."]


@pytest.mark.parametrize("block", HEADER_BLOCKS.values(), ids=HEADER_BLOCKS)
def test_header_blocks_begin_the_history(block: str) -> None:
    text = f"Thank you!\n\n________________________________\n{block}\n\nDear Jana,\nold words"
    assert visible(text) == ["Thank you!"]
    assert kinds(text) == [FoldKind.HISTORY]


@pytest.mark.parametrize("marker", MARKERS)
def test_markers_begin_the_history(marker: str) -> None:
    assert visible(f"Thank you!\n\n{marker}\nDear Jana,\nold words") == ["Thank you!"]


@pytest.mark.parametrize(
    "text",
    [
        "From: Prague\nTo: London\nthe parcel took a month.",
        "De: nada",
        "---------- Forwarded message ---------\nFrom: Shop <a@b.example>\nDate: Monday\nSubject: Order",
        "-- not a rule",
        "--- Please read ---",
    ],
)
def test_look_alikes_stay(text: str) -> None:
    assert visible(text) == text.split("\n")


def test_inline_answers_and_what_they_answer_stay() -> None:
    text = "> Which lamp?\nThe Loft 2.\n\n> Which order?\n> And when?\n43894209, in May.\n\nJana"
    assert visible(text) == [line.removeprefix("> ") for line in text.split("\n") if line]
    assert kinds(text) == []


def test_long_quotes_between_answers_fold_alone() -> None:
    quote = "\n".join(f"> line {number}" for number in range(6))
    assert visible(f"first answer\n{quote}\nsecond answer\n{quote}\nthird answer") == [
        "first answer",
        "second answer",
        "third answer",
    ]


def test_an_answer_below_the_quote_stays() -> None:
    text = f"{ATTRIBUTIONS['en']}\n> one\n> two\n> three\n> four\n\nYes, please."
    assert visible(text) == ["Yes, please."]
    assert kinds(text) == [FoldKind.QUOTE]


@pytest.mark.parametrize(
    "text",
    ["> only\n> a quote", f"{ATTRIBUTIONS['en']}\n> old", f"{HEADER_BLOCKS['en']}\n\nforwarded words", "-- \nJana", ""],
)
def test_a_mail_without_words_of_its_own_is_shown_whole(text: str) -> None:
    assert kinds(text) == []


def test_signatures_fold_and_are_marked() -> None:
    body = plain_to_lines(f"Thanks\n\n-- \nJana\nStudio Loft\n\n{ATTRIBUTIONS['en']}\n> old")
    assert [fold.kind for fold in body.folds] == [FoldKind.SIGNATURE, FoldKind.QUOTE]
    assert [line.text for line in body.lines if line.kind is LineKind.SIGNATURE] == ["--", "Jana", "Studio Loft"]


def test_dashes_far_from_the_end_are_no_signature() -> None:
    text = "Part one\n--\n" + "\n".join(f"line {number}" for number in range(20))
    assert kinds(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from Outlook for Android",
        "Get Outlook for iOS<https://aka.example/o>",
        "Von meinem iPhone gesendet",
        "Gesendet mit der GMX Mail App",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Enviado do meu iPhone",
        "Inviato da iPhone",
        "Verzonden vanaf mijn iPhone",
        "Wysłane z iPhone'a",
        "Odesláno z iPhonu",
        "Odoslané z iPhonu",
        "Отправлено с iPhone",
        "iPhone'umdan gönderildi",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "iPhoneから送信",
        "发自我的iPhone",
    ],
)
def test_what_phones_write_folds(line: str) -> None:
    assert is_sent_from(line)
    assert visible(f"Thanks\n\n{line}") == ["Thanks"]
    assert kinds(f"Thanks\n\n{line}") == [FoldKind.SIGNATURE]


@pytest.mark.parametrize(
    "line",
    ["Sent from the warehouse in May", "Отправлено из Москвы", "Inviato da ieri", "Gesendet von Berlin nach Wien"],
)
def test_parcels_are_sent_from_places_too(line: str) -> None:
    assert not is_sent_from(line)


def test_legal_notices_fold_at_the_end() -> None:
    notice = "This e-mail and any attachments are confidential and intended solely for the addressee.\nDelete it."
    assert visible(f"Please refund me.\n\nJana\n\n{notice}") == ["Please refund me.", "Jana"]
    assert kinds(f"Please refund me.\n\n{notice}") == [FoldKind.FOOTER]
    assert is_legal_notice("Diese E-Mail enthält vertrauliche Informationen und ist nur für den Empfänger bestimmt.")


def test_a_word_about_secrecy_is_no_notice() -> None:
    assert kinds("This is confidential.\n\nMy order is late.") == []


def test_html_histories_fold_as_well() -> None:
    body = html_to_lines(
        "<div>Thanks</div><hr><div><b>From:</b> Ana &lt;a@b.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Jana<br>"
        "<b>Subject:</b> Lamp</div><div>old words</div>"
    )
    assert [fold.kind for fold in body.folds] == [FoldKind.HISTORY]
    assert own_words(body) == "Thanks"


def test_folds_neither_overlap_nor_swallow() -> None:
    parts = [
        "own",
        "> q\n> q\n> q\n> q",
        "-- \nsig",
        ATTRIBUTIONS["de"],
        "own again",
        HEADER_BLOCKS["en"],
        "> q",
        MARKERS[0],
    ]
    for first in parts:
        for second in parts:
            for third in parts:
                body = plain_to_lines("\n\n".join((first, second, third)))
                borders = [border for fold in body.folds for border in (fold.start, fold.end)]
                assert borders == sorted(borders)
                assert all(fold.start < fold.end for fold in body.folds)


@pytest.mark.parametrize(
    "line",
    [
        "2022 " * 3 + " 10:10 " + "<@" * 140 + ":",
        "1111 1111 " * 20 + "10:10 " * 10 + "<a@b" * 10 + ":",
        "On 2022 " + "skrev " * 50 + ":",
        "a" * 300 + ":",
        "x <a@b " * 40 + "10:10:",
        "2022 10:10 tarihinde " + "yazdı tarihinde " * 18 + ":",
        "This " + "confidentia " * 30,
        "to: " * 80,
        "From: " + "*_ " * 90 + ":",
        "-- original message " * 10,
        "- " * 90,
        "sent from " * 11,
    ],
)
def test_no_line_makes_folding_slow(line: str) -> None:
    assert quickest(partial(plain_to_lines, f"{line}\n" * (190_000 // len(line)))) < 1
