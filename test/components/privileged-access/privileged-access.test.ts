import { LeasedBlock } from "../../../components/leased-block/leased-block";
import { PrivilegedAccess, type PrivilegedAccessArgs } from "../../../components/privileged-access/privileged-access";
import { recordProgram, recordRefusal } from "../record-program";

const ADMIN = "arn:aws:iam::111122223333:role/network-admin";

function program(args: Partial<PrivilegedAccessArgs>) {
  return () => {
    const block = new LeasedBlock("office", {
      lease: {
        id: "office-2026",
        prefix: "203.0.113.0/24",
        status: "active",
        term: { start: "2026-10-01", end: "2036-09-30" },
      },
    });
    return new PrivilegedAccess("access", { lease: block, as: "scp", roles: [ADMIN], ...args });
  };
}

function build(args: Partial<PrivilegedAccessArgs> = {}) {
  return recordProgram(program(args));
}

describe("PrivilegedAccess", () => {
  test("makes a service control policy of the denying document and attaches it to each target", async () => {
    const { one, all, result } = await build({ targets: ["ou-root-example"] });
    const policy = one("aws:organizations/policy:Policy", "access-scp");
    expect(policy.inputs).toMatchObject({
      type: "SERVICE_CONTROL_POLICY",
      content: result.document,
      tags: { "leasehold:lease": "office-2026" },
    });
    expect(all("aws:organizations/policyAttachment:PolicyAttachment").map((one) => one.inputs)).toEqual([
      { policyId: "access-scp-id", targetId: "ou-root-example" },
    ]);
  });

  test("makes a permissions boundary that allows everything else", async () => {
    const { one, all } = await build({ as: "boundary" });
    const policy = one("aws:iam/policy:Policy", "access-boundary");
    expect(JSON.parse(policy.inputs.policy as string).Statement[0]).toEqual({
      Sid: "Everything",
      Effect: "Allow",
      Action: "*",
      Resource: "*",
    });
    expect(all("aws:organizations/policy:Policy")).toEqual([]);
  });

  test("has its arguments as inputs", async () => {
    const { one } = await build();
    expect(one("leasehold:index:PrivilegedAccess", "access").inputs).toEqual({
      leaseId: "office-2026",
      as: "scp",
      roles: [ADMIN],
    });
  });

  test("names every argument that cannot be used at once, and registers nothing", async () => {
    const { lines, resources } = await recordRefusal(
      program({
        as: "boundary",
        roles: ["network-admin", "arn:aws:iam::*:role/*"],
        resources: ["eipalloc-1"],
        targets: ["ou-1"],
      }),
    );
    expect(lines).toEqual([
      'PrivilegedAccess "access": 4 arguments cannot be used; nothing was created',
      "roles[0]: not a role's ARN; give one like arn:aws:iam::111122223333:role/network-admin",
      'roles[1] = "arn:aws:iam::*:role/*": names every role, so nobody is denied; name the roles that keep the actions',
      'resources[0]: not an ARN; give "*" or one like arn:aws:ec2:*:*:natgateway/*',
      "targets: a permissions boundary is set on roles and users, not attached; leave targets out",
    ]);
    expect(resources.map(({ type }) => type)).toEqual(["leasehold:index:LeasedBlock"]);
  });

  test("refuses to lock everybody out", async () => {
    await expect(build({ roles: [] })).rejects.toThrow("roles: empty, which would lock everybody out");
  });

  test("refuses a policy that is longer than AWS takes, and says how long it is", async () => {
    const roles = Array.from({ length: 60 }, (_, i) => `arn:aws:iam::111122223333:role/team-${i}/network-admin`);
    await expect(build({ roles })).rejects.toThrow(
      /roles = 60: roles make a policy of \d+ characters, and AWS takes 5120/,
    );
  });
});
