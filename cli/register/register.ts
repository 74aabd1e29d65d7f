import { nestedCommands } from "../nested-commands";

/** `leasehold register …`: the register of every lease ever held, and the history of its changes. */
export const { define } = nestedCommands([
  {
    name: "add",
    summary: "add a lease to the register, which is made where it is not there",
    load: () => require("./register-add") as typeof import("./register-add"),
  },
  {
    name: "list",
    summary: "list the leases of the register",
    load: () => require("./register-list") as typeof import("./register-list"),
  },
  {
    name: "show",
    summary: "show a lease, where its segments are placed, and every change of it",
    load: () => require("./register-show") as typeof import("./register-show"),
  },
  {
    name: "sync",
    summary: "record what stacks declare, with where their segments and addresses are placed",
    load: () => require("./register-sync") as typeof import("./register-sync"),
  },
  {
    name: "release",
    summary: "mark a lease as given back, and keep it for ever",
    load: () => require("./register-release") as typeof import("./register-release"),
  },
  {
    name: "verify",
    summary: "check that the register is what its history says, and that its leases make sense",
    load: () => require("./register-verify") as typeof import("./register-verify"),
  },
]);
