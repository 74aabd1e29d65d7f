import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import {
  MAX_LIST_BYTES,
  NAMED_LINES,
  parseDenyList,
  readDenyListFile,
} from "../../../components/egress-firewall/deny-list-file";
import { formatPrefix } from "../../../lease/prefix";

function cidrs(text: string): string[] {
  const { prefixes, problems } = parseDenyList(text);
  expect(problems).toEqual([]);
  return prefixes.map(formatPrefix);
}

const JSON_LINES = [
  '{"cidr":"192.0.2.0/24","sblid":"SBL1","rir":"arin"}',
  '{"cidr":"2001:db8:bad::/48","sblid":"SBL2","rir":"ripencc"}',
  '{"type":"metadata","timestamp":1795307427,"size":97,"records":2}',
].join("\n");

describe("a deny list", () => {
  test.each([
    ["Spamhaus' JSON lines", JSON_LINES, ["192.0.2.0/24", "2001:db8:bad::/48"]],
    [
      "Spamhaus' text",
      "; Spamhaus DROP\n192.0.2.0/24 ; SBL1\n198.51.100.0/25 ; SBL2\n",
      ["192.0.2.0/24", "198.51.100.0/25"],
    ],
    [
      "a team's own list with comments, CRLF and a byte order mark",
      "\uFEFF# ours\r\n192.0.2.7\r\n\r\n192.0.2.0/28 # x\r\n",
      ["192.0.2.7/32", "192.0.2.0/28"],
    ],
    ["JSON lines of a team without metadata", '{"cidr":"192.0.2.0/24"}', ["192.0.2.0/24"]],
    [
      "two downloads in one file",
      `${JSON_LINES}\n${JSON_LINES}`,
      ["192.0.2.0/24", "2001:db8:bad::/48", "192.0.2.0/24", "2001:db8:bad::/48"],
    ],
  ])("is read from %s", (_, text, expected) => {
    expect(cidrs(text)).toEqual(expected);
  });

  test.each([
    [
      "host bits",
      "192.0.2.1/24 ; SBL1",
      "line 1: no CIDR at its start; remove the line, or write one address or CIDR without host bits",
    ],
    [
      "junk",
      "192.0.2.0/24\n<html>403</html>",
      "line 2: no CIDR at its start; remove the line, or write one address or CIDR without host bits",
    ],
    [
      "broken JSON",
      '{"cidr":"192.0.2.0/2',
      "line 1: not a JSON object; a cut or edited download, fetch the list again",
    ],
    [
      "an entry without a CIDR",
      '{"cidr":7}',
      "line 1: no CIDR at its start; remove the line, or write one address or CIDR without host bits",
    ],
    [
      "everything",
      "0.0.0.0/0",
      "line 1: /0 is shorter than /8, too wide for a deny list; remove it, or list its parts",
    ],
    [
      "half of IPv6",
      "8000::/1",
      "line 1: /1 is shorter than /16, too wide for a deny list; remove it, or list its parts",
    ],
    [
      "an endless line",
      `192.0.2.0/24 ; ${"x".repeat(2000)}`,
      "line 1: longer than 1000 characters; a line holds one CIDR",
    ],
    ["nothing", "; nothing here\n", "holds no CIDR; an empty list denies nothing, so fetch it again or leave it out"],
    [
      "a download cut before its metadata",
      JSON_LINES.split("\n").slice(0, 2).join("\n"),
      "ends without its metadata line, so the download was cut off; fetch the list again",
    ],
    [
      "a download that lost a line",
      JSON_LINES.split("\n").slice(1).join("\n"),
      "line 2: announces 2 records but 1 were read; fetch the list again",
    ],
  ])("with %s is refused with the line and the way out", (_, text, expected) => {
    expect(parseDenyList(text).problems).toEqual([expected]);
  });

  test("names each of the first wrong lines and counts the others, without repeating their text", () => {
    const junk = Array.from({ length: 5000 }, () => "password=hunter2").join("\n");
    const { problems } = parseDenyList(junk);
    expect(problems).toHaveLength(NAMED_LINES + 1);
    expect(problems.map((problem) => problem.split(":")[0]).slice(0, NAMED_LINES)).toEqual(
      Array.from({ length: NAMED_LINES }, (_, index) => `line ${index + 1}`),
    );
    expect(problems.at(-1)).toBe("and 4980 more lines like these");
    expect(problems.join()).not.toContain("hunter2");
  });

  test("never throws and never repeats what it was given, whatever that is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 6 }), (text) => {
        const { problems } = parseDenyList(`secret-${text}`);
        expect(problems.join("\n")).not.toContain("secret-");
        expect(problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("the file of a deny list", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "deny-list-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is read", () => {
    writeFileSync(join(folder, "drop.txt"), "192.0.2.0/24 ; SBL1\n");
    expect(readDenyListFile(join(folder, "drop.txt")).prefixes.map(formatPrefix)).toEqual(["192.0.2.0/24"]);
  });

  test("that is too large is not read", () => {
    writeFileSync(join(folder, "huge.txt"), Buffer.alloc(MAX_LIST_BYTES + 1, "\n"));
    expect(readDenyListFile(join(folder, "huge.txt")).problems).toEqual([
      `${MAX_LIST_BYTES + 1} bytes, more than ${MAX_LIST_BYTES}; keep only the lines with CIDRs, or split the list`,
    ]);
  });

  test("that is not there, or is a folder, is a problem and no crash", () => {
    expect(readDenyListFile(join(folder, "absent")).problems).toEqual([
      "no such file; download the list before the preview",
    ]);
    expect(readDenyListFile(folder).problems).toEqual(["not a file; give the path of the downloaded list"]);
  });
});
