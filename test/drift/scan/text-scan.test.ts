import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { CandidateSearch } from "../../../drift/scan/candidate-search";
import { LeasedSpace } from "../../../drift/scan/leased-space";
import { FileScanner, type ScannedFile } from "../../../drift/scan/scan-file";
import { CONTEXT } from "../../../drift/scan/text-scan";
import { formatAddress, parsePrefix } from "../../../lease/prefix";
import { LEASES, SPELLINGS } from "./spellings";

const SPACE = new LeasedSpace(Object.values(LEASES).map(parsePrefix));
const WHOLE = new FileScanner(SPACE);

function scan(content: Buffer | string, scanner = WHOLE): ScannedFile {
  const bytes = Buffer.from(content);
  let at = 0;
  return scanner.scanOpen((into, offset) => {
    // As a pipe gives it: not all at once.
    const count = Math.min(bytes.length - at, into.length - offset, 4093);
    bytes.copy(into, offset, at, at + count);
    at += count;
    return count;
  });
}

function places(content: Buffer | string, scanner = WHOLE): string[] {
  return scan(content, scanner).mentions.map(({ line, column, text }) => `${line}:${column} ${text}`);
}

describe("lines and columns", () => {
  test("count characters, not bytes nor units of UTF-16, and a tab is one", () => {
    expect(places("a\né😀\t203.0.113.7 日本 203.0.113.8\r\n\r\n203.0.113.9")).toEqual([
      "2:4 203.0.113.7",
      "2:19 203.0.113.8",
      "4:1 203.0.113.9",
    ]);
  });

  test("do not count a byte order mark, and are those of the text in UTF-16 of either order", () => {
    const text = "ü 203.0.113.7\r\n😀203.0.113.8";
    const expected = ["1:3 203.0.113.7", "2:2 203.0.113.8"];
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    expect(places(`\ufeff${text}`)).toEqual(expected);
    expect(places(little)).toEqual(expected);
    expect(places(Buffer.from(little).swap16())).toEqual(expected);
    expect(places(Buffer.from("route 203.0.113.7 metric 1", "utf16le"))).toEqual(["1:7 203.0.113.7"]);
  });

  test("count bytes where a line is no UTF-8, such as Latin-1", () => {
    expect(places(Buffer.from("gr\xfc\xdfe 203.0.113.7\nü 203.0.113.8", "latin1"))).toEqual([
      "1:7 203.0.113.7",
      "2:3 203.0.113.8",
    ]);
    expect(
      places(Buffer.concat([Buffer.from("gr\xfc 203.0.113.7\n", "latin1"), Buffer.from("ü 203.0.113.8")])),
    ).toEqual(["1:5 203.0.113.7", "2:3 203.0.113.8"]);
  });
});

describe("a file that holds no text", () => {
  test("is told, and never read as clean", () => {
    expect(scan(Buffer.from("\x7fELF\0\0 203.0.113.7"))).toMatchObject({ skipped: "binary", mentions: [] });
    expect(scan(Buffer.from("PK\x03\x04 203.0.113.7"))).toMatchObject({ skipped: "archive", mentions: [] });
    expect(WHOLE.scan("/nowhere/at/all")).toMatchObject({ skipped: "unreadable", detail: "ENOENT" });
    expect(WHOLE.scan("/nowhere/backup.tar.gz")).toMatchObject({ skipped: "archive" });
  });

  test("is one with a NUL at its start; one far behind is part of a text", () => {
    expect(scan(`203.0.113.7${" ".repeat(8000)}\0`).mentions).toHaveLength(1);
  });

  test("is a symbolic link, unless the user named it", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-link-"));
    fs.writeFileSync(path.join(folder, "file"), "203.0.113.7");
    fs.symlinkSync("file", path.join(folder, "link"));
    expect(WHOLE.scan(path.join(folder, "link"))).toMatchObject({ skipped: "unreadable", detail: "ELOOP" });
    expect(WHOLE.scan(path.join(folder, "link"), true).mentions).toHaveLength(1);
    fs.rmSync(folder, { recursive: true });
  });
});

describe("windows", () => {
  const small = new FileScanner(SPACE, new CandidateSearch(SPACE, 4 * CONTEXT));

  test("cut no reference, whatever lies on their borders", () => {
    const filler = fc.constantFrom("x".repeat(97), "ü😀 ", "\n", "1.2.3.4 ", "a:b ", `${"word ".repeat(50)}\n`);
    const reference = fc.constantFrom(...SPELLINGS.map(([before, text, after]) => ` ; ${before}${text}${after} `));
    const piece = fc.oneof({ weight: 6, arbitrary: filler }, { weight: 1, arbitrary: reference });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 30, maxLength: 200 }), (pieces) => {
        const text = pieces.join("");
        expect(places(text, small)).toEqual(places(text));
      }),
      { numRuns: 150 },
    );
  });

  test("cut none in a line that goes on through all of them", () => {
    const text = `${"é".repeat(9000)} 203.0.113.7 ${"z".repeat(9000)} 2001:db8:42::1-2001:db8:42::ff end\n203.0.113.8`;
    expect(places(text, small)).toEqual([
      "1:9002 203.0.113.7",
      "1:18015 2001:db8:42::1-2001:db8:42::ff",
      "2:1 203.0.113.8",
    ]);
  });
});

describe("candidates", () => {
  const byBytes = new CandidateSearch(SPACE, 65_536, null);
  const byVectors = new CandidateSearch(SPACE, 65_536);

  test("are the same by vectors and byte by byte", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.stringMatching(/^[203.1\-_:a-f[\]\\%xX ]{0,120}$/),
      fc
        .array(fc.constantFrom(...SPELLINGS.map(([, text]) => text), " ", "\n", "0", "x", "2026"), { maxLength: 12 })
        .map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, fc.nat({ max: 40 }), (text, shift) => {
        const bytes = Buffer.from(`${" ".repeat(shift)}${text}`);
        expect(byVectors.positions(bytes)).toEqual(byBytes.positions(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test("stand in every spelling", () => {
    for (const [, text, after] of SPELLINGS)
      expect([text, byBytes.positions(Buffer.from(`${text}${after}`)).length > 0]).toEqual([text, true]);
  });
});

describe("an address", () => {
  const dashed = (address: string) => `ip-${address.replaceAll(".", "-")}`;
  const spelled4: readonly ((address: string) => string)[] = [
    (address) => address,
    (address) => `${address}/32`,
    (address) => address.replaceAll(".", "\\."),
    (address) => address.replaceAll(".", "[.]"),
    (address) => `http://${address}:8080/`,
    (address) => `::ffff:${address}`,
    (address) => `${address.split(".").reverse().join(".")}.in-addr.arpa`,
    dashed,
  ];
  const around = fc.stringMatching(/^[ a-z,;"'()=<>\n#]{0,30}$/).map((text) => `${text} `);

  test("of the block is found in any spelling, whatever stands around it", () => {
    const host = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(host, fc.constantFrom(...spelled4), around, around, (last, spell, before, after) => {
        expect(scan(`${before}${spell(`203.0.113.${last}`)} ${after}`).mentions).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test("outside of the block is not", () => {
    const outside = fc.integer({ min: 0, max: 2 ** 32 - 1 }).filter((value) => value >>> 8 !== 0xcb0071);
    const near = fc.integer({ min: 0xcb000000, max: 0xcb01ffff }).filter((value) => value >>> 8 !== 0xcb0071);
    fc.assert(
      fc.property(
        fc.oneof(outside, near),
        fc.constantFrom(...spelled4),
        around,
        around,
        (value, spell, before, after) => {
          expect(scan(`${before}${spell(formatAddress(4, BigInt(value)))} ${after}`).mentions).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of IPv6 is found in any spelling where it is of the block, and only there", () => {
    const block = 0x2001_0db8_0042n << 80n;
    const inside = fc.bigInt({ min: 0n, max: (1n << 80n) - 1n }).map((low) => block | low);
    const outside = fc
      .bigInt({ min: 1n << 96n, max: (1n << 128n) - 1n })
      .filter((value) => value >> 80n !== 0x2001_0db8_0042n);
    const full = (value: bigint) => (value.toString(16).padStart(32, "0").match(/.{4}/g) ?? []).join(":");
    const spell = fc.constantFrom(
      (value: bigint) => formatAddress(6, value),
      (value: bigint) => formatAddress(6, value).toUpperCase(),
      full,
      (value: bigint) => `[${formatAddress(6, value)}]:443`,
      (value: bigint) => `${full(value).replaceAll(":", "").split("").reverse().join(".")}.ip6.arpa`,
    );
    const found = (value: bigint, write: (value: bigint) => string) => scan(`x ${write(value)} y`).mentions.length;
    fc.assert(
      fc.property(inside, spell, (value, write) => expect(found(value, write)).toBe(1)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(outside, spell, (value, write) => expect(found(value, write)).toBe(0)),
      { numRuns: 300 },
    );
  });
});

describe("hostile text", () => {
  const hostile: Readonly<Record<string, (size: number) => string>> = {
    digits: (size) => "203.0.113".repeat(size / 8),
    dots: (size) => "203.0.".repeat(size / 6),
    colons: (size) => "2001:db8:".repeat(size / 8),
    "double colons": (size) => "2001:db8:42::".repeat(size / 13),
    escapes: (size) => "203\\\\\\\\.0\\.113\\.".repeat(size / 17),
    "reverse names": (size) => "0.0.113.0.203.in-addr.arpa.".repeat(size / 27),
    ranges: (size) => "203.0.113.7-".repeat(size / 12),
    brackets: (size) => "203.0.113.{".repeat(size / 11),
    versions: (size) => `version ${"= ".repeat(9)}203.0.113.7 `.repeat(size / 38),
  };

  test.each(Object.keys(hostile))("of %s takes work that grows as its size", (name) => {
    const work = (size: number): number => {
      const codes = jest.spyOn(String.prototype, "charCodeAt");
      const slices = jest.spyOn(String.prototype, "slice");
      try {
        scan(hostile[name]?.(size) ?? "");
        return codes.mock.calls.length + slices.mock.results.reduce((sum, { value }) => sum + value.length, 0);
      } finally {
        codes.mockRestore();
        slices.mockRestore();
      }
    };
    const [once, twice] = [work(8_000), work(16_000)];
    expect(twice).toBeGreaterThan(0);
    expect(twice).toBeLessThan(2.2 * once + 1000);
  });
});
