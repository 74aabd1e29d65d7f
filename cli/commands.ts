import type { SubcommandEntry } from "./subcommand";

/** Every subcommand, in the order of the help text. Its file is loaded only when it is called. */
export const SUBCOMMANDS: readonly SubcommandEntry[] = [
  {
    name: "init",
    summary: "write plugin path, policy pack and settings into a Pulumi project",
    load: () => require("./init") as typeof import("./init"),
  },
  {
    name: "preview",
    summary: "run a Pulumi program offline: show its resources and what is unsafe",
    load: () => require("./preview") as typeof import("./preview"),
  },
  {
    name: "check",
    summary: "judge pulumi preview --json, its streamed events, or a stack export",
    load: () => require("./check") as typeof import("./check"),
  },
  {
    name: "drift",
    summary: "compare what is declared with what cloud, DNS, RPKI, BGP and blocklists show",
    load: () => require("./drift/drift") as typeof import("./drift/drift"),
  },
  {
    name: "facts",
    summary: "print what rules see of a stack, as JSON",
    load: () => require("./facts") as typeof import("./facts"),
  },
  {
    name: "approve",
    summary: "show what changes in the privileged surface of a stack, and sign it",
    load: () => require("./approve") as typeof import("./approve"),
  },
  {
    name: "scan",
    summary: "find references to leased space in any text: scripts, crontabs, modules, allowlists",
    load: () => require("./scan") as typeof import("./scan"),
  },
  {
    name: "roa",
    summary: "plan the ROAs of leases, see what is published, validate routes",
    load: () => require("./roa/roa") as typeof import("./roa/roa"),
  },
  {
    name: "reputation",
    summary: "list the engines that speak ill of addresses, and record the baseline of a handover",
    load: () => require("./reputation/reputation") as typeof import("./reputation/reputation"),
  },
  {
    name: "register",
    summary: "keep the register of every lease ever held, with the history of its changes",
    load: () => require("./register/register") as typeof import("./register/register"),
  },
  {
    name: "export",
    summary: "write the leases for BGPalerter, as a geofeed, or for NetBox",
    load: () => require("./export/export") as typeof import("./export/export"),
  },
  { name: "rules", summary: "list the rules", load: () => require("./rules") as typeof import("./rules") },
  {
    name: "explain",
    summary: "say what a rule means, why, and how to fix it",
    load: () => require("./explain") as typeof import("./explain"),
  },
  {
    name: "completion",
    summary: "print a completion script for bash, zsh or fish",
    load() {
      const { completing } = require("./completion") as typeof import("./completion");
      return completing(SUBCOMMANDS);
    },
  },
];
