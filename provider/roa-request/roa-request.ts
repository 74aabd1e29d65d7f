import type { ReadResult } from "@pulumi/pulumi/provider";
import { formatPrefix } from "../../lease/prefix";
import { formatRoa, sameRoa } from "../../lease/rpki/roa";
import type { Properties } from "../property-value";
import { DEFAULT_FOLDER } from "../publishers/manual";
import { PublishError } from "../publishers/publish-error";
import type { Publisher, PublishReceipt } from "../publishers/publisher";
import type { Operation, ResourceHandler } from "../resource-handler";
import { publishTogether } from "../routes/roa-companions";
import { guardRemoval, type Removal } from "../routes/route-guard";
import { readManualRequest, updateManualRequest } from "./manual-request";
import { requestStem } from "./request-folder";
import { checkRoaRequest, isRegistry, looseMaxLength } from "./roa-request-check";
import { diffRoaRequest } from "./roa-request-diff";
import { parseRoaRequestId, roaRequestId } from "./roa-request-id";
import { type ReadRoaRequest, readRoaRequest, withoutOutputs } from "./roa-request-inputs";
import { roaVisibility } from "./roa-visibility";

/**
 * `leasehold:rpki:RoaRequest`: a ROA at a registry (`krill`, `ripe`, `arin`), or a request to whoever publishes it (`manual`,
 * `webhook`). Every write says what is to be there and what is not, so that the same step after a kill does no harm.
 */
export const roaRequest: ResourceHandler = {
  check: checkRoaRequest,

  async diff(olds, news, operation) {
    return await diffRoaRequest(olds, news, operation.imported.delete(operation.urn), operation);
  },

  async create(inputs, operation) {
    const read = readRoaRequest(inputs);
    const { request, roa, publisher } = read;
    const loose = looseMaxLength(request.prefix, request.maxLength, request.longestAnnounced);
    // A person who is asked can still say no.
    if (loose !== undefined && isRegistry(publisher)) throw new Error(`maxLength: ${loose}`);
    if (loose !== undefined) operation.log("warning", `maxLength: ${loose}`);
    const session = operation.services.publisher(publisher);
    const receipt = await session.ask(roa, async (changes) => {
      const published = await changes.published?.();
      if (published?.some((other) => sameRoa(other, roa)))
        operation.log("info", `${publisher} publishes ${formatRoa(roa)} already: it is taken over as it is`);
      const add = await publishTogether(claims(read), published, session.asked, operation);
      return await changes.apply({ action: "publish", add, remove: [], ...naming(read) });
    });
    const id = session.answers ? roaRequestId(publisher, roa) : requestStem(request);
    return { id, outs: await outputs(inputs, read, receipt, operation) };
  },

  async read(id, props, operation) {
    if (props.prefix === undefined && id.includes(":")) return await readForImport(id, operation);
    if (props.prefix === undefined) return await readManualForImport(id, operation);
    const read = readRoaRequest(props);
    if (read.publisher === "manual") return await readManual(id, props, read.folder, operation);
    return await readPublished(id, props, read, operation);
  },

  async update(id, olds, news, operation) {
    const read = readRoaRequest(news);
    const before = readRoaRequest(olds);
    if (read.publisher === "manual") {
      const receipt = await updateManualRequest(id, before, read);
      return { outs: await outputs(news, read, receipt, operation) };
    }
    const session = operation.services.publisher(read.publisher);
    const receipt = await session.ask(read.roa, async (publisher) => {
      const remove = sameRoa(before.roa, read.roa) ? [] : [before.roa];
      // What the program leaves out in this very step may still be announced.
      const announces = [...before.announces, ...read.announces];
      for (const roa of remove) await guard({ ...read, announces }, { roa, add: [read.roa] }, publisher, operation);
      const add = await publishTogether(claims(read), await publisher.published?.(), session.asked, operation);
      return await publisher.apply({ action: "change", add, remove, ...naming(read) });
    });
    const requestId = receipt.requestId ?? (olds.requestId as string | undefined);
    return { outs: await outputs(news, read, { ...receipt, ...(requestId && { requestId }) }, operation) };
  },

  async delete(_id, props, operation) {
    const read = readRoaRequest(props);
    await operation.services.publisher(read.publisher).change(async (publisher) => {
      await guard(read, { roa: read.roa }, publisher, operation);
      await publisher.apply({ action: "revoke", add: [], remove: [read.roa], ...naming(read) });
    });
  },
};

async function guard(
  { request, announces, announcedBy }: ReadRoaRequest,
  change: Pick<Removal, "roa" | "add">,
  publisher: Publisher,
  operation: Operation,
): Promise<void> {
  const published = await publisher.published?.();
  await guardRemoval({ ...change, leaseId: request.leaseId, announces, announcedBy, published }, operation);
}

function claims(read: ReadRoaRequest) {
  return { ...read, leaseId: read.request.leaseId };
}

function naming({ request, folder }: ReadRoaRequest) {
  return { request, name: requestStem(request), folder };
}

async function outputs(
  inputs: Properties,
  { roa, request, publisher }: ReadRoaRequest,
  { requestId, document }: PublishReceipt,
  operation: Operation,
): Promise<Properties> {
  const told = operation.services.publisher(publisher).answers ? "published" : "requested";
  return {
    ...inputs,
    ...(await roaVisibility(roa, request, told, operation)),
    ...(requestId !== undefined && { requestId }),
    ...(document !== undefined && { document }),
  };
}

async function readManual(id: string, props: Properties, folder: string, operation: Operation): Promise<ReadResult> {
  const found = await readManualRequest(id, folder);
  if (found === undefined) return {};
  const inputs = { ...withoutOutputs(props), ...found.request };
  return { id, props: await outputs(inputs, readRoaRequest(inputs), found, operation), inputs };
}

/** @throws Error where there is no such request: the engine would take an empty answer for a plugin that cannot import */
async function readManualForImport(id: string, operation: Operation): Promise<ReadResult> {
  const found = await readManual(id, { publisher: "manual", folder: DEFAULT_FOLDER }, DEFAULT_FOLDER, operation);
  if (found.id !== undefined) return found;
  throw new Error(`${DEFAULT_FOLDER} holds no request ${JSON.stringify(id.slice(0, 100))}: there is nothing to import`);
}

async function readPublished(
  id: string,
  props: Properties,
  read: ReadRoaRequest,
  operation: Operation,
): Promise<ReadResult> {
  const published = await operation.services.publisher(read.publisher).published();
  if (published !== undefined && !published.some((roa) => sameRoa(roa, read.roa))) return {};
  const inputs = withoutOutputs(props);
  const receipt = { requestId: props.requestId as string | undefined };
  // A max-length that was changed in place left the id as it was.
  const now = published === undefined ? id : roaRequestId(read.publisher, read.roa);
  return { id: now, props: await outputs(inputs, read, receipt, operation), inputs };
}

/** @throws Error where the id is none, nobody can be asked, or there is no such ROA; PublishError as the registry says */
async function readForImport(id: string, operation: Operation): Promise<ReadResult> {
  const { publisher, roa, leaseId } = parseRoaRequestId(id);
  const session = operation.services.publisher(publisher);
  const published = await session.published();
  if (published === undefined) {
    throw new PublishError(
      publisher,
      "refused",
      "cannot be asked what it publishes, so that nothing can be imported from it",
      "declare the RoaRequest and run pulumi up: it asks for the ROA, which does no harm where it is there",
    );
  }
  if (!published.some((other) => sameRoa(other, roa))) {
    throw new Error(
      `${publisher} does not publish ${formatRoa(roa)}: there is nothing to import; look at its list of ROAs`,
    );
  }
  const inputs: Properties = {
    ...(leaseId !== undefined && { leaseId }),
    prefix: formatPrefix(roa.prefix),
    asn: roa.asn,
    maxLength: roa.maxLength,
    publisher,
  };
  operation.imported.add(operation.urn);
  return {
    id: roaRequestId(publisher, roa),
    props: await outputs(inputs, readRoaRequest(inputs), {}, operation),
    inputs,
  };
}
