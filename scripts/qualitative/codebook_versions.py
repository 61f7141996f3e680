"""Earlier versions of the codebook: the YAML files of `config/codebook_versions`, oldest first.

Fails, naming every file at fault, when one is no codebook, or bears the version of another and says something else.
"""

from __future__ import annotations

import yaml
from pydantic import ValidationError

from scripts.ground.faults import ConfigFault, raise_all
from scripts.ground.models.codebook import Codebook
from scripts.ground.schema import Folder

FOLDER = "config/codebook_versions"


def earlier_versions(files: Folder, present: Codebook) -> list[Codebook]:
    """All versions but the present one; a copy of the present one is no earlier version."""
    faults: list[ConfigFault] = []
    versions: dict[str, Codebook] = {present.version: present}
    for name, content in sorted(files.items()):
        try:
            found = _read(name, content)
        except ConfigFault as fault:
            faults.append(fault)
            continue
        if versions.setdefault(found.version, found) != found:
            what = f"Version {found.version} of the codebook is given twice, and not alike."
            faults.append(_fault(name, what, "Give each version its own number; the present one stands in config/codebook.yaml."))
    raise_all(faults)
    return sorted((each for each in versions.values() if each is not present), key=lambda each: (each.date, each.version))


def _read(name: str, content: bytes) -> Codebook:
    try:
        return Codebook.model_validate(yaml.load(content.decode("utf-8-sig"), Loader=yaml.SafeLoader) or {})
    except UnicodeDecodeError:
        raise _fault(name, "The file is not UTF-8 text.", "Save it as UTF-8.") from None
    except yaml.YAMLError:
        raise _fault(name, "The file is not valid YAML.", "Copy the codebook of that time again.") from None
    except ValidationError as error:
        keys = ", ".join(sorted({".".join(str(part) for part in each["loc"]) or "the file" for each in error.errors()}))
        raise _fault(name, f"The file is no codebook; look at: {keys}.", "docs/reference says what a codebook holds.") from None


def _fault(name: str, what: str, remedy: str) -> ConfigFault:
    return ConfigFault(what, where=f"{FOLDER}/{name}", remedy=remedy)
