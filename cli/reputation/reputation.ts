import { nestedCommands } from "../nested-commands";

/** `leasehold reputation …`: the engines that speak ill of addresses, and the baseline of a handover. */
export const { define } = nestedCommands([
  {
    name: "baseline",
    summary: "record in the register what is listed now, as the baseline of a handover",
    load: () => require("./reputation-baseline") as typeof import("./reputation-baseline"),
  },
  {
    name: "engines",
    summary: "list the engines that can be asked, those that are chosen, and why the others are not",
    load: () => require("./reputation-engines") as typeof import("./reputation-engines"),
  },
]);
