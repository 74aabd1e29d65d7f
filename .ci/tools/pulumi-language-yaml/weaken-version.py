"""Marks the symbol versions that an ELF file (64 bits, little-endian) needs as weak, so that the loader goes on without them.

Usage: weaken-version.py FILE VERSION…
"""

import struct
import sys

VERSION_NEEDS = 0x6FFFFFFE  # SHT_GNU_verneed
WEAK = 0x2  # VER_FLG_WEAK


def weaken(data, versions):
    """Sets the flag of each need for one of `versions`; answers how many there were."""
    (headers,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    found = 0
    for header in (headers + index * size for index in range(count)):
        (kind,) = struct.unpack_from("<I", data, header + 4)
        if kind != VERSION_NEEDS:
            continue
        need, _, link, needs = struct.unpack_from("<QQII", data, header + 0x18)
        (names,) = struct.unpack_from("<Q", data, headers + link * size + 0x18)
        for _ in range(needs):
            _, parts, _, part, following = struct.unpack_from("<HHIII", data, need)
            part += need
            for _ in range(parts):
                _, flags, _, name, step = struct.unpack_from("<IHHII", data, part)
                if text(data, names + name) in versions:
                    struct.pack_into("<H", data, part + 4, flags | WEAK)
                    found += 1
                part += step
            need += following
    return found


def text(data, start):
    return data[start : data.index(0, start)].decode()


if __name__ == "__main__":
    path, *wanted = sys.argv[1:]
    with open(path, "r+b") as file:
        content = bytearray(file.read())
        if weaken(content, set(wanted)) == 0:
            sys.exit(f"{path} needs none of {', '.join(wanted)}")
        file.seek(0)
        file.write(content)
