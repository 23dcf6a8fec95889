"""Packs a folder so that the same files give the same bytes: sorted, one time, no owner.

    pack.py zip|tar FOLDER TARGET SECONDS
"""

import gzip
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path


def files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() or p.is_symlink())


def zipped(folder: Path, target: Path, seconds: int) -> None:
    """Without folders, as Lambda and jars need none."""
    moment = time.gmtime(seconds)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in files(folder):
            entry = zipfile.ZipInfo(str(file.relative_to(folder)), moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, file.read_bytes())


def tarred(folder: Path, target: Path, seconds: int) -> None:
    """Below the folder's own name; links stay links."""
    with (
        open(target, "wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for file in files(folder):
            entry = archive.gettarinfo(file, f"{folder.name}/{file.relative_to(folder)}")
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = seconds
            entry.mode = 0o755 if os.access(file, os.X_OK) else 0o644
            if entry.isreg():
                with open(file, "rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)


if __name__ == "__main__":
    kind, folder, target, seconds = sys.argv[1:]
    pack = {"zip": zipped, "tar": tarred}[kind]
    pack(Path(folder), Path(target), int(seconds))
