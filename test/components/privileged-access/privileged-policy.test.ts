import {
  EVENT_PATTERN_LIMIT,
  privilegedCallPatterns,
} from "../../../components/privileged-access/privileged-call-patterns";
import {
  MANAGED_POLICY_LIMIT,
  privilegedPolicy,
  SCP_LIMIT,
} from "../../../components/privileged-access/privileged-policy";
import { PRIVILEGED_ACTIONS } from "../../../lease/privileged-actions";

const ROLES = ["arn:aws:iam::111122223333:role/network-admin"];

describe("the policy on privileged actions", () => {
  test.each(["scp", "boundary"] as const)("as %s denies every action, to all but the named roles", (as) => {
    const denies = privilegedPolicy({ roles: ROLES, as }).Statement.filter(({ Effect }) => Effect === "Deny");
    const denied = new Set(denies.flatMap(({ Action }) => Action));
    for (const { service, name } of PRIVILEGED_ACTIONS) expect(denied).toContain(`${service}:${name}`);
    for (const { Condition } of denies) expect(Condition?.ArnNotLike).toEqual({ "aws:PrincipalArn": ROLES });
  });

  test("keeps what has no resource-level permissions on every resource, however others are narrowed", () => {
    const narrow = "arn:aws:ec2:*:*:natgateway/*";
    const { Statement } = privilegedPolicy({ roles: ROLES, as: "scp", resources: [narrow] });
    const resourceOf = (action: string) => Statement.find(({ Action }) => Action.includes(action))?.Resource;
    expect(resourceOf("ec2:DeleteNatGateway")).toEqual([narrow]);
    expect(resourceOf("ec2:AdvertiseByoipCidr")).toBe("*");
    expect(resourceOf("globalaccelerator:WithdrawByoipCidr")).toBe("*");
  });

  test("denies changes of lease tags, of all tags at once, and of PTR records, but no others", () => {
    const conditions = Object.fromEntries(
      privilegedPolicy({ roles: ROLES, as: "scp" }).Statement.map(({ Sid, Condition }) => [Sid, Condition]),
    );
    expect(conditions.LeaseTags?.["ForAnyValue:StringLike"]).toEqual({ "aws:TagKeys": ["leasehold:*"] });
    expect(conditions.AllTags?.Null).toEqual({ "aws:TagKeys": "true" });
    expect(conditions.ReverseNames?.["ForAnyValue:StringEquals"]).toEqual({
      "route53:ChangeResourceRecordSetsRecordTypes": ["PTR"],
    });
  });

  test("allows everything else in a boundary, which permits only what it allows, and nothing in an SCP", () => {
    const allows = (as: "scp" | "boundary") =>
      privilegedPolicy({ roles: ROLES, as }).Statement.filter(({ Effect }) => Effect === "Allow").length;
    expect([allows("boundary"), allows("scp")]).toEqual([1, 0]);
  });

  test("fits with ten roles", () => {
    const roles = Array.from({ length: 10 }, (_, i) => `arn:aws:iam::111122223333:role/network-admin-${i}`);
    expect(JSON.stringify(privilegedPolicy({ roles, as: "boundary" })).length).toBeLessThan(MANAGED_POLICY_LIMIT);
    expect(JSON.stringify(privilegedPolicy({ roles: roles.slice(0, 5), as: "scp" })).length).toBeLessThan(SCP_LIMIT);
  });
});

describe("event patterns of privileged calls", () => {
  test("match every action's CloudTrail record, each in a pattern that EventBridge takes", () => {
    const matched = new Set<string>();
    for (const { pattern } of privilegedCallPatterns()) {
      expect(pattern.length).toBeLessThanOrEqual(EVENT_PATTERN_LIMIT);
      const { eventSource, eventName } = JSON.parse(pattern).detail as { eventSource: string[]; eventName: string[] };
      for (const source of eventSource) for (const name of eventName) matched.add(`${source} ${name}`);
    }
    for (const { service, name } of PRIVILEGED_ACTIONS) expect(matched).toContain(`${service}.amazonaws.com ${name}`);
    expect(matched).toContain("ec2.amazonaws.com DeleteTags");
  });

  test("are one an area", () => {
    expect(privilegedCallPatterns().map(({ area }) => area)).toEqual([
      "address",
      "nat",
      "firewall",
      "routing",
      "byoip",
      "ipam",
      "reverse-dns",
      "tags",
    ]);
  });
});

test("no privileged action is listed twice", () => {
  const names = PRIVILEGED_ACTIONS.map(({ service, name }) => `${service}:${name}`);
  expect(new Set(names).size).toBe(names.length);
});

test("every EC2 action is one that EC2 has", async () => {
  const ec2 = new Set(Object.keys(await import("@aws-sdk/client-ec2")));
  const missing = PRIVILEGED_ACTIONS.filter(({ service, name }) => service === "ec2" && !ec2.has(`${name}Command`));
  expect(missing).toEqual([]);
});
