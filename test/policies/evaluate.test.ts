import type { LoadedPolicy } from "@open-policy-agent/opa-wasm";
import type * as evaluator from "../../policies/evaluate";
import { defaultSettings } from "../../policies/settings";
import { lease, opaque } from "./fact-makers";

const fresh = () => jest.requireActual<typeof evaluator>("../../policies/evaluate");
const options = { today: "2026-11-20", settings: defaultSettings };

/** The evaluator with a runtime that answers as the test says. */
function evaluatorWith(evaluate: LoadedPolicy["evaluate"]) {
  jest.resetModules();
  jest.doMock("@open-policy-agent/opa-wasm", () => ({ loadPolicySync: () => ({ evaluate }) }));
  const { evaluateFacts, RuleError } = fresh();
  return { evaluate: () => evaluateFacts([lease()], options), RuleError };
}

afterEach(() => {
  jest.dontMock("@open-policy-agent/opa-wasm");
  jest.resetModules();
});

test("no facts, no findings; an opaque lease, a finding of every rule that would judge it", () => {
  const { evaluateFacts } = fresh();
  expect(evaluateFacts([], options)).toEqual([]);
  const found = evaluateFacts([opaque("lease")], options);
  expect(found.map(({ rule }) => rule).sort()).toEqual([
    "abuse-contact-missing",
    "allowed-use-documented",
    "announcer-unverified",
    "broad-network-permission",
    "byoip-origins-incomplete",
    "control-plane-alerts-missing",
    "egress-bypass",
    "handover-reputation-missing",
    "idle-address",
    "lease-expired",
    "lease-expiring",
    "named-owner",
    "overlapping-leases",
    "provenance-unverified",
    "quarantine-drill-stale",
    "quarantine-plan-missing",
    "reverse-dns-mismatch",
    "reverse-dns-missing",
    "roa-missing",
    "roa-outlives-lease",
    "route-alerts-missing",
    "shared-egress",
    "unannounced-without-as0",
    "unprotected-address",
    "unsegmented-address",
  ]);
  expect(new Set(found.map(({ status }) => status))).toEqual(new Set(["undetermined"]));
});

test("a missing builtin, which the runtime throws as a plain object, is an error and never a pass", () => {
  const { evaluate, RuleError } = evaluatorWith(() => {
    throw { message: "not implemented: built-in function 7: time.now_ns" };
  });
  expect(evaluate).toThrow(RuleError);
  expect(evaluate).toThrow("the rules could not be evaluated: not implemented: built-in function 7: time.now_ns");
});

test("an abort, which the runtime throws as text, is an error and never a pass", () => {
  const { evaluate, RuleError } = evaluatorWith(() => {
    throw "var assignment conflict";
  });
  expect(evaluate).toThrow(RuleError);
  expect(evaluate).toThrow("var assignment conflict");
});

test("no answer is an error and never a pass", () => {
  const { evaluate } = evaluatorWith(() => []);
  expect(evaluate).toThrow("the rules gave no answer");
});
