"""Writes python-floats.txt: float32 bits in hexadecimal, and repr of the float widened to double.

Made with Python 3.11.7; needs nothing else: python3 python_floats.py > python-floats.txt
"""

import random
import struct


def widened(bits):
    return struct.unpack(">f", bits.to_bytes(4, "big"))[0]


def bits_of(value):
    return int.from_bytes(struct.pack(">f", value), "big")


def main():
    rng = random.Random(20261123)
    chosen = [0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007FFFFF, 0x00800000, 0x7F7FFFFF]
    for exponent in range(-44, 38):
        for digit in (1, 2, 5, 9):
            near = bits_of(float(f"{digit}e{exponent}"))
            chosen += [near - 1, near, near + 1, near | 0x80000000]
    chosen += [bits_of(i / 10) for i in range(-50, 200)]
    chosen += [bits_of(float(2**i)) for i in range(-149, 128)]
    chosen += [bits_of(rng.random()) for _ in range(2000)]
    chosen += [rng.getrandbits(32) for _ in range(4000)]
    for bits in dict.fromkeys(b & 0xFFFFFFFF for b in chosen):
        value = widened(bits)
        if value == value and abs(value) != float("inf"):
            print(f"{bits:08x} {value!r}")


main()
