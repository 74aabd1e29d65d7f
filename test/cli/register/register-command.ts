import { run } from "../../../cli/run";
import { fakeIo } from "../fake-io";

/** Runs `leasehold register …` in a folder. */
export async function register(
  folder: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  stdin?: string,
) {
  const io = {
    ...fakeIo({ folder, environment: { USER: "dev", ...environment } }),
    ...(stdin !== undefined && {
      stdin: (async function* () {
        yield Buffer.from(stdin);
      })(),
    }),
  };
  const code = await run(["register", ...args], io);
  return { code, out: io.out(), err: io.err() };
}

/** Arguments that add a lease. */
export function leaseArguments(id: string, prefix: string, ...more: string[]): string[] {
  return ["add", id, "--prefix", prefix, "--start", "2026-01-01", "--end", "2036-12-31", ...more];
}
