"""Prints what of others is in a release, with its licence, and refuses any that is not allowed.

    licences.py SBOM

A component under several licences may be used under either.
"""

import json
import sys
from pathlib import Path

ALLOWED = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "MIT", "MIT-0"}

# What the tool that reads the licences gets wrong: ASM's has three clauses.
CORRECTED = {"org.ow2.asm:asm": ["BSD-3-Clause"]}


def licences(component: dict) -> list[str]:
    name = f"{component['group']}:{component['name']}"
    found = []
    for choice in component.get("licenses", []):
        licence = choice.get("license", {})
        found.append(choice.get("expression") or licence.get("id") or licence.get("name", "unknown"))
    return CORRECTED.get(name, sorted(found))


def main(sbom: Path) -> None:
    refused = []
    for component in sorted(json.loads(sbom.read_text())["components"], key=lambda c: c["purl"]):
        found = licences(component)
        name = f"{component['group']}:{component['name']} {component['version']}"
        print(f"{name}: {' or '.join(found) or 'unknown'}")
        if not ALLOWED & set(found):
            refused.append(f"{name}: found {found or 'no licence'}, expected one of {sorted(ALLOWED)}")
    if refused:
        sys.exit("\n".join(refused))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
