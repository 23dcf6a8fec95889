"""How much of this machine others took while something was measured."""

import os
import time

TICK = 1 / os.sysconf("SC_CLK_TCK")


class Disturbance:
    """Two signs of it. Between measurements, a piece of work of our own, by the clock over the
    processor time it had: 1 on a machine of our own. During measurements, how many processors
    worked that did not work for what was measured."""

    def __init__(self) -> None:
        self._clock = 0.0
        self._processor = 0.0
        self._wall = 0.0
        self._others = 0.0

    def probe(self) -> None:
        clock, processor = time.perf_counter(), time.thread_time()
        while time.thread_time() - processor < 0.02:
            pass
        self._clock += time.perf_counter() - clock
        self._processor += time.thread_time() - processor

    def begin(self) -> None:
        self._began = time.perf_counter(), busy(), time.process_time()

    def end(self, ours: float) -> None:
        """ours: seconds of processor that what was measured had since begin()"""
        wall, all_busy, harness = self._began
        self._wall += time.perf_counter() - wall
        self._others += busy() - all_busy - (time.process_time() - harness) - ours

    @property
    def factor(self) -> float:
        return self._clock / self._processor if self._processor else 1.0

    def __str__(self) -> str:
        others = max(0.0, self._others / self._wall) if self._wall else 0.0
        return (
            f"Disturbance: a probe between the starts took {self.factor:.2f} times its processor"
            f" time (1 on a machine of our own); others used {others:.2f} of"
            f" {os.cpu_count()} processors while something was measured."
        )


def busy() -> float:
    """Seconds that all processors together have worked."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) * TICK
