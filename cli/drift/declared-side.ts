import type { SourcedGraph } from "../../graph/merge-graphs";
import type { Notice } from "../../policies/notice";
import { UsageError } from "../failure";
import { distinct, isFolder, readSubject, registerAlone } from "../inputs";
import type { Io } from "../io";
import type { Subject } from "../judged-by";
import { type ProgramOptions, programSubject, relayLogs, runProgram } from "../program";

/** What is declared, before the register is read. */
export interface DeclaredSide {
  readonly subject: Subject;
  /** What was read, in words for a title. */
  readonly title: string;
  readonly project: string;
  readonly stack: string;
  /** Folder that findings' locations are relative to. */
  readonly folder: string;
  readonly notices: readonly Notice[];
}

/**
 * What the arguments declare: files that Pulumi wrote, the program of a folder, or, without any, nothing beyond the register.
 * @throws UsageError, InputError, PreviewError
 */
export async function declaredSide(places: readonly string[], options: ProgramOptions, io: Io): Promise<DeclaredSide> {
  if (places.length === 0) {
    const subject = registerAlone(io);
    return { subject, title: "Drift of the register", project: "", stack: "", folder: io.folder, notices: [] };
  }
  const folders = places.filter((place) => isFolder(place, io));
  if (folders.length === 0) return fromFiles(places, io);
  if (places.length > 1) {
    throw new UsageError(
      `${folders[0]} is a program's folder: give it alone, or give the stacks as files (pulumi stack export --file FILE).`,
    );
  }
  const result = await runProgram(folders[0] as string, options, io);
  relayLogs(result, io);
  const { project } = result.graph;
  const title = `Drift of ${project}, stack ${result.stack}, by an offline preview`;
  const subject = { ...programSubject(result), changes: [] };
  return { subject, title, project, stack: result.stack, folder: result.workingDirectory, notices: [] };
}

async function fromFiles(files: readonly string[], io: Io): Promise<DeclaredSide> {
  const { inputs, subject, unseen } = await readSubject(files, io);
  return {
    // Nobody is asked to approve what is compared.
    subject: { ...subject, changes: [] },
    title: `Drift of ${inputs.map((input) => stackOf(input)).join("; ")}`,
    project: distinct(inputs.map(({ graph }) => graph.project)),
    stack: distinct(inputs.map(({ graph }) => graph.stack)),
    folder: io.folder,
    notices: unseen,
  };
}

/** A file without resources does not say whose it is. */
function stackOf({ source, graph }: SourcedGraph): string {
  return graph.stack === "" ? source : `${graph.project}, stack ${graph.stack}`;
}
