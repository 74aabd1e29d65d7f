import { Turns } from "../../../drift/dns/turns";

describe("turns", () => {
  test("as many as are free are given at once, the others in their order", async () => {
    const turns = new Turns(2);
    expect([turns.take(), turns.take()]).toEqual([undefined, undefined]);
    const served: number[] = [];
    const waiting = [1, 2, 3].map((at) => turns.take()?.then(() => served.push(at)));
    turns.give();
    turns.give();
    await Promise.all(waiting.slice(0, 2));
    expect(served).toEqual([1, 2]);
    turns.give();
    await waiting[2];
    expect(served).toEqual([1, 2, 3]);
  });

  test("thousands may wait", async () => {
    const turns = new Turns(1);
    expect(turns.take()).toBeUndefined();
    const served: number[] = [];
    const all = Array.from({ length: 5000 }, (_, at) =>
      turns.take()?.then(() => {
        served.push(at);
        turns.give();
      }),
    );
    turns.give();
    await Promise.all(all);
    expect(served).toEqual(Array.from({ length: 5000 }, (_, at) => at));
    expect(turns.take()).toBeUndefined();
  });

  test("a limit spreads what is begun evenly, and does not save up", () => {
    const turns = new Turns(10, 100);
    expect([turns.delay(0), turns.delay(0), turns.delay(5)]).toEqual([0, 10, 15]);
    expect(turns.delay(1000)).toBe(0);
    expect(turns.delay(1000)).toBe(10);
  });

  test("without a limit nothing waits", () => {
    const turns = new Turns(10);
    expect([turns.delay(0), turns.delay(0)]).toEqual([0, 0]);
  });
});
