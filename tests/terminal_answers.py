"""What terminals answer to queries that a customer's text could have smuggled to them: names to answers."""

from __future__ import annotations

from typing import Final

ESC: Final = "\x1b"
BEL: Final = "\x07"
ST: Final = f"{ESC}\\"

ANSWERS: Final = {
    "primary device attributes": f"{ESC}[?62;22c",
    "primary device attributes, long": f"{ESC}[?65;1;2;4;6;9;15;16;17;18;21;22;28;29c",
    "secondary device attributes": f"{ESC}[>41;388;0c",
    "tertiary device attributes": f"{ESC}P!|7E565445{ST}",
    "device status": f"{ESC}[0n",
    "printer status": f"{ESC}[?13n",
    "extended cursor position": f"{ESC}[?12;40;1R",
    "terminal parameters": f"{ESC}[2;1;1;112;112;1;0x",
    "setting": f"{ESC}P1$r0;4;31m{ST}",
    "setting refused": f"{ESC}P0$r{ST}",
    "terminal version": f"{ESC}P>|XTerm(388)yes{ST}",
    "terminfo": f"{ESC}P1+r544e=787465726d{ST}",
    "checksum of the screen": f"{ESC}P1!~4A5B{ST}",
    "foreground colour": f"{ESC}]10;rgb:ffff/ffff/ffff{ST}",
    "background colour": f"{ESC}]11;rgb:0000/0000/0000{BEL}",
    "palette colour": f"{ESC}]4;1;rgb:cdcd/0000/0000{BEL}",
    "clipboard": f"{ESC}]52;c;ZXllcw=={ST}",
    "window title": f"{ESC}]ly\re y{ST}",
    "icon title": f"{ESC}]Ly\re y{ST}",
    "window size in cells": f"{ESC}[8;45;160t",
    "window state": f"{ESC}[1t",
    "keyboard mode": f"{ESC}[?25u",
    "key modifiers": f"{ESC}[>4;2m",
    "graphics": f"{ESC}_Gi=1;OK{ST}",
    "privacy message": f"{ESC}^ey{ST}",
    "8-bit device attributes": "\x9b?62;22c",
    "8-bit setting": "\x901$r0m\x9c",
}
