"""A roster of three, two organisations, and files that may or may not name them."""

import io
import zipfile

import typst

from scripts.ground.models.disclosure import Disclosure

BLANK = dict.fromkeys(("role", "cohort", "gender", "age_band", "ethnicity", "years"), "") | dict.fromkeys(
    ("consent_analyse", "consent_quote", "consent_archive"), True
)
HARMLESS = "The programme went well and nobody is named here."


def person(given, family, id, known_as="", email="", row=2):
    return BLANK | {
        "person": id, "part": "participant", "given_name": given, "family_name": family, "known_as": known_as, "email": email,
        "organisation": "Aldermere Borough Council", "source": "roster:1", "source_row": row,
    }  # fmt: skip


PEOPLE = [
    person("Harriet", "Sowerbutts", "SBL-132", known_as="Hattie", email="h.sowerbutts@aldermere.gov.uk"),
    person("Bronagh", "Ashworth-Lyle", "SBL-133"),
    person("Conor", "O'Grady", "SBL-134"),
]
ORGANISATIONS = [
    {"name": "Aldermere Borough Council", "abbreviation": "ABCX", "domain": "aldermere.gov.uk", "source": "o:1", "source_row": 2},
    {"name": "Tarn & Fell County Council", "abbreviation": "", "domain": "", "source": "o:1", "source_row": 3},
]
DISCLOSURE = Disclosure(canaries=("Zebedee Quillfeather",))


def html(body: str) -> bytes:
    return f"<!doctype html><html><body><p>{HARMLESS}</p>{body}</body></html>".encode()


def pdf(markup: str) -> bytes:
    return typst.compile(f"#set page(width: 12cm, height: 8cm)\n{HARMLESS}\n\n{markup}".encode(), ignore_system_fonts=True)


def docx(paragraph: str, text: str = HARMLESS, **parts: str | bytes) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{paragraph}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {"word/document.xml": body, **parts}.items():
            archive.writestr(name, text)
    return out.getvalue()


def runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in texts) + "</w:p>"
