"""The slots of the texts: names, order numbers, amounts and dates, filled once for each conversation."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from console.desk.seed.material import read_toml
from console.desk.seed.people import Customer

_NAMELESS = re.compile(r"(?<=\w)[ ,،]* ?\{(?:first|name)\}|\{(?:first|name)\}[，、 ]?")

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "es": ("el lunes", "el martes", "el miércoles", "el jueves", "el viernes"),
}
_EURO = ("de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Product:
    """Something that is sold."""

    name: str
    kind: str
    price: int
    skus: tuple[str, ...]


@cache
def products() -> tuple[Product, ...]:
    """The catalogue."""
    return tuple(
        Product(row["name"], row["kind"], row["price"], tuple(row["skus"])) for row in read_toml("desk")["product"]
    )


class Slots:
    """The values of one conversation's slots; the same slot has the same value in every text of it."""

    def __init__(self, rng: random.Random, owner: Customer | None, language: str, needs: str) -> None:
        kind = "speaker" if "{speaker}" in needs else "lamp"
        product = rng.choice([one for one in products() if one.kind == kind])
        reference = rng.randrange(1000, 99_999)
        price = f"{product.price},00 €" if language in _EURO else f"${product.price}.00"
        firsts = (owner.first, owner.name) if owner else ("", "")
        self.first, self.name = firsts
        if language in ("ja", "zh") and owner and owner.last:
            self.name = owner.last if language == "ja" else owner.last + owner.first
        self.order = str(rng.randrange(43_700_000, 43_999_999))
        self.sku = rng.choice(product.skus)
        self.values = {
            "lamp": product.name if kind == "lamp" else "Loft 2",
            "speaker": product.name if kind == "speaker" else "Perch",
            "order": self.order,
            "sku": self.sku,
            "amount": price,
            "ref": str(reference),
            "rma": f"RMA-{rng.randrange(20_000, 29_999)}",
            "invoice": f"KF-2026-{rng.randrange(10_000, 19_999)}",
            "day": rng.choice(_DAYS.get(language, _DAYS["en"])),
        }
        self.price = f"{product.price}.00"
        self.firmware = rng.choice(("3.1.4", "3.1.4", "3.1.2", "3.0.9"))

    def fill(self, text: str) -> str:
        """The text with its slots filled; a greeting loses the name when there is none."""
        if not self.name:
            text = _NAMELESS.sub("", text)
        for slot, value in (("first", self.first), ("name", self.name), *self.values.items()):
            text = text.replace("{" + slot + "}", value)
        return text

    def field(self, code: str) -> str:
        """The value of a custom field."""
        known = {
            "order_no": self.order,
            "sku": self.sku,
            "firmware": self.firmware,
            "refund_amount": self.price,
            "refund_reason": "damaged",
            "rma_no": self.values["rma"],
            "callback_at": "2026-11-23 14:30",
        }
        return known[code]
