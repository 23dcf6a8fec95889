"""Writes the Dockerfile of a release: the stage that builds the jars is the jars themselves.

    dockerfile.py DOCKERFILE
"""

import re
import sys
from pathlib import Path

STAGE = re.compile(r"^FROM [^\n]* AS jars\n(?:(?!FROM ).*\n)*?(?=\n)", re.MULTILINE)
GIVEN = "FROM scratch AS jars\nCOPY jars /jars\n"
FILE = " -f deploy/container/Dockerfile"


def released(text: str) -> str:
    text, stages = STAGE.subn(GIVEN, text)
    if stages != 1 or FILE not in text:
        raise SystemExit(f"found {stages} stages called jars, expected one, and the command with{FILE}")
    return text.replace(FILE, "").replace("From the root of the checkout:", "From this folder:")


if __name__ == "__main__":
    sys.stdout.write(released(Path(sys.argv[1]).read_text()))
