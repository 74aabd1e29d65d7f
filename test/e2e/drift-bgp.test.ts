import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import { reportSchema } from "../../reports/report";
import { fakeIo } from "../cli/fake-io";
import { Gobgp } from "../testbed/announcers/gobgp";
import { describeWith, TOOLS } from "../testbed/tools";

jest.setTimeout(60_000);
const LEASES = [
  {
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-01-01", end: "2036-12-31" },
    routing: { announcedBy: "lessee", origins: [64496] },
    segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.128/25"] }],
  },
  {
    id: "office-v6",
    prefix: "2001:db8::/32",
    status: "active",
    term: { start: "2026-01-01", end: "2036-12-31" },
    routing: { announcedBy: "lessee", origins: [64496] },
  },
];

describeWith(["gobgpd", "gobgp"], "drift of routes, by the table of a real GoBGP daemon", () => {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-drift-bgp-"));
  const path = process.env.PATH;
  let gobgp: Gobgp;

  beforeAll(async () => {
    process.env.PATH = `${TOOLS}/bin:${path}`;
    gobgp = await Gobgp.start(64496);
    writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: LEASES }));
    await gobgp.command("global", "rib", "add", "203.0.113.0/24");
    await gobgp.command("global", "rib", "add", "2001:db8::/32", "-a", "ipv6");
    // Neither the lessor's larger block nor a default route is of the leases.
    await gobgp.command("global", "rib", "add", "203.0.112.0/22", "aspath", "64500");
    await gobgp.command("global", "rib", "add", "0.0.0.0/0", "aspath", "64500");
  });
  afterAll(async () => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true, force: true });
    await gobgp?.stop();
  });

  async function drift(source = gobgp.address) {
    const io = fakeIo({ folder });
    const options = ["--register", "leases.json", "--base", "none", "--source", "bgp", "--gobgp", source];
    const code = await run(["drift", ...options, "--format", "json"], io);
    const { findings } = reportSchema.parse(JSON.parse(io.out()));
    return { code, found: findings.map(({ rule, lease, segment, drift }) => [rule, lease, segment, drift?.id]) };
  }

  const rib = (...args: string[]) => gobgp.command("global", "rib", ...args);

  test("as declared there is no drift, by the daemon and by a file of what it printed", async () => {
    expect(await drift()).toEqual({ code: 0, found: [] });
    // Of its own routes a file does not say the origin: the settings do.
    writeFileSync(join(folder, "leasehold.yaml"), "drift: {bgp: {gobgp: {source: 'localhost:1', asn: 64496}}}\n");
    writeFileSync(join(folder, "rib.json"), await rib("-j", "203.0.113.0/24"));
    const file = await drift("rib.json");
    // A table of IPv4 alone says nothing of the other lease: it is no proof that its route is gone.
    expect(file).toMatchObject({ code: 2, found: [["drift-unobserved", "office-v6", null, expect.anything()]] });
  });

  test.each([
    ["a more specific", ["203.0.113.128/25"], "web", "203.0.113.128/25 AS64496"],
    ["a strange origin", ["203.0.113.0/24", "aspath", "64500 64511"], null, "203.0.113.0/24 AS64511"],
    ["an origin in a set", ["203.0.113.0/25", "aspath", "64500 {64501,64502}"], null, "203.0.113.0/25 AS_SET"],
  ])("%s is found, named and attributed; withdrawn, it is found no more", async (_, route, segment, id) => {
    await rib("add", ...route);
    const found = await drift();
    await rib("del", ...route);
    if (id.startsWith("203.0.113.0/24")) await rib("add", "203.0.113.0/24");
    expect(found).toMatchObject({ code: 1 });
    expect(found.found).toContainEqual(["drift-added", "office", segment, id]);
    expect(await drift()).toEqual({ code: 0, found: [] });
  });

  test("a withdrawn route is found, of its own family alone", async () => {
    await rib("del", "2001:db8::/32", "-a", "ipv6");
    expect(await drift()).toEqual({
      code: 1,
      found: [["drift-removed", "office-v6", null, "2001:db8::/32 AS64496"]],
    });
    await rib("add", "2001:db8::/32", "-a", "ipv6");
    expect(await drift()).toEqual({ code: 0, found: [] });
  });

  test("a daemon that is gone leaves both leases unknown", async () => {
    const other = await Gobgp.start(64496);
    await other.stop();
    const { code, found } = await drift(other.address);
    expect(code).toBe(2);
    expect(found.map(([rule, lease]) => [rule, lease])).toEqual([
      ["drift-unobserved", "office"],
      ["drift-unobserved", "office-v6"],
    ]);
  });
});
