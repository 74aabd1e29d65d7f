import { paced } from "../../drift/paced";

describe("work at a pace", () => {
  const forever = new AbortController().signal;

  test("every item is worked on once, never more at once than allowed", async () => {
    const done: number[] = [];
    let open = 0;
    let most = 0;
    await paced([1, 2, 3, 4, 5, 6, 7], { atOnce: 3, signal: forever }, async (item) => {
      most = Math.max(most, ++open);
      await new Promise((next) => setImmediate(next));
      open--;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  test("nothing is begun after the signal", async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    await paced([1, 2, 3], { atOnce: 1, signal: stop.signal }, async (item) => {
      begun.push(item);
      if (item === 2) stop.abort();
    });
    expect(begun).toEqual([1, 2]);
  });

  test("a failure is thrown, not swallowed", async () => {
    const failing = paced([1, 2], { atOnce: 2, signal: forever }, async () => {
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
  });
});
