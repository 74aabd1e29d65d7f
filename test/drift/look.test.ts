import { type Declared, declare } from "../../drift/declared";
import { lookWith } from "../../drift/look";
import type { Observation, Observer } from "../../drift/observer";
import { graphOf, registerOf } from "../policies/resource-maker";
import { item } from "./compare/items";

const declared: Declared = declare(graphOf(), registerOf(), "2026-11-22");
const now = new Date("2026-11-22T06:00:00Z");
const nothing: Observation = { items: [], unseen: [], notObserved: [] };

function observer(
  name: Observer["name"],
  observe: Observer["observe"],
  expected = [item("x", { observer: name })],
): Observer {
  return { name, extra: "unmanaged", expect: () => expected, observe };
}

const sees = observer("dns", async () => ({ ...nothing, items: [item("x")] }));

test("observers look side by side, and what each expects and sees is kept apart", async () => {
  let arrived = 0;
  let meet: () => void = () => undefined;
  const together = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const meeting = async (): Promise<Observation> => {
    if (++arrived === 2) meet();
    await together;
    return nothing;
  };
  const looked = await lookWith([observer("dns", meeting), observer("aws", meeting)], declared, {
    timeout: 60_000,
    now,
  });
  expect(looked.map((one) => [one.observer.name, one.failed, one.expected.length])).toEqual([
    ["dns", false, 1],
    ["aws", false, 1],
  ]);
});

test("an observer that throws has seen nothing, and the others are heard", async () => {
  const broken = observer("aws", async () => {
    throw new TypeError("undefined is not a function");
  });
  const [first, second] = await lookWith([broken, sees], declared, { timeout: 60_000, now });
  expect(first).toMatchObject({
    failed: true,
    observation: { items: [], unseen: [{ reason: expect.stringContaining("TypeError: undefined is not a function") }] },
  });
  expect(first?.error).toBeInstanceOf(TypeError);
  expect(second).toMatchObject({ failed: false, observation: { items: [{ id: "x" }] } });
});

test("an observer that cannot say what it expects has failed too", async () => {
  const broken: Observer = {
    ...sees,
    expect() {
      throw new RangeError("no");
    },
  };
  await expect(lookWith([broken], declared, { timeout: 60_000, now })).resolves.toMatchObject([
    { failed: true, expected: [] },
  ]);
});

test("one that never ends is given up after its time and the grace", async () => {
  const hung = observer("bgp", () => new Promise<never>(() => undefined));
  const [first, second] = await lookWith([hung, sees], declared, { timeout: 20, grace: 20, now });
  expect(first).toMatchObject({
    failed: true,
    observation: { unseen: [{ reason: "the observer did not end within 0.02 seconds" }] },
  });
  expect(second?.failed).toBe(false);
});

test("one that ends when it is told to gives what it has", async () => {
  const slow = observer(
    "rpki",
    (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve({ ...nothing, unseen: [{ reason: "out of time" }] }));
      }),
  );
  const [only] = await lookWith([slow], declared, { timeout: 20, grace: 60_000, now });
  expect(only).toMatchObject({ failed: false, observation: { unseen: [{ reason: "out of time" }] } });
});

test("the signal of the run ends every observer, and the hung ones with it", async () => {
  const stop = new AbortController();
  const hung = observer("bgp", () => new Promise<never>(() => undefined));
  const looking = lookWith([hung], declared, { timeout: 60_000, grace: 10, now, signal: stop.signal });
  stop.abort();
  await expect(looking).resolves.toMatchObject([{ failed: true }]);
});

test("progress names the observer", async () => {
  const told: unknown[] = [];
  const counting = observer("dns", async (_, { progress }) => {
    progress?.(1, 2);
    return nothing;
  });
  await lookWith([counting], declared, { timeout: 60_000, now, progress: (...args) => told.push(args) });
  expect(told).toEqual([["dns", 1, 2]]);
});
