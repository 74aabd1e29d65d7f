import { type ArgumentError, ArgumentErrors } from "../../../components/argument-errors";
import {
  type BreakGlassOpening,
  checkOpenings,
  readTimestamp,
} from "../../../components/egress-firewall/break-glass-opening";

const PATH = { approvers: ["on-call", "ciso"], hours: 4, destinations: ["192.0.2.0/24"] };
const OPENING: BreakGlassOpening = {
  name: "inc-7",
  from: "2026-11-22T09:00:00Z",
  until: "2026-11-22T13:00:00Z",
  approvedBy: ["on-call"],
  destinations: ["192.0.2.66/32"],
  fromPort: 443,
};

function check(
  opening: Partial<BreakGlassOpening>,
  now = "2026-11-22T10:00:00Z",
  path: typeof PATH | undefined = PATH,
) {
  const errors = new ArgumentErrors("test");
  const [checked] = checkOpenings([{ ...OPENING, ...opening }], path, Date.parse(now), errors);
  try {
    errors.throwIfAny();
    return { checked, problems: [] };
  } catch (error) {
    return { checked, problems: (error as ArgumentError).problems };
  }
}

describe("a break-glass opening", () => {
  test.each([
    ["2026-11-22T08:59:59Z", "ahead"],
    ["2026-11-22T09:00:00Z", "open"],
    ["2026-11-22T13:59:59+01:00", "open"],
    ["2026-11-22T13:00:00Z", "over"],
  ])("at %s is %s", (now, state) => {
    expect(check({}, now).checked?.state).toBe(state);
  });

  test("says in its description until when it is open and who approved, in characters that EC2 takes", () => {
    const path = { ...PATH, approvers: ["Zoë O'Hara"] };
    const { checked } = check({ approvedBy: ["Zoë O'Hara"] }, undefined, path);
    expect(checked?.description).toBe("break-glass inc-7 until 2026-11-22T13:00:00Z, approved by Zo_ O_Hara");
  });

  test.each<[string, Partial<BreakGlassOpening>, string]>([
    ["longer than the segment allows", { until: "2026-11-22T13:00:01Z" }, "breakGlass[0].until"],
    ["ending before it starts", { until: "2026-11-22T08:00:00Z" }, "breakGlass[0].until"],
    ["without a time zone", { from: "2026-11-22T09:00:00" }, "breakGlass[0].from"],
    ["approved by nobody", { approvedBy: [] }, "breakGlass[0].approvedBy"],
    ["approved by somebody else", { approvedBy: ["on-call", "intern"] }, "breakGlass[0].approvedBy[1]"],
    [
      "to a place that the segment does not name",
      { destinations: ["198.51.100.0/24"] },
      "breakGlass[0].destinations[0]",
    ],
    ["to a destination with host bits", { destinations: ["192.0.2.66/24"] }, "breakGlass[0].destinations[0]"],
    ["to nowhere", { destinations: [] }, "breakGlass[0].destinations"],
    ["on a port that is none", { fromPort: 70_000, toPort: 70_001 }, "breakGlass[0].fromPort"],
    ["named so that no resource could be", { name: "INC 7" }, "breakGlass[0].name"],
  ])("%s is refused", (_, opening, argument) => {
    expect(check(opening).problems[0]?.argument).toBe(argument);
  });

  test("is refused where the segment has no break-glass path", () => {
    const errors = new ArgumentErrors("test");
    checkOpenings([OPENING], undefined, 0, errors);
    expect(() => errors.throwIfAny()).toThrow(
      "breakGlass: the segment has no breakGlass; name its approvers there first",
    );
  });

  test("lasts 24 hours at most where nothing else is said", () => {
    const errors = new ArgumentErrors("test");
    const path = { approvers: ["on-call"], hours: 24 };
    checkOpenings([{ ...OPENING, until: "2026-11-23T09:00:00Z" }], path, 0, errors);
    expect(errors.any).toBe(false);
    checkOpenings([{ ...OPENING, until: "2026-11-23T09:00:01Z" }], path, 0, errors);
    expect(errors.any).toBe(true);
  });
});

test.each(["2026-11-22", "2026-13-01T00:00:00Z", "22 Nov 2026", "", "2026-11-22T09:00"])("%j is no moment", (text) => {
  expect(readTimestamp(text)).toBeUndefined();
});
