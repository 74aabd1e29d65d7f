import { parsePrefix } from "../../lease/prefix";
import { openAnnouncer } from "../../provider/announcers/open-announcer";
import { readSettings } from "../../provider/settings";
import { Gobgp } from "../testbed/announcers/gobgp";
import { describeWith, TOOLS } from "../testbed/tools";

jest.setTimeout(60_000);
const never = new AbortController().signal;
const V4 = { leaseId: "office-2026", prefix: parsePrefix("203.0.113.0/24"), origin: 64496 };
const V6 = { ...V4, prefix: parsePrefix("2001:db8::/32") };

describeWith(["gobgpd", "gobgp"], "the lessee's announcer with a real GoBGP daemon", () => {
  let gobgp: Gobgp;
  const path = process.env.PATH;

  beforeAll(async () => {
    process.env.PATH = `${TOOLS}/bin:${path}`;
    gobgp = await Gobgp.start(64496);
  });
  afterAll(async () => {
    process.env.PATH = path;
    await gobgp?.stop();
  });

  const announcer = () => openAnnouncer("lessee", readSettings({ gobgp: gobgp.address }, {}));

  test.each([
    ["v4", V4, "ipv4"],
    ["v6", V6, "ipv6"],
  ])("a %s route goes into the daemon's table and out of it", async (_, route, family) => {
    await announcer().advertise(route, never);
    await announcer().advertise(route, never);
    expect(JSON.parse(await gobgp.command("global", "rib", "-a", family, "-j"))).toMatchObject({
      [family === "ipv4" ? "203.0.113.0/24" : "2001:db8::/32"]: [{ best: true }],
    });
    expect(await announcer().status(route)).toMatchObject({
      advertised: true,
      origin: 64496,
      note: expect.any(String),
    });
    await announcer().withdraw(route, never);
    await announcer().withdraw(route, never);
    expect(JSON.parse(await gobgp.command("global", "rib", "-a", family, "-j"))).toEqual({});
    expect(await announcer().status(route)).toEqual({ advertised: false, state: "not-in-table" });
  });

  test("a route made by hand with another path is seen with its origin", async () => {
    await gobgp.command("global", "rib", "add", "203.0.113.0/24", "aspath", "64500 64511");
    expect(await announcer().status(V4)).toMatchObject({ advertised: true, origin: 64511 });
    await announcer().withdraw(V4, never);
    expect((await announcer().status(V4)).advertised).toBe(false);
  });

  test("a daemon of another AS refuses the route", async () => {
    await expect(announcer().advertise({ ...V4, origin: 64511 }, never)).rejects.toThrow(/speaks for AS64496/);
  });

  test("a daemon that is gone leaves the state unknown", async () => {
    const other = await Gobgp.start(64496);
    await other.stop();
    const gone = openAnnouncer("lessee", readSettings({ gobgp: other.address }, {}));
    await expect(gone.status(V4)).rejects.toMatchObject({ kind: "unreachable" });
  });
});
