import * as fc from "fast-check";
import { formatRoa, type RoaDelta, type RoaPayload, roaPayload, sameRoa } from "../../../lease/rpki/roa";
import { converge, OutOfStep } from "../../../provider/publishers/converge";
import { PublishError } from "../../../provider/publishers/publish-error";
import { change, HELD, HELD_V6, LIMITS, OTHER } from "./registry-contract";

const unavailable = () => new PublishError("krill", "unavailable", "no answer", "run it again");
const refusal = () => new PublishError("krill", "refused", "it refuses", "correct it");

/** What happens to one write, or one read. */
type Event = "done" | "lost" | "done, answer lost" | "refused, since somebody else did it";

/** A registry of no protocol: sets, and failures in a given order. */
class Sets {
  readonly writes: RoaDelta[] = [];
  reads = 0;

  constructor(
    public roas: RoaPayload[],
    private readonly events: Event[] = [],
    private readonly readFailures: ReadonlyMap<number, PublishError> = new Map(),
  ) {}

  async read(): Promise<RoaPayload[]> {
    const failure = this.readFailures.get(this.reads++);
    if (failure !== undefined) throw failure;
    return [...this.roas];
  }

  async write(delta: RoaDelta): Promise<OutOfStep | undefined> {
    this.writes.push(delta);
    const event = this.events.shift() ?? "done";
    if (event !== "lost") this.make(delta);
    if (event === "refused, since somebody else did it") return new OutOfStep(refusal());
    if (event !== "done") throw unavailable();
    return undefined;
  }

  get names(): string[] {
    return this.roas.map(formatRoa).sort();
  }

  private make({ add, remove }: RoaDelta): void {
    for (const one of add) if (this.roas.some((there) => sameRoa(one, there))) throw new Error("a duplicate");
    for (const one of remove) if (!this.roas.some((there) => sameRoa(one, there))) throw new Error("not there");
    this.roas = [...this.roas.filter((one) => !remove.some((gone) => sameRoa(gone, one))), ...add];
  }
}

test("whatever goes wrong with up to three writes, the end is as wanted, without a duplicate", async () => {
  const event = fc.constantFrom<Event>("done", "lost", "done, answer lost", "refused, since somebody else did it");
  const some = fc.subarray([HELD, OTHER, HELD_V6, roaPayload("203.0.113.0/25", 64496)]);
  await fc.assert(
    fc.asyncProperty(some, some, some, fc.array(event, { maxLength: 3 }), async (before, add, remove, events) => {
      const sets = new Sets(before, events);
      await converge(change(add, remove), sets, LIMITS);
      for (const one of add) expect(sets.names).toContain(formatRoa(one));
      const kept = before.filter((one) => !remove.some((gone) => sameRoa(one, gone)));
      expect(sets.names).toEqual([...new Set([...kept, ...add].map(formatRoa))].sort());
    }),
  );
});

test("a write that is never answered is given up after four, each after a look", async () => {
  const sets = new Sets([], Array<Event>(10).fill("lost"));
  await expect(converge(change([HELD]), sets, LIMITS)).rejects.toMatchObject({ failure: "unavailable" });
  expect([sets.writes.length, sets.reads]).toEqual([4, 5]);
});

test("where the look after a lost write fails too, nobody claims to know", async () => {
  const sets = new Sets([], ["done, answer lost"], new Map([[1, unavailable()]]));
  await expect(converge(change([HELD]), sets, LIMITS)).rejects.toThrow(
    "whether the change was made could not be read back",
  );
  expect(sets.writes).toHaveLength(1);
});

test("a refusal stays one where the list cannot be read after it", async () => {
  const sets = new Sets([], ["refused, since somebody else did it"], new Map([[1, unavailable()]]));
  await expect(converge(change([HELD]), sets, LIMITS)).rejects.toMatchObject({ failure: "refused" });
});

test("where the list cannot be read at first, nothing is written", async () => {
  const sets = new Sets([], [], new Map([[0, unavailable()]]));
  await expect(converge(change([HELD]), sets, LIMITS)).rejects.toMatchObject({ failure: "unavailable" });
  expect(sets.writes).toEqual([]);
});
