"""Which column of a table of coded segments says what: declared, or known by the header its program writes.

Headers are those of MAXQDA, ATLAS.ti, NVivo, Dedoose, QualCoder, RQDA, requal and Taguette, in the languages of their exports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.ground.faults import ConfigFault, Fault, MissingColumn, raise_all
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold, likeness

# Of several headers of one kind in a file, the one named first here counts.
HEADERS = {
    "document": (
        *("document name", "document", "documentname", "doc name", "doc", "dokumentname", "dokument", "media title"),
        *("file name", "filename", "file", "source name", "source", "sources", "dateiname", "datei", "quelle", "file/case"),
        *("nom du document", "nombre del documento", "documento", "nome do documento", "nome del documento", "fichier"),
        *("nom du fichier", "archivo", "arquivo", "documentnaam", "transcript", "transcript name", "internals"),
    ),
    "start": (
        *(
            "start",
            "beginning",
            "begin",
            "start position",
            "position start",
            "starting position",
            "segment start",
            "start offset",
        ),
        *("start char", "start character", "char start", "pos0", "selfirst", "index1", "from", "anfang", "von", "début"),
        *("comienzo", "inicio", "início", "inizio", "comienza"),
    ),
    "end": (
        *("end", "ending", "end position", "position end", "ending position", "segment end", "end offset", "end char"),
        *("end character", "char end", "pos1", "selend", "index2", "to", "ende", "bis", "fin", "final", "fim", "fine"),
    ),
    "quote": (
        *("segment", "segment text", "coded segment", "coded segments", "quotation content", "quotation text", "quotation"),
        *("quote", "excerpt copy", "excerpt text", "excerpt", "text excerpt", "coded text", "coded", "selected text", "seltext"),
        *(
            "codiertes segment",
            "codierte segmente",
            "zitatinhalt",
            "zitat",
            "textstelle",
            "segmento",
            "segmentos",
            "segmento codificado",
        ),
        *("contenido de la cita", "cita", "contenu de la citation", "citation", "conteúdo da citação", "citação", "passage"),
        *("reference text", "coding reference", "content", "text", "inhalt", "texte", "texto", "testo"),
    ),
    "code": (
        *(
            "code",
            "codes",
            "code name",
            "codename",
            "quotation codes",
            "codes applied combined",
            "codes applied",
            "applied codes",
        ),
        *("tag", "tags", "node", "nodes", "theme", "codierung", "kode", "kodes", "código", "códigos", "codigo", "codigos"),
        *("codice", "codici", "nœud", "knoten", "nodo"),
    ),
    "coder": (
        *("coder", "coder name", "coded by", "codername", "created by", "excerpt creator", "owner", "user name", "username"),
        *("user", "author", "creator", "analyst", "annotator", "rater", "coded by initials", "codierer", "codiert von"),
        *("erstellt von", "autor", "auteur", "ersteller", "bearbeiter", "créé par", "creado por", "criado por", "creato da"),
    ),
    "range": ("excerpt range",),
    "comment": ("comment", "memo", "quotation comment", "coded memo", "kommentar", "commentaire", "comentario", "comentário"),
}
DECLARED = ("document", "start", "end", "quote", "code", "coder")
# Dedoose writes a column a code, with True where it is applied.
ONE_CODE = re.compile(r"code: (.+) applied", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Places of the columns that say something, and of the columns that stand for one code each."""

    places: dict[str, int]
    code_columns: dict[int, str]
    headers: list[str]
    declared: frozenset[str]

    def header(self, role: str) -> str:
        return self.headers[self.places[role]] if role in self.places else ""

    def unused(self) -> list[str]:
        used = {*self.places.values(), *self.code_columns}
        return [header for place, header in enumerate(self.headers) if place not in used and header]


def find_columns(file: RawFile, row: int, headers: list[str]) -> Columns:
    """Find the columns.

    Raises ConfigFault for a column we do not know, MissingColumn for a declared or needed column the file lacks; all at once.
    """
    headers = [fold(header) for header in headers]
    faults: list[Fault] = []
    places = _declared(file, row, headers, faults)
    taken = set(places.values())
    for role, names in HEADERS.items():
        if role not in file.source.columns and (found := _known(headers, names, taken)) is not None:
            places[role] = found
            taken.add(found)
    code_columns = {place: match[1] for place, header in enumerate(headers) if (match := ONE_CODE.fullmatch(header))}
    if "code" in file.source.columns:
        code_columns = {}
    faults += _lacking(file, row, headers, places, code_columns)
    raise_all(faults)
    return Columns(places, code_columns, headers, frozenset(file.source.columns))


def _declared(file: RawFile, row: int, headers: list[str], faults: list[Fault]) -> dict[str, int]:
    places = {}
    for role, wanted in file.source.columns.items():
        found = [place for place, header in enumerate(headers) if likeness(header) == likeness(wanted)]
        if role not in DECLARED:
            faults.append(_unknown(file, role))
        elif len(found) == 1:
            places[role] = found[0]
        else:
            faults.append(_missing(file, row, headers, f"`columns.{role}`: “{wanted}” stands over {len(found)} columns."))
    return places


def _known(headers: list[str], names: tuple[str, ...], taken: set[int]) -> int | None:
    bare = [_bare(header) for header in headers]
    return next((bare.index(name) for name in names if name in bare and bare.index(name) not in taken), None)


def _bare(header: str) -> str:
    return " ".join(re.sub(r"[_.:]+", " ", likeness(header)).split())


def _lacking(
    file: RawFile, row: int, headers: list[str], places: dict[str, int], code_columns: dict[int, str]
) -> list[MissingColumn]:
    lacks = [role for role in ("document", "code") if role not in places and role not in file.source.columns]
    lacks = [role for role in lacks if role != "code" or not code_columns]
    says_where = "quote" in places or "range" in places or {"start", "end"} <= places.keys()
    if not says_where and not {"quote", "start", "end"} & file.source.columns.keys():
        lacks.append("quote")
    return [_missing(file, row, headers, f"No column of the file says which is `{role}`.") for role in lacks]


def _missing(file: RawFile, row: int, headers: list[str], what: str) -> MissingColumn:
    # a row without any known header may be somebody's data: it is not shown
    known = {name for names in HEADERS.values() for name in names}
    shown = " | ".join(header for header in headers if header) if any(_bare(header) in known for header in headers) else ""
    remedy = "Name it under `columns` of the source in config/sources.yaml, or correct `header_row`."
    return MissingColumn(what, where=f"{file.id}, row {row}", remedy=f"{remedy} Columns: {shown}." if shown else remedy)


def _unknown(file: RawFile, role: str) -> ConfigFault:
    return ConfigFault(
        f"`columns.{role}` is no column of a table of segments.",
        where=f"source {file.key} in config/sources.yaml",
        remedy=f"Columns: {', '.join(DECLARED)}.",
    )
