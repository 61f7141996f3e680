"""The caption of a table never stands alone at the foot of a page of the PDF."""

import io

import pytest
import typst
from pypdf import PdfReader

from scripts.ground.environment import REPOSITORY

HEADER = (REPOSITORY / "report/header.typ").read_text(encoding="utf-8")
PAGE = '#set document(title: "T")\n#set page(width: 12cm, height: 10cm, margin: 1.5cm)\n'
TABLE = (
    "#show figure.where(kind: table): set figure.caption(position: top)\n#figure(caption: [CAPTION], kind: table, "
    "table(columns: 2, table.header([Head], [Other]), [FIRST], [a], [b], [c], [d], [e], [f], [g]))\n"
)


@pytest.mark.parametrize("above", [4.0, 4.6, 5.2, 5.5, 5.8, 6.1])
def test_a_caption_stands_on_the_page_of_the_first_row(above):
    source = f"{PAGE}{HEADER}\nbefore #v({above}cm)\n{TABLE}"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(typst.compile(source.encode()))).pages]
    assert [("CAPTION" in text) for text in pages] == [("FIRST" in text) for text in pages]
