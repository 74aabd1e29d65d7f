import type { Command } from "commander";
import { UsageError } from "../failure";
import type { Io } from "../io";
import { calendarDay, deliver, judgedDay } from "../options";
import {
  addRegisterChangeOptions,
  type RegisterChangeOptions,
  registerPath,
  registerSource,
  whoChanges,
} from "./register-options";
import { noSuchLease } from "./register-show";
import { changeJson, changeText } from "./register-words";

interface ReleaseOptions extends RegisterChangeOptions {
  readonly on?: string;
}

/** `leasehold register release ID`: marks a lease as given back, and keeps it for ever. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRegisterChangeOptions(command)
    .argument("<id>", "id of the lease")
    .option("--on <date>", "the day it was given back, YYYY-MM-DD: ends the term where that is earlier", calendarDay)
    .addHelpText(
      "after",
      `
Examples:
  leasehold register release office-2026 --on 2026-11-20

The lease stays in the register, with its segments and placements: a reference to its space is recognised by it. It is
never revived. Before this, leasehold check on the stack's preview says what still holds or refers (release-out-of-order).
Exit code: 0 released, 2 no such lease, released already, bad usage, or a register that cannot be read or written.`,
    )
    .action(async (id: string, options: ReleaseOptions) => done(await release(id, options, io)));
}

async function release(id: string, options: ReleaseOptions, io: Io): Promise<number> {
  const file = registerPath(options, io);
  const source = registerSource(options, io);
  const { releaseLease } = require("../../register/release-lease") as typeof import("../../register/release-lease");
  const { changeRegister, readStored } =
    require("../../register/register-store") as typeof import("../../register/register-store");
  readStored(file);
  const changed = await changeRegister(file, { by: whoChanges(options, io) }, ({ document, register }) => {
    const lease = document.leases.find((one) => one.id === id);
    if (lease === undefined) throw new UsageError(noSuchLease(id, { register, source }));
    const released = releaseLease(lease, { on: options.on, today: judgedDay({}, io) });
    if ("problem" in released) throw new UsageError(released.problem);
    return { action: "release", ...(options.on && { note: `on ${options.on}` }), changes: [released.change] };
  });
  deliver(options.format === "json" ? changeJson(changed, source) : changeText(changed, source), options, io);
  return 0;
}
