import { parsePrefix } from "../../../lease/prefix";
import { ANNOUNCERS } from "../../../provider/announcers/announcer";
import { openAnnouncer } from "../../../provider/announcers/open-announcer";
import { readSettings } from "../../../provider/settings";

const route = { leaseId: "office-2026", prefix: parsePrefix("203.0.113.0/24"), origin: 64496 };
const settings = readSettings({ cloudflareAccount: "a", cloudflareToken: "t", gobgp: "127.0.0.1:50051" }, {});

test.each(ANNOUNCERS)("%s opens without asking anybody", (name) => {
  expect(openAnnouncer(name, settings).name).toBe(name);
});

test.each(["lessor", "lessee"] as const)("what %s announces unasked is recorded, and never known", async (name) => {
  const announcer = openAnnouncer(name, readSettings({}, {}));
  const signal = new AbortController().signal;
  await announcer.advertise(route, signal);
  expect(await announcer.status(route)).toMatchObject({ advertised: undefined, state: "recorded" });
  await announcer.withdraw(route, signal);
  expect((await announcer.status(route)).advertised).toBeUndefined();
});

test("cloudflare says which settings it lacks", () => {
  expect(() => openAnnouncer("cloudflare", readSettings({}, {}))).toThrow(/cloudflareAccount/);
});
