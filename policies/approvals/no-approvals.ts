import type { ApprovalFact } from "../../facts/fact";

/** The fact where leasehold.yaml asks for no approvals. */
export const notConfigured: ApprovalFact = {
  kind: "approval",
  id: "approval",
  resource: null,
  lease: null,
  segment: null,
  unknown: {},
  configured: false,
  satisfied: true,
  reasons: [],
  required: 0,
  approvers: [],
  breakGlass: false,
};
