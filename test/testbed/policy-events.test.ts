import { type EngineEvent, verdictsOf } from "./policy-events";

const event = (
  message: string,
  resourceUrn = "urn:pulumi:dev::p::aws:ec2/eip:Eip::a",
  policyName = "unsegmented-address",
): EngineEvent => ({
  policyEvent: { policyName, enforcementLevel: "mandatory", resourceUrn, message },
});
const urn = "urn:pulumi:dev::p::aws:ec2/eip:Eip::a";

describe("findings among the engine's events", () => {
  test("a violation is read from below the policy's description", () => {
    const { verdicts, problems } = verdictsOf([
      event("Every leased address has a segment.\n[violation] unsegmented-address: 203.0.113.9 …\n"),
    ]);
    expect(verdicts).toEqual([{ rule: "unsegmented-address", resource: urn, status: "violation" }]);
    expect(problems).toEqual([]);
  });

  test("an undetermined finding keeps its own rule's name, whichever policy reports it", () => {
    const { verdicts } = verdictsOf([event("Cannot be told.\n[undetermined] flow-logs-off: …\n", urn, "undetermined")]);
    expect(verdicts).toEqual([{ rule: "flow-logs-off", resource: urn, status: "undetermined" }]);
  });

  test("the same finding of a resource policy and of the stack's policy counts once", () => {
    const message = "Title.\n[violation] risky-port: …\n";
    expect(verdictsOf([event(message), event(message)]).verdicts).toHaveLength(1);
  });

  test("whatever else a policy says is a problem, not a pass", () => {
    const { verdicts, problems } = verdictsOf([event("can't run policy 'x' during preview: an unknown was read")]);
    expect(verdicts).toEqual([]);
    expect(problems).toEqual(["unsegmented-address: can't run policy 'x' during preview: an unknown was read"]);
  });

  test("events that are not about policies are left alone", () => {
    expect(verdictsOf([{ summaryEvent: { resourceChanges: { create: 1 } } }])).toEqual({ verdicts: [], problems: [] });
  });
});
