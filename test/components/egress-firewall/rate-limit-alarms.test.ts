import { ArgumentErrors } from "../../../components/argument-errors";
import { identityAlarms, natAlarms } from "../../../components/egress-firewall/rate-limit-alarms";
import type { RateLimit } from "../../../components/egress-segment/segment-arguments";

const CRAWLER: RateLimit = {
  identity: "crawler",
  sources: ["10.0.1.0/24"],
  packetsPerSecond: 100,
  connectionsPerSecond: 2,
};
const BATCH: RateLimit = { identity: "arn:aws:iam::111122223333:role/batch", packetsPerSecond: 50 };

function identities(limits: RateLimit[], workloads: string[] = []) {
  const errors = new ArgumentErrors("test");
  const alarms = identityAlarms("data", limits, workloads, errors);
  errors.throwIfAny();
  return alarms;
}

describe("alarms on NAT gateways", () => {
  test("sum the limits of all identities, a minute's worth", () => {
    expect(natAlarms("data", [CRAWLER, BATCH], undefined).map(({ metric, threshold }) => [metric, threshold])).toEqual([
      ["PacketsOutToDestination", 9000],
    ]);
  });

  test("leave out what some identity has no limit for, and everything without limits", () => {
    expect(natAlarms("data", [CRAWLER], undefined).map(({ metric }) => metric)).toEqual([
      "PacketsOutToDestination",
      "ConnectionAttemptCount",
    ]);
    expect(natAlarms("data", [], undefined)).toEqual([]);
  });

  test("watch concurrent connections by their maximum", () => {
    expect(natAlarms("data", [], 500)).toMatchObject([
      { metric: "ActiveConnectionCount", statistic: "Maximum", threshold: 500 },
    ]);
  });
});

describe("alarms on flow logs", () => {
  test("are one for each limit of each identity, five minutes' worth", () => {
    expect(
      identities([CRAWLER, BATCH], ["10.0.0.0/16"]).map(({ key, metric, threshold }) => [key, metric, threshold]),
    ).toEqual([
      ["crawler-packets", "data/crawler/packets", 30_000],
      ["crawler-connections", "data/crawler/connections", 600],
      ["arn_aws_iam__111122223333_role_batch-1-packets", "data/arn_aws_iam__111122223333_role_batch-1/packets", 15_000],
    ]);
  });

  test("are none for an identity whose sources nobody knows", () => {
    expect(identities([BATCH])).toEqual([]);
  });

  test("are refused for sources that text cannot match, with the way out", () => {
    expect(() => identities([{ ...CRAWLER, sources: ["2001:db8::/64"] }])).toThrow(
      'segment.rateLimits[0].sources = "crawler": a metric filter compares text and cannot match these',
    );
  });
});
