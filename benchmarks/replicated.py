"""A large model out of a smaller one: its trees, so many times over.

    replicated.py MODEL.ubj TIMES TARGET.ubj

Training half a gigabyte takes an hour; what loading costs depends on the number of bytes, trees and
nodes alone. Scores are the margins of all copies together, through the link function.

XGBoost writes `gradient_booster.model` as an object whose members are, in this order,
`gbtree_model_param` (with `num_trees` as text), `iteration_indptr`, `tree_info` and `trees`, all
lengths as `L` and eight bytes, big-endian.
"""

import struct
import sys
from pathlib import Path


def length(value: int) -> bytes:
    return b"L" + struct.pack(">q", value)


def key(name: str) -> bytes:
    return length(len(name)) + name.encode()


def text(value: str) -> bytes:
    return b"S" + length(len(value)) + value.encode()


def array(elements: list[bytes]) -> bytes:
    return b"[#" + length(len(elements)) + b"".join(elements)


def replicated(model: bytes, times: int) -> bytes:
    count_at = model.index(key("num_trees"))
    rest_at = model.index(key("iteration_indptr"))
    trees_at = model.index(key("trees") + b"[#")
    end = model.rindex(b"}" + key("name") + text("gbtree"))
    first = trees_at + len(key("trees")) + len(b"[#") + 9
    (trees,) = struct.unpack(">q", model[first - 8 : first])
    if model[rest_at - 1 : rest_at] != b"}" or model[first : first + 1] != b"{":
        sys.exit("not as XGBoost 3 writes it: see the head of this file")
    count = trees * times
    return b"".join(
        [
            model[:count_at],
            key("num_trees") + text(str(count)) + b"}",
            key("iteration_indptr") + array([b"l" + struct.pack(">i", i) for i in range(count + 1)]),
            key("tree_info") + array([b"i\0"] * count),
            key("trees") + b"[#" + length(count),
            model[first:end] * times,
            model[end:],
        ]
    )


if __name__ == "__main__":
    source, times, target = sys.argv[1:]
    Path(target).write_bytes(replicated(Path(source).read_bytes(), int(times)))
