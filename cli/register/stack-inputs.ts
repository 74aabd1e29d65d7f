import type { StackRecords } from "../../facts/stack-records";
import type { Graph } from "../../graph/resource";
import { canonicalJson } from "../../lease/canonical-json";
import { isFolder, readSubject } from "../inputs";
import type { Io } from "../io";
import { type ProgramOptions, relayLogs, runProgram } from "../program";

/** What stacks declare for the register, of all of them together. */
export interface StackInputs extends StackRecords {
  /** The stacks, for the history: `shop/dev`. */
  readonly stacks: readonly string[];
}

/**
 * Reads what files of Pulumi's and folders of programs declare. A lease that several stacks declare alike is one.
 * @throws InputError, PreviewError, UsageError
 */
export async function readStackInputs(
  places: readonly string[],
  options: ProgramOptions,
  io: Io,
): Promise<StackInputs> {
  const { stackRecords } = require("../../facts/stack-records") as typeof import("../../facts/stack-records");
  const graphs: Graph[] = [];
  const files = places.filter((place) => !isFolder(place, io));
  if (files.length > 0) graphs.push(...(await readSubject(files, io)).inputs.map(({ graph }) => graph));
  for (const folder of places.filter((place) => isFolder(place, io))) {
    const result = await runProgram(folder, options, io);
    relayLogs(result, io);
    graphs.push(result.graph);
  }
  const records = graphs.map(stackRecords);
  const leases = new Map(records.flatMap((one) => one.leases).map((one) => [canonicalJson(one.lease), one]));
  return {
    stacks: graphs.map(({ project, stack }) => `${project}/${stack}`),
    leases: [...leases.values()],
    segments: records.flatMap(({ segments }) => segments),
    unknown: records.flatMap(({ unknown }) => unknown),
    problems: records.flatMap(({ problems }) => problems),
  };
}
