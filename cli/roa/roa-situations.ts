import type { Command } from "commander";
import type { ViewedLease } from "../../facts/lease-view";
import type { LeaseSituation } from "../../facts/roa-situation";
import type { VrpSnapshot } from "../../provider/vrp-source";
import { chosenLeases } from "../chosen-leases";
import { UsageError } from "../failure";
import { readSubject, registerAlone } from "../inputs";
import type { Io } from "../io";
import { openQuestion } from "../judged-by";
import { addCommonOptions, addSourceOptions, type CommonOptions, type SourceOptions } from "../options";
import { addVrpOptions, loadSnapshot, type VrpOptions } from "../vrp-options";

/** Options of commands that look at the ROAs of leases. */
export interface RoaOptions extends CommonOptions, SourceOptions, VrpOptions {
  readonly lease?: readonly string[];
}

/** What is known of the ROAs of some leases. */
export interface RoaSituations {
  readonly leases: readonly LeaseSituation[];
  readonly snapshot: VrpSnapshot | undefined;
}

export function addRoaOptions(command: Command): Command {
  return addVrpOptions(addSourceOptions(addCommonOptions(command)))
    .argument(
      "[file...]",
      "what announces and requests ROAs: pulumi preview --json, events or a stack export; - for stdin",
    )
    .option("--lease <id...>", "only these leases (default: all of the register and of the files)");
}

/** Reads register, files and VRPs. @throws UsageError, VrpSourceError */
export async function readSituations(files: readonly string[], options: RoaOptions, io: Io): Promise<RoaSituations> {
  const subject = files.length === 0 ? registerAlone(io) : (await readSubject(files, io)).subject;
  const { judging, register } = await openQuestion(subject, options, io);
  if (files.length === 0 && register === undefined) {
    throw new UsageError("There is nothing to look at: give --register FILE, or the preview or state of a stack.");
  }
  const snapshot = await loadSnapshot(options, io);
  const { createContext } = require("../../facts/context") as typeof import("../../facts/context");
  const { Routes } = require("../../facts/routes") as typeof import("../../facts/routes");
  const { roaSituation } = require("../../facts/roa-situation") as typeof import("../../facts/roa-situation");
  const { graph, today } = judging;
  const context = createContext(graph, judging.register, { today, vrps: snapshot?.index });
  if (context.view.problems.length > 0) throw new UsageError(context.view.problems.join("\n"));
  const routes = new Routes(context);
  const ids = chosenLeases([...context.view.leases.keys()], options.lease);
  const leases = ids.map((id) => roaSituation(context.view.leases.get(id) as ViewedLease, routes, snapshot?.index));
  return { leases, snapshot };
}
