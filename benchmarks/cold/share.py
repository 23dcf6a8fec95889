"""A share of one processor, as a function of little memory has it: a quota of a control group where
this machine lets us make one."""

import os
from dataclasses import dataclass
from pathlib import Path

PERIOD = 20_000  # µs; what a quota is counted over
FULL = 1769  # MB that have one whole processor

ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Share:
    group: Path

    def command(self) -> list[str]:
        """Puts a command, and whatever it starts, into the group."""
        return ["/bin/sh", "-c", f'echo $$ > {self.group}/cgroup.procs && exec "$@"', "sh"]

    def close(self) -> None:
        self.group.rmdir()


def share(megabytes: int) -> Share | None:
    """None where no control group can be made."""
    quota = PERIOD * megabytes // FULL
    name = f"treeline-cold-{os.getpid()}-{megabytes}"
    try:
        if (ROOT / "cpu").is_dir():
            group = ROOT / "cpu" / name
            group.mkdir()
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        else:
            group = ROOT / name
            group.mkdir()
            (group / "cpu.max").write_text(f"{quota} {PERIOD}")
    except OSError:
        if group.is_dir():
            group.rmdir()
        return None
    return Share(group)
