"""Build the labelled collection own/ from the marked transcripts in marked/.

A span is written {{category:entities|text}} (a slash after the category overrides its label), a decoy {{-category|text}}.
The first line of a marked file says kind, encoding and newline. \\uXXXX stands for an invisible or look-alike character.
"""

import csv
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
MARK = re.compile(r"\{\{(-?)([a-z_]+)(?:/([A-Z_]+))?(?::([A-Z0-9,]+))?\|(.+?)\}\}", re.DOTALL)
TIERS = {  # label and tier as in the practice set; the label of header_block and spoken_number depends on the mark
    1: "PERSON header_block speaker_label full_name first_only surname_title nick_listed ORG org_full org_abbrev_listed "
    "DATE date_exact EMAIL email PHONE phone POSTCODE postcode NHS_NUMBER nhs_number NINO nino SWE_REG swe_reg",
    2: "PERSON case_noise diacritic_fold hyphen_partial line_split order_swap possessive ORG org_partial "
    "ADDRESS address CASE_REF case_ref URL_HANDLE url_handle",
    3: "PERSON initials merged_token misspelling nick_unlisted offroster_cued plural_compound shared_first unicode_noise "
    "word_name ORG org_abbrev_unlisted org_misspelt LOCATION place_word PHONE spoken_number",
    4: "PERSON offroster_bare phonetic spelled_out ORG offroster_org EMAIL spoken_email INDIRECT indirect",
}
DECOYS = {
    "acronym", "benign_proper", "coarse_date", "eponym", "number_not_id", "place_as_word", "rare_initial", "role_generic",
    "statute", "word_as_word", "word_capitalised",
}  # fmt: skip
UNKNOWN = {"INDIRECT": "Q", "ADDRESS": "A", "LOCATION": "L", "ORG": "Y"}


def kinds():
    """Return {category: (label, tier)} from TIERS."""
    found = {}
    for tier, words in TIERS.items():
        label = ""
        for word in words.split():
            if word.isupper():
                label = word
            else:
                found[word] = (label, tier)
    return found


def read_marked(path, known, domains):
    """Return (settings, text, spans, decoys) of one marked file; offsets are code points of the returned text."""
    head, body = path.read_text(encoding="utf-8").split("\n", 1)
    settings = dict(part.split("=") for part in head.removeprefix("#!").split())
    body = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), body)
    if settings.get("newline") == "crlf":
        body = body.replace("\n", "\r\n")
    text, spans, decoys, at = "", [], [], 0
    for mark in MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        decoy, category, label, entities, shown = mark.groups()
        place = {"start": len(text), "end": len(text) + len(shown)}
        text += shown
        if decoy:
            assert category in DECOYS, f"{path.name}: decoy {category}"
            decoys.append({**place, "category": category, "text": shown})
            continue
        base, tier = kinds()[category]
        label = label or ("ORG" if (entities or "").startswith("ORG") else base)
        folded = re.sub(r"[ \r\n]+", " ", shown)
        entities = entities.split(",") if entities else [f"{UNKNOWN.get(label, label)}:{folded}"]
        assert all(e in known or e[0] in "XY" or ":" in e for e in entities), f"{path.name}: {entities}"
        listed = any(e in known for e in entities) and (category != "email" or shown.casefold().endswith(domains))
        action = "review" if label == "INDIRECT" else "mask"
        spans.append({**place, "label": label, "category": category, "tier": tier, "entities": entities, "action": action,
                      "in_roster": listed, "text": shown})  # fmt: skip
    text += body[at:]
    assert "{{" not in text and "}}" not in text, f"{path.name}: a mark is not closed"
    return settings, text, spans, decoys


def main():
    """Write own/transcripts and own/gold.json, checking every offset against the bytes that were written."""
    rows = {n: list(csv.DictReader((HERE / "own" / f"{n}.csv").open(encoding="utf-8"))) for n in ("roster", "organisations")}
    known = {r["person_id"] for r in rows["roster"]} | {r["org_id"] for r in rows["organisations"]}
    domains = tuple(r["domain"] for r in rows["organisations"])
    documents, spans, decoys = [], [], []
    (HERE / "own" / "transcripts").mkdir(exist_ok=True)
    for path in sorted((HERE / "marked").glob("*.txt")):
        settings, text, found, kept = read_marked(path, known, domains)
        raw = text.encode(settings["encoding"])
        target = HERE / "own" / "transcripts" / path.name
        target.write_bytes(raw)
        read = target.read_bytes().decode(settings["encoding"])
        for span in found + kept:
            assert read[span["start"] : span["end"]] == span["text"], f"{path.name}: {span}"
        documents.append({"doc": path.stem, "file": f"transcripts/{path.name}", "kind": settings["kind"],
                          "encoding": settings["encoding"], "chars": len(read),
                          "sha256": hashlib.sha256(raw).hexdigest()})  # fmt: skip
        spans += [{**s, "doc": path.stem, "id": f"S{len(spans) + i:05d}"} for i, s in enumerate(found, 1)]
        decoys += [{**d, "doc": path.stem} for d in kept]
    counts = Counter(s["category"] for s in spans)
    gold = {"generator_version": "own-1", "seed": None, "split": "own",
            "offsets": "unicode code points, newlines untranslated, BOM removed",
            "counts": {"docs": len(documents), "spans": len(spans), "decoys": len(decoys), "categories": len(counts)},
            "categories": dict(counts), "documents": documents, "spans": spans, "decoys": decoys}  # fmt: skip
    (HERE / "own" / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(*sorted(counts.items()), *sorted(Counter("-" + d["category"] for d in decoys).items()), gold["counts"], sep="\n")


if __name__ == "__main__":
    main()
