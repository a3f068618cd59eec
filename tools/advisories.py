"""Compare pinned versions with a file of advisories, where no advisory service can be reached.

Run ``python tools/advisories.py insecure_full.json requirements.lock …`` with the file of the package ``safety-db``, installed
anywhere but here (``pip install --target FOLDER safety-db``). It tells from which day the advisories are, how many of the pins they
know at all, and each pin that one of them names; it ends with 1 where there is such a pin. Advisories of later days are not in the
file: a pin that is not named may still have a fault.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    """Names and versions of a lock."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(lock.read_text(encoding="utf-8"))}


def named(advisories: dict[str, list[dict[str, Any]]], pinned: dict[str, str]) -> Iterator[str]:
    """A line for each advisory that names a pinned version."""
    for name, version in sorted(pinned.items()):
        for each in advisories.get(name, []):
            if any(SpecifierSet(spec).contains(version, prereleases=True) for spec in each["specs"]):
                yield f"{name} {version}: {each['id']} {each.get('cve') or ''} ({', '.join(each['specs'])})"


def main(given: list[str]) -> int:
    """Say what was found."""
    file, *locks = map(Path, given)
    content = json.loads(file.read_bytes())
    made = datetime.fromtimestamp(content.pop("$meta")["timestamp"], tz=UTC).date()
    advisories = {canonicalize_name(name): listed for name, listed in content.items()}
    told = [f"advisories of {made}: {sum(map(len, advisories.values()))} on {len(advisories)} packages"]
    found: list[str] = []
    for lock in locks:
        pinned = pins(lock)
        lines = [f"  {line}" for line in named(advisories, pinned)]
        known = len(pinned.keys() & advisories.keys())
        told += [f"{lock}: {len(pinned)} pins, {known} known to it, {len(lines)} named", *lines]
        found += lines
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
