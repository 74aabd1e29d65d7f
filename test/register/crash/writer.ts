// Adds leases to a register one by one, releases every third of them, and says on stdout what is done once it is.
// Arguments: the register, the number in the addresses' third octet that is this writer's, and how many leases to add.
import * as fs from "node:fs";
import type { LeaseInput } from "../../../lease/lease";
import { addLeases } from "../../../register/add-leases";
import { changeRegister } from "../../../register/register-store";
import { releaseLease } from "../../../register/release-lease";

const [file = "", writer = "0", count = "1"] = process.argv.slice(2);
const options = { by: `writer ${writer}`, waitMs: 30_000, staleMs: 2_000 };

async function main(): Promise<void> {
  for (let at = 1; at <= Number(count); at++) {
    const lease: LeaseInput = {
      id: `w${writer}-${at}`,
      prefix: `198.51.100.${Number(writer) * 32 + at}/32`,
      status: "active",
      term: { start: "2026-01-01", end: "2036-12-31" },
    };
    await changeRegister(file, options, ({ register }) => {
      const { changes, problems } = addLeases(register.leases, [lease]);
      if (problems.length > 0) throw new Error(problems.join("\n"));
      return { action: "add", changes };
    });
    fs.writeSync(1, `added ${lease.id}\n`);
    if (at % 3 !== 0) continue;
    await changeRegister(file, options, ({ document }) => {
      const found = document.leases.find(({ id }) => id === lease.id);
      if (found === undefined) throw new Error(`${lease.id} was forgotten`);
      const released = releaseLease(found, { today: "2026-11-22" });
      if ("problem" in released) throw new Error(released.problem);
      return { action: "release", changes: [released.change] };
    });
    fs.writeSync(1, `released ${lease.id}\n`);
  }
}

main().catch((error: unknown) => {
  fs.writeSync(2, `${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
