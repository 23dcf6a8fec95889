"""Prints the template of a release: the functions come from its zip, which nobody builds.

    template.py TEMPLATE ZIP
"""

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text()
text, places = re.subn(r"(?m)^    CodeUri: \.$", f"    CodeUri: {sys.argv[2]}", text)
text, builds = re.subn(r"(?m)^    Metadata:\n      BuildMethod: makefile\n", "", text)
if places != 1 or builds < 2:
    sys.exit(f"{sys.argv[1]}: found {places} CodeUri and {builds} builds, expected 1 and 2 or more")
print(text, end="")
