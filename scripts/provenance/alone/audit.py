"""Checks a release of this evaluation, with nothing but Python 3.9 or newer: no packages, no network.

    python audit.py [FOLDER or ZIP] [--root HASH] [--raw FOLDER [--key-file FILE]] [--json]

- every file against the SHA-256 in ledger.json, ro-crate-metadata.json, codecheck.yml and gate.json; missing and added files
- the root of the ledger from its records, against report, evidence, codecheck.yml and the name of the zip
- HASH, known from elsewhere, against the zip (a folder is zipped again), ledger.json or the root; the zip's covers every file
- evidence and tables against the ledger; what the report prints against evidence.json; each number back to its sources
- with raw data (and the study's key): the keyed digest of every raw file

Each difference is named with everything downstream. Exit code: 0 all agrees, 1 something was changed, 2 cannot be checked.
Take this program, too, from where you trust it: a changed audit.py can say anything.
"""

import sys

if __name__ == "__main__" and not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
    # the folder of this file, which Python puts first: nothing in a release may stand in for a module of Python
    sys.path[:] = [each for each in sys.path if each not in ("", sys.path[0])]

import argparse
import hashlib
import hmac
import html
import io
import json
import re
import zipfile
from pathlib import Path

LEDGER, GATE, CRATE, CODECHECK = "ledger.json", "gate.json", "ro-crate-metadata.json", "codecheck.yml"
EVIDENCE, REPORT, WORD, READ_ME = "evidence.json", "report.html", "report.docx", "README.md"
REPORTS, MARKS = (REPORT, "report.pdf", WORD), {LEDGER, GATE, CRATE, EVIDENCE}
SHOWS = {"analysis_plan.yaml": "analysis_plan", "codebook.csv": "codebook", "logic_model.yaml": "logic_model",
         "plan.lock.yaml": "plan_lock"}  # fmt: skip
MAKERS = {"provenance.evidence": EVIDENCE, "provenance.printed_tables": "tables/",
          **{f"report.render_{name.partition('.')[2]}": name for name in REPORTS}}  # fmt: skip
ENGINE_MARK = ".snakemake_timestamp"  # an empty file that the engine leaves in folders it made
SHORT, SHORTEST, MOST = 16, 8, 5
DEMO_KEY = hashlib.sha256(b"public key of the fictional demonstration; it protects nobody").digest()
WHOLE = "the SHA-256 of the zip does."
MADE = f"This hash does not cover the report's own files ({', '.join(REPORTS)}); {WHOLE}"
BESIDE = f"This hash does not cover {CODECHECK}, {CRATE} and {GATE}; {WHOLE}"
KEY_BYTES, SEVERAL, CHECK_BYTES = 32, b"EVALKEYS", 8
# what may lie beside raw data without being any
BESIDE_RAW = re.compile(r"MANIFEST\.txt|README.*|\..*|~\$.*|Thumbs\.db|desktop\.ini|.*-(wal|journal|shm)", re.IGNORECASE)
SPAN = re.compile(r'<span[^>]*?\bdata-evidence="([^"]+)"[^>]*>(.*?)</span>', re.DOTALL)
NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?%?")
# of the eight digits that a released number has
ROUNDING = 1e-7
BLANK = {"inputs": {}, "outputs": {}, "sources": {}, "config": {}, "code": {}, "environment": {}, "key_fingerprint": ""}


class CannotCheck(Exception):
    """There is nothing to check, or not with what was given."""


def main(arguments=None):
    told = _parse(arguments)
    try:
        audit = Audit(*_open(Path(told.release)))
        audit.run((told.root or "").lower())
        if told.raw:
            audit.raw(Path(told.raw), told.key_file)
    except CannotCheck as reason:
        print(json.dumps({"state": "cannot check", "reason": str(reason)}) if told.json else f"Cannot check: {reason}")
        return 2
    print(json.dumps(audit.told(), indent=1, ensure_ascii=False) if told.json else audit.as_text())
    return 1 if audit.found else 0


class Audit:
    """The files of a release, and what was found wrong with them."""

    def __init__(self, files, names, odd=(), whole=b""):
        self.files, self.names, self.odd, self.whole, self.notes = files, names, odd, whole, []
        self.digests = {each: _sha256(content) for each, content in files.items()}
        self.found, self.lost, self.checked = {}, set(), 0
        if not files.keys() & MARKS:
            raise CannotCheck("this is no release: it has neither ledger.json nor gate.json")
        self.ledger = self._data(LEDGER, {"root": "", "entries": [], "later": [], "files": {}})
        self.evidence = self._data(EVIDENCE, {"evidence": [], "sources": {}, "ledger_root": ""})
        self.gate = self._data(GATE, {"files": {}})
        self.crate = self._data(CRATE, {"@graph": []})
        records = [each.get("record") for each in self.ledger["entries"]] + self.ledger["later"]
        self.records = {each["step"]: {**BLANK, **each} for each in records if isinstance(each, dict) and "step" in each}

    def run(self, root):
        """All checks of the release itself."""
        checks = (
            self._files, self._gate, self._records, self._roots, lambda: self._known(root) if root else None,
            self._made_before_the_report, self._crate_against_ledger, self._records_among_themselves, self._chain, self._values,
            self._printed,
        )  # fmt: skip
        for check in checks:
            try:
                check()
            except (KeyError, TypeError, AttributeError, ValueError, IndexError):
                # somebody took away what the check reads: which file that was, the hashes tell
                self._changed("the release", "a file does not have the form it had")

    def _lists(self):
        """File → {list: SHA-256}."""
        lists = {LEDGER: self.ledger["files"], GATE: self.gate["files"], CODECHECK: self._manifest()}
        files = [each for each in self.crate["@graph"] if "sha256" in each and "File" in each["@type"] and ":" not in each["@id"]]
        lists[CRATE] = {each["@id"]: each["sha256"] for each in files}
        names = sorted(set().union(*lists.values()))
        return {name: {where: listed[name] for where, listed in lists.items() if name in listed} for name in names}

    def _manifest(self):
        text = self.files.get(CODECHECK, b"").decode("utf-8", "replace")
        pairs = dict(re.findall(r"^- file: (\S+)\n(?:  .*\n)*?  sha256: ['\"]?([0-9a-f]{64})", text, re.MULTILINE))
        sealed = re.search(r"^ledger_sha256: ['\"]?([0-9a-f]{64})", text, re.MULTILINE)
        return {**pairs, **({LEDGER: sealed[1]} if sealed else {})}

    def _files(self):
        for name in self.odd:
            self._changed(name, "it is a link or the like; a release holds plain files only")
        listed = self._lists()
        for name, digests in listed.items():
            self.checked += 1
            against = sorted(where for where, digest in digests.items() if digest != self.digests.get(name))
            if name not in self.files:
                self._tell(name, "is missing", f"listed in {', '.join(sorted(digests))}")
            elif against and 2 * len(against) >= len(digests):
                self._changed(name, f"its SHA-256 is not the one in {', '.join(against)}")
            else:
                for where in against:
                    self._changed(where, f"it gives another SHA-256 for {name} than all others do")
        for name in sorted(self.files.keys() - listed.keys() - {GATE, *self.odd, *([CRATE] if GATE in self.lost else [])}):
            self._tell(name, "was added", "no list names it")
        for name in sorted({LEDGER, GATE, CRATE, CODECHECK, EVIDENCE, *REPORTS} - self.files.keys() - listed.keys()):
            self._tell(name, "is missing", "every release has it")

    def _gate(self):
        if GATE in self.lost:
            return
        rest = {name: value for name, value in self.gate.items() if name != "digest"}
        form = (json.dumps(self.gate, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
        if self.gate.get("digest") != _json_digest(rest) or form != self.files[GATE] or rest.get("passed") is not True:
            self._changed(GATE, "its own digest does not fit its content, or it says that the gate was shut")

    def _records(self):
        for entry in self.ledger["entries"]:
            self.checked += 1
            if _json_digest(entry["record"]) != entry["digest"] or entry["step"] != entry["record"]["step"]:
                self._changed(f"record of {entry['step']}", "its digest in ledger.json does not fit it", [entry["step"]])
        if self.ledger["entries"] and self._root() != self.ledger["root"]:
            self._changed(LEDGER, "its root does not fit its records")

    def _root(self):
        return _json_digest([[each["step"], _json_digest(each["record"])] for each in self.ledger["entries"]])

    def _roots(self):
        """Accused is what names another root than the others do; the ledger if it stands alone."""
        if not self.ledger["entries"]:
            return
        root, names = self._root(), {EVIDENCE: 64, CODECHECK: 64, READ_ME: 64, REPORT: SHORT, WORD: SHORT}.items()
        named = {name: root[:digits] in self._words(name) for name, digits in names if name in self.files}
        borne = {name: re.search(r"-([0-9a-f]{12})(?:\.zip)?$", name) for name in self.names}
        named.update({name: root.startswith(found[1]) for name, found in borne.items() if found})
        self.checked += len(named)
        others = [name for name, fits in named.items() if not fits]
        for name in others:
            accused = LEDGER if 2 * len(others) >= len(named) else name
            self._changed(accused, f"{name} names another root" + (" than all others do" if accused == name else ""))

    def _known(self, told):
        """A hash from elsewhere; what it does not cover is said."""
        self.checked += 1
        whole = _sha256(self.whole or _zipped(self.files, self.names[0]))
        known = {whole: "", self.digests.get(LEDGER, ""): BESIDE, self._root(): MADE}
        covers = [note for digest, note in known.items() if len(told) >= SHORTEST and digest.startswith(told)]
        self.notes += [note for note in covers if note]
        if not covers:
            why = f"the hash given, {told}, is neither the SHA-256 of the zip nor that of {LEDGER} nor the root"
            self._changed("the release", why + ("" if self.whole else "; give the zip itself if its folder was renamed"))

    def _words(self, name):
        if name != WORD:
            return self.files[name].decode("utf-8", "replace")
        try:
            with zipfile.ZipFile(io.BytesIO(self.files[name])) as archive:
                return re.sub(r"<[^>]*>", "", archive.read("word/document.xml").decode("utf-8", "replace"))
        except (zipfile.BadZipFile, KeyError):
            return ""

    def _made_before_the_report(self):
        """What the root binds by its SHA-256 although the records name it by step."""
        lines = ",\n  ".join(json.dumps(each, sort_keys=True, ensure_ascii=False) for each in self.evidence["evidence"])
        entries = f'{{\n "entries": [\n  {lines}\n ]\n}}\n' if lines else '{\n "entries": []\n}\n'
        self._bound("provenance.entries", "released", _sha256(entries.encode("utf-8")), (EVIDENCE,))
        tables = {name[len("tables/") :]: digest for name, digest in self.digests.items() if name.startswith("tables/")}
        self._bound("provenance.printed_tables", "tables", _json_digest(tables), ("tables/",))
        study = {name: digest for name, digest in self.digests.items() if name in SHOWS}
        self._bound("provenance.study_files", "files", _json_digest(study), tuple(SHOWS))

    def _bound(self, step, output, digest, files):
        """Of files bound together those are accused that other hashes name already; all, where none does."""
        self.checked += 1
        if not self.ledger["entries"] or self._output(step, output).get("sha256") == digest:
            return
        together = ", ".join(files)
        for name, state in [each for each in self.found if each[0].startswith(files)] or [(together, "was changed")]:
            self._tell(name, state, f"not what {step} made, as its record in {LEDGER} says", [step] * (name == together))

    def _output(self, step, output):
        return self.records.get(step, {}).get("outputs", {}).get(output, {})

    def _crate_against_ledger(self):
        entities = self.crate["@graph"]
        tools = {each["name"]: each["sha256"] for each in entities if each.get("@type") == "SoftwareSourceCode"}
        results = {each["@id"]: each["value"] for each in entities if each["@id"].startswith("#result-")}
        for step, record in self.records.items():
            path = "scripts/" + step.replace(".", "/") + ".py"
            self.checked += 1
            if path in tools and tools[path] != record["code"][path]["sha256"]:
                self._changed(path, f"{CRATE} gives another SHA-256 than its record in {LEDGER}", [step])
            for name, digest in record["outputs"].items():
                if results.get(f"#result-{step}.{name}") not in (None, *digest.values()):
                    self._changed(f"result {name} of {step}", f"{CRATE} gives another digest than {LEDGER}", [step])

    def _records_among_themselves(self):
        """What several steps used is the same in all their records; of code, what it does."""
        said = {}
        for step, record in self.records.items():
            parts = {**record["code"], "the environment": record["environment"]}
            for kind, part in (("config", "config"), ("raw source", "sources")):
                parts.update({f"{kind} {name}": digest for name, digest in record[part].items()})
            for name, digest in parts.items():
                said.setdefault(name, {}).setdefault(json.dumps(digest, sort_keys=True), []).append(step)
        for artefact, digests in sorted(said.items()):
            self.checked += 1
            odd = sorted(digests.values(), key=len)[0]
            if len({_behaviour(json.loads(digest)) for digest in digests}) > 1:
                self._changed(artefact, f"the records in {LEDGER} give several digests for it", odd)
            elif len(digests) > 1:
                self.notes.append(f"{artefact} had other comments or another layout when {', '.join(odd)} ran; it does the same.")

    def _chain(self):
        """Evidence → record → inputs → sources, without a gap."""
        if self.lost & {LEDGER, EVIDENCE}:
            return
        ids = [each["id"] for each in self.evidence["evidence"]]
        for id in sorted({each for each in ids if ids.count(each) > 1}) if len(set(ids)) < len(ids) else ():
            self._changed(EVIDENCE, f"it has {id} twice")
        for each in self.evidence["evidence"]:
            self.checked += 1
            if each["record"] not in self.records:
                self._changed(EVIDENCE, f"no record explains {each['id']}")
            for source in each["sources"]:
                if source["source"] not in self.evidence["sources"]:
                    self._changed(EVIDENCE, f"{each['id']} rests on a source that nothing explains")
        for step, record in self.records.items():
            for name in _inputs(record):
                maker, _, output = name.partition(":")
                if not self._output(maker, output):
                    self._tell(f"record of {maker}", "is missing", f"{step} read its result {output}", [step])
            for source in record["sources"]:
                if source not in self.evidence["sources"]:
                    self._changed(EVIDENCE, f"source {source}, which {step} read, is missing in it")

    def _values(self):
        for each in self.evidence["evidence"]:
            shown = each["display"].replace("\u2212", "-")
            if not isinstance(each["value"], (int, float)) or not NUMBER.fullmatch(shown):
                continue
            percent, digits = shown.endswith("%"), shown.rstrip("%").replace(",", "")
            unit = 10.0 ** -len(digits.partition(".")[2])
            value = each["value"] * (100 if percent else 1)
            if abs(value - float(digits)) > unit / 2 + ROUNDING * abs(value):
                self._changed(EVIDENCE, f"{each['id']} is shown as {each['display']}, yet its value is {each['value']}")

    def _printed(self):
        """What the web page prints under an evidence id is what evidence.json says."""
        displays = {each["id"]: each["display"] for each in self.evidence["evidence"]}
        page = self.files.get(REPORT, b"") if EVIDENCE not in self.lost else b""
        for id, inner in SPAN.findall(page.decode("utf-8", "replace")):
            self.checked += 1
            text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", inner)).split())
            if html.unescape(id) not in displays:
                self._changed(REPORT, f"it prints {id}, which evidence.json does not have")
            elif text != " ".join(displays[html.unescape(id)].split()):
                self._changed(REPORT, f"it prints “{text}” for {id}; evidence.json says “{displays[id]}”")

    def raw(self, folder, key_file):
        if not folder.is_dir():
            raise CannotCheck("the folder of raw data does not exist")
        keys = self._keys(key_file)
        known = {digest: source for each in self.records.values() for source, all in each["sources"].items() for digest in all}
        seen = set()
        for number, path in enumerate(sorted(each for each in folder.rglob("*") if each.is_file()), start=1):
            sha256 = _sha256(path.read_bytes())
            digests = {hmac.new(key, b"raw\x00" + sha256.encode(), hashlib.sha256).hexdigest() for key in keys}
            self.checked += 1
            seen |= digests & known.keys()
            beside = BESIDE_RAW.fullmatch(path.name) or (".qda" in {parent.suffix for parent in path.relative_to(folder).parents})
            if not digests & known.keys() and not beside:
                # by number: the name of a raw file may be that of a person
                why = f"no record knows file {number} of the folder in the order of names, SHA-256 {sha256[:SHORT]}"
                self._tell("a raw file", "was added or changed", why)
        for source in sorted({known[digest] for digest in known.keys() - seen}):
            count = sum(known[digest] == source for digest in known.keys() - seen)
            steps = [step for step, record in self.records.items() if source in record["sources"]]
            self._changed(f"raw source {source}", f"{count} of its files are not in the folder as they were", steps)

    def _keys(self, key_file):
        if not key_file and not self.evidence.get("notice"):
            raise CannotCheck("raw digests are keyed: name the study's key with --key-file")
        try:
            content = Path(key_file).read_bytes() if key_file else DEMO_KEY
        except OSError:
            raise CannotCheck("the key file cannot be read") from None
        if content.startswith(SEVERAL):
            content = content[len(SEVERAL) : -CHECK_BYTES]
        keys = [content[start : start + KEY_BYTES] for start in range(0, len(content), KEY_BYTES)]
        prints = {hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:SHORT] for key in keys}
        used = {each["key_fingerprint"] for each in self.records.values() if each["key_fingerprint"]}
        if used and not used & prints:
            raise CannotCheck("this is not the key of the study: its fingerprint is not the one in ledger.json")
        return keys

    def _data(self, name, blank):
        try:
            content = {**blank, **json.loads(self.files[name].decode("utf-8"))}
            listed = [each for key, value in blank.items() if isinstance(value, list) for each in content[key]]
            if all(isinstance(content[key], type(value)) for key, value in blank.items()) and set(map(type, listed)) <= {dict}:
                return content
        except (ValueError, TypeError, KeyError):
            pass
        # what rests on it is not accused in its place
        self.lost.add(name)
        if name in self.files:
            self._changed(name, "it cannot be read")
        return blank

    def _changed(self, artefact, why, steps=()):
        self._tell(artefact, "was changed", why, steps)

    def _tell(self, artefact, state, why, steps=()):
        state = "is missing" if (artefact, "is missing") in self.found else state
        entry = self.found.setdefault((artefact, state), {"why": [], "steps": set()})
        if why not in entry["why"]:
            entry["why"].append(why)
        entry["steps"] |= set(steps)

    def _downstream(self, artefact, steps):
        """Everything made with the help of an artefact: steps, then released files."""
        starts = set(steps)
        if artefact in SHOWS:
            sections = {step: {name.partition(".")[0] for name in each["config"]} for step, each in self.records.items()}
            starts |= {step for step, names in sections.items() if SHOWS[artefact] in names}
        if artefact in (LEDGER, EVIDENCE):
            starts.add("provenance.evidence")
        waiting, seen = list(starts), set()
        while waiting:
            step = waiting.pop()
            seen.add(step)
            users = [name for name, each in self.records.items() if any(read.partition(":")[0] == step for read in _inputs(each))]
            waiting += [name for name in users if name not in seen]
        files = {name for step, name in MAKERS.items() if step in seen}
        return sorted(seen - starts) + sorted(files - {artefact}), sorted(starts)

    def told(self):
        """The findings as data."""
        found = []
        for (artefact, state), entry in self.found.items():
            down, concerns = self._downstream(artefact, entry["steps"])
            found.append({"artefact": artefact, "state": state, "why": entry["why"], "concerns": concerns, "downstream": down})
        state = "changed" if found else "agrees"
        root = self.ledger["root"]
        return {"state": state, "checked": self.checked, "ledger_root": root, "notes": self.notes, "found": found}

    def as_text(self):
        lines = [] if self.found else [f"Everything agrees: {self.checked} things checked. Ledger root {self.ledger['root']}"]
        for each in self.told()["found"]:
            more = [f"... and {len(each['why']) - MOST} more of this kind"] if len(each["why"]) > MOST else []
            lines += [f"{each['artefact']} {each['state']}", *(f"   {why}" for why in [*each["why"][:MOST], *more])]
            lines += [f"   concerns: {', '.join(each['concerns'])}"] if each["concerns"] else []
            lines.append(f"   downstream: {', '.join(each['downstream']) or 'nothing is made from it'}")
        return "\n".join([*lines, *self.notes])


def _open(path):
    """Files of a release by name, the names it bears, what is no plain file, and a zip's bytes."""
    try:
        if path.is_dir():
            found = sorted(each for each in path.rglob("*") if each.is_symlink() or not each.is_dir())
            files = {each.relative_to(path).as_posix(): each.read_bytes() if each.is_file() else b"" for each in found}
            odd = [each.relative_to(path).as_posix() for each in found if each.is_symlink() or not each.is_file()]
            kept = {name: content for name, content in files.items() if content or name != ENGINE_MARK or name in odd}
            return kept, [path.resolve().name], odd
        whole = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if len(set(names)) < len(names):
                raise CannotCheck("the zip holds a name twice")
            tops = {name.partition("/")[0] for name in names if name.partition("/")[2] in MARKS}
            top = f"{min(tops)}/" if len(tops) == 1 and not MARKS & set(names) else ""
            # what lies beside the one folder must not pass for what lies in it
            inside = {name: name[len(top) :] if name.startswith(top) else f"../{name}" for name in names}
            return {inside[name]: archive.read(name) for name in names}, [path.name, top.rstrip("/")], (), whole
    except (OSError, RuntimeError, zipfile.BadZipFile) as error:
        raise CannotCheck(f"the release cannot be opened ({type(error).__name__})") from None


def _zipped(files, top):
    """The zip of a release, which depends on names and bytes alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, content)
    return buffer.getvalue()


def _behaviour(digest):
    """Of the two digests of code that of its normal form, without comments and layout."""
    return digest["normal"] if isinstance(digest, dict) and "normal" in digest else json.dumps(digest, sort_keys=True)


def _inputs(record):
    return [each for several in record["inputs"].values() for each in several if isinstance(each, str)]


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


def _json_digest(value):
    return _sha256(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))


def _parse(arguments):
    parser = argparse.ArgumentParser(description="Check a release of the evaluation.")
    parser.add_argument("release", nargs="?", default=str(Path(__file__).resolve().parent), help="folder or zip; default: here")
    parser.add_argument("--root", help="SHA-256 of the zip (or of ledger.json, or the ledger's root), from elsewhere")
    parser.add_argument("--raw", help="folder of the raw data")
    parser.add_argument("--key-file", help="the study's key")
    parser.add_argument("--json", action="store_true", help="print the findings as data")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
