"""Identifiers that have a form, as the leak gate looks for them: tight enough for tables of numbers, digests and drawings.

- NHS numbers with their check digit (modulus 11, NHS Data Dictionary), NI numbers, UK phone numbers, postcodes of real areas
- e-mail addresses, except those the study allows; IP addresses, coordinates in and round the United Kingdom
- paths that name a user or the restricted zone; stable pseudonyms
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from scripts.ground.vocabulary import word_set

# A pattern begins with the sign it begins with, and only then looks at what stands before: so a search passes over all other
# signs at once, and takes a tenth of the time.
INSIDE = r"[\w.+/#-]"
PHONE = re.compile(
    rf"[+(0](?<!{INSIDE}[+(0])(?:(?:(?:(?<=\+)|(?<=0)0)44[ -]?(?:\(0\)[ -]?)?|(?<=\()0|(?<=0))"
    r"(?:7\d{3}\)?[ -]?\d{3}[ -]?\d{3}|2\d\)?[ -]?\d{4}[ -]?\d{4}|[123]\d{2}\)?[ -]?\d{3}[ -]?\d{4}|[12358]\d{3}\)?[ -]?\d{6}"
    r"|[12]\d{3}\)?[ -]?\d{3}[ -]?\d{3}))(?![\w]|[.,-]\d)"
)
NHS = re.compile(r"(\d(?<![\w.,+/#-]\d)\d{2})([ -]?)(\d{3})\2(\d{4})(?![\w/-]|[.,]\d)")
# where numbers in one piece may be an NHS number by their range: England, Northern Ireland, tests
NHS_STARTS = "34679"
NI = re.compile(
    rf"(?<!{INSIDE})(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![\w-])", re.IGNORECASE
)
# the end of an NI number and of a postcode, which most texts do not hold
NI_END = re.compile(r"\d\d ?\d\d ?\d\d ?[A-Da-d](?![\w-])")
POSTCODE_END = re.compile(r"\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
AREAS = word_set(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU
    GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE
    PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO
    ZE
    """
)
POSTCODE = re.compile(r"(?<![\w.+/#-])([A-Z]{1,2})\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
EMAIL = re.compile(r"[\w.+'-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.){1,6}([A-Za-z]{2,24}))(?![\w.]*\w)")
# ends of names of files that stand behind @ and a version: katex@0.16.js
NO_DOMAIN = {"js", "mjs", "css", "json", "map", "ts", "html", "png", "svg", "py"}
NOBODY = ("example.org", "example.com", "example.net")
IP4 = re.compile(r"\d(?<![\w.=-]\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?![\w-]|\.\d)")
IP6 = re.compile(
    r"[0-9a-fA-F](?<![\w:.][0-9a-fA-F])(?:[0-9a-fA-F]{0,3}:(?:[0-9a-fA-F]{1,4}:){6}[0-9a-fA-F]{1,4}(?![\w:])"
    r"|(?<=[23])[0-9a-fA-F]{3}:(?:[0-9a-fA-F]{1,4}:){1,5}:(?:[0-9a-fA-F]{1,4}:?){1,5}(?![\w:]))"
)
VERSION = re.compile(r"(?:version|ver|v|release|section|§)[ .:]*$", re.IGNORECASE)
LARGEST_OCTET, LEAST_ADDRESS = 255, 32
NO_ADDRESS = ("127.", "0.", "255.")
COORDINATES = re.compile(
    r"[456](?<![\w.][456])(?:(?<=4)9|(?<=5)\d|(?<=6)0)\.\d{4,15}°?[ ]?N?[,;/ ] ?(?:-|W ?)?[0-8]\.\d{4,15}(?![\w.])"
)
DEGREES = re.compile(r"\b\d{1,2} ?° ?\d{1,2} ?['′] ?[\d.]{1,7} ?(?:\"|''|″) ?[NS]\b")
ON_A_MAP = re.compile(r"[g?&@](?:(?<=\bg)eo:|(?<=\b[?&@])q?=?)(?:49|5\d|60)\.\d{3,},-?[0-8]\.\d{3,}")
PATHS = re.compile(
    r"(?<![\w.])/(?:home|Users)/[\w.-]{1,64}|\b[A-Za-z]:\\{1,2}Users\\{1,2}\w|(?<![\w.])/root/\w|results/restricted/\w"
)
PATH_SIGNS = ("/home/", "/Users/", "Users\\", "/root/", "results/restricted")
PSEUDONYM = re.compile(r"[PO](?<![\w-][PO])\d{1,3}-[A-Z2-7]{10}(?![\w-])")


def identifiers(allowed: Collection[str]) -> dict[str, Callable[[str], bool]]:
    """Class → whether a plain text holds one; `allowed` are addresses and domains in small letters."""
    return {
        "phone number": lambda text: bool(PHONE.search(text)),
        "NHS number": lambda text: any(is_nhs_number(found) for found in NHS.finditer(text)),
        "NI number": lambda text: bool(NI_END.search(text)) and bool(NI.search(text)),
        "postcode": lambda text: bool(POSTCODE_END.search(text)) and any(found[1] in AREAS for found in POSTCODE.finditer(text)),
        "e-mail address": lambda text: "@" in text and any(_is_address(found, allowed) for found in EMAIL.finditer(text)),
        "IP address": lambda text: (
            any(_is_host(found, text) for found in IP4.finditer(text)) or (text.count(":") > 1 and bool(IP6.search(text)))
        ),
        "coordinates": lambda text: (
            bool(COORDINATES.search(text) or ON_A_MAP.search(text)) or ("°" in text and bool(DEGREES.search(text)))
        ),
        "path of a person or of the restricted zone": lambda text: (
            any(sign in text for sign in PATH_SIGNS) and bool(PATHS.search(text))
        ),
        "pseudonym": lambda text: bool(PSEUDONYM.search(text)),
    }


def is_nhs_number(found: re.Match[str]) -> bool:
    """Whether ten digits keep the check digit; in one piece only those of a range that is given out."""
    digits = [int(sign) for sign in found[1] + found[3] + found[4]]
    if not found[2] and found[1][0] not in NHS_STARTS:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and check % 11 == digits[-1] and check != len(digits)


def _is_address(found: re.Match[str], allowed: Collection[str]) -> bool:
    domain = found[1].lower()
    if found[2].lower() in NO_DOMAIN or domain in NOBODY:
        return False
    return not {found[0].lower(), domain} & set(allowed)


def _is_host(found: re.Match[str], text: str) -> bool:
    """Whether four numbers are an address; those of versions and sections are small ones."""
    octets = [int(each) for each in found[0].split(".")]
    if max(octets) > LARGEST_OCTET or max(octets) < LEAST_ADDRESS or found[0].startswith(NO_ADDRESS):
        return False
    return not VERSION.search(text[max(0, found.start() - 12) : found.start()])
