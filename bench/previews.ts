import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Engine, TRANSPILE_ONLY } from "../test/testbed/engine";
import { previewOffline } from "../test/testbed/offline";
import type { Verdict } from "../test/testbed/policy-events";
import { median } from "./median";

const ROOT = resolve(__dirname, "..");

/** Offline preview and engine on one program. */
export interface PreviewResult {
  readonly resources: number;
  readonly typeChecks: boolean;
  readonly offlineSeconds: number;
  readonly engineSeconds: number;
  readonly findings: number;
}

/**
 * Runs both sides in turn, `runs` times each after one run that fills caches on both sides, and gives the medians of the
 * wall-clock times.
 * @throws Error when the two sides do not decide the same: then their times must not be compared
 */
export async function comparePreviews(
  program: string,
  resources: number,
  typeChecks: boolean,
  runs: number,
): Promise<PreviewResult> {
  const folder = join(ROOT, "bench", "programs", program);
  const engine = new Engine(typeChecks ? {} : TRANSPILE_ONLY);
  const project = engine.project(folder, { pack: { folder: join(ROOT, "policies") } });
  const times = { offline: [] as number[], engine: [] as number[] };
  let findings = 0;
  try {
    for (let run = 0; run <= runs; run++) {
      const offline = await timed(() => previewOffline(folder, typeChecks ? [] : ["--no-type-check"]));
      const online = await timed(() => project.preview());
      if (online.result.policyProblems.length > 0) throw new Error(online.result.policyProblems.join("\n"));
      assertSame(program, offline.result.verdicts, online.result.verdicts);
      const registered = online.result.changes.create ?? 0;
      // Besides ours there is the stack itself.
      if (registered - 1 !== resources) throw new Error(`${program} has ${registered - 1} resources, not ${resources}`);
      findings = offline.result.verdicts.length;
      if (run === 0) continue;
      times.offline.push(offline.seconds);
      times.engine.push(online.seconds);
    }
  } finally {
    engine.dispose();
  }
  return {
    resources,
    typeChecks,
    offlineSeconds: median(times.offline),
    engineSeconds: median(times.engine),
    findings,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const started = process.hrtime.bigint();
  const result = await work();
  return { result, seconds: Number(process.hrtime.bigint() - started) / 1e9 };
}

function assertSame(program: string, offline: readonly Verdict[], online: readonly Verdict[]): void {
  if (isDeepStrictEqual(offline, online)) return;
  const text = (verdicts: readonly Verdict[]) => verdicts.map((verdict) => JSON.stringify(verdict)).join("\n");
  throw new Error(
    `${program}: the two sides decided differently\noffline:\n${text(offline)}\nengine:\n${text(online)}`,
  );
}

/** First line of what a tool says its version is. */
export function versionOf(command: string, ...args: string[]): string {
  const { stdout } = spawnSync(command, args, { encoding: "utf8" });
  return stdout.split("\n")[0]?.trim() ?? "";
}
