// A process that records runs and tells them, and kills itself at the boundary that it is told: after a statement of the
// store, before and after a request, or after a write to a socket. After one statement is before the next.
import { Socket } from "node:net";
import { deliver } from "../../../drift/notify/deliver";
import { notifySettingsSchema } from "../../../drift/notify/notify-settings";
import { openDriftStore } from "../../../drift/store/drift-store";
import { CALM, type Job, worldAt } from "./job";

const job = JSON.parse(process.argv[2] ?? "") as Job;
let passed = 0;

/** As `kill -9` at this moment. */
function boundary(): void {
  passed += 1;
  if (passed === job.killAt) process.kill(process.pid, "SIGKILL");
}

type Method = (this: unknown, ...values: unknown[]) => unknown;

function around(target: object, name: string): void {
  const original = Reflect.get(target, name) as Method;
  const wrapped: Method = function (...values) {
    const result = original.apply(this, values);
    boundary();
    return result;
  };
  Reflect.set(target, name, wrapped);
}

const Libsql = require("libsql") as typeof import("libsql");
around(Libsql.prototype, "exec");
const prepare = Libsql.prototype.prepare as Method;
Reflect.set(Libsql.prototype, "prepare", function (this: unknown, ...values: unknown[]) {
  const statement = prepare.apply(this, values) as object;
  around(statement, "run");
  around(statement, "all");
  return statement;
});
around(Socket.prototype, "write");
const fetching = globalThis.fetch;
globalThis.fetch = async (...request: Parameters<typeof fetch>) => {
  boundary();
  const response = await fetching(...request);
  boundary();
  return response;
};

async function main(): Promise<void> {
  const channels = notifySettingsSchema.parse(job.channels);
  for (const number of job.runs) {
    const store = openDriftStore(job.store, { channels, flapping: CALM });
    const { at, findings } = worldAt(number);
    store.record({ at, findings, observers: ["aws"], remembered: new Map([["aws/x/y", { seen: number }]]) });
    await deliver(store, channels, { environment: process.env, limits: { random: () => 0 } });
    store.close();
  }
  process.stdout.write(String(passed));
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(String(error?.stack ?? error));
    process.exit(3);
  },
);
