import { nestedCommands } from "../nested-commands";

/** `leasehold roa …`: what ROAs leases need, what is seen of them, and what they make of routes. */
export const { define } = nestedCommands([
  {
    name: "plan",
    summary: "the fewest ROAs that leases need, what differs, and the order in which to change it",
    load: () => require("./roa-plan") as typeof import("./roa-plan"),
  },
  {
    name: "status",
    summary: "what relying parties make of the routes of leases, and what is wrong with the ROAs",
    load: () => require("./roa-status") as typeof import("./roa-status"),
  },
  {
    name: "validate",
    summary: "say which routes are valid, invalid or not found by a relying party's VRPs (RFC 6811)",
    load: () => require("./roa-validate") as typeof import("./roa-validate"),
  },
]);
