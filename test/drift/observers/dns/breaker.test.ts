import { Breaker } from "../../../../drift/observers/dns/breaker";

describe("when asking on is of no use", () => {
  const open = () => {
    const breaker = new Breaker(3);
    for (let at = 0; at < 3; at++) breaker.count(false);
    return breaker;
  };

  test("answers in between keep it going", () => {
    const breaker = new Breaker(3);
    for (let at = 0; at < 20; at++) {
      expect(breaker.allows()).toBe(true);
      breaker.count(at % 3 === 2);
    }
  });

  test("after enough failures in a row only one in sixteen is asked", () => {
    const breaker = open();
    const asked = Array.from({ length: 64 }, () => breaker.allows()).filter(Boolean);
    expect(asked).toHaveLength(4);
  });

  test("one answer, and all are asked again", () => {
    const breaker = open();
    breaker.count(true);
    expect([1, 2, 3].map(() => breaker.allows())).toEqual([true, true, true]);
  });
});
