import { readJson } from "./bounded-json";
import { GraphBuilder } from "./graph-builder";
import { InputError } from "./input-error";
import type { Graph } from "./resource";
import { isRecord, ResourceReader } from "./serialized-resource";

/** Versions of the format that are read; older ones come from before 2019. */
const VERSIONS: readonly unknown[] = [undefined, 3, 4];

/**
 * The graph of a stack as `pulumi stack export` writes it: what is deployed. Encrypted secrets are unknown. What waits for
 * its deletion after a replacement has the operation `delete`; the others have none.
 * @param provided leave out of the inputs what providers filled in, to compare them with a program's
 * @throws InputError
 */
export function graphFromStackExport(document: Record<string, unknown>, source: string, provided = false): Graph {
  const reader = new ResourceReader(source, provided);
  if (!VERSIONS.includes(document.version)) {
    throw reader.error("version", "is none that this version of leasehold knows; it reads 3 and 4");
  }
  const { deployment, at } = deploymentOf(document, reader);
  const builder = new GraphBuilder(source);
  for (const [index, raw] of reader.list(deployment.resources, () => `${at}.resources`).entries()) {
    const place = (): string => `${at}.resources[${index}]`;
    const resource = reader.read(raw, place);
    if (isRecord(raw) && raw.delete === true) builder.remove(resource);
    else builder.add(resource, place);
  }
  const { previous: _, ...graph } = builder.graph();
  return graph;
}

/**
 * As `graphFromStackExport`, of a file that can be nothing else.
 * @param source the file as the user named it
 * @throws InputError
 */
export function readStackExport(bytes: Buffer, source: string, provided = false): Graph {
  const documents = readJson(bytes, source);
  const [document] = documents.count === 1 ? documents.each() : [];
  const value = document?.value;
  if (isRecord(value) && ("deployment" in value || "checkpoint" in value)) {
    return graphFromStackExport(value, source, provided);
  }
  throw new InputError(source, "", "is no stack export; make it with pulumi stack export --file FILE");
}

/** In an export, or in the file that a backend on disk keeps. A stack that was never deployed has none. */
function deploymentOf(
  document: Record<string, unknown>,
  reader: ResourceReader,
): { readonly deployment: Record<string, unknown>; readonly at: string } {
  if ("deployment" in document) {
    return { deployment: reader.record(document.deployment ?? {}, () => "deployment"), at: "deployment" };
  }
  const checkpoint = reader.record(document.checkpoint, () => "checkpoint");
  const at = "checkpoint.latest";
  return { deployment: reader.record(checkpoint.latest ?? {}, () => at), at };
}
