import { InputChecks } from "./input-checks";
import { diffProperties } from "./property-diff";
import { knownProperties, type Properties } from "./property-value";
import { type Roa, roaSchema } from "./request-document";
import { readRequest, removeRequest, requestFiles, requestStem, writeRequest } from "./request-folder";
import type { ResourceHandler } from "./resource-handler";

const DEFAULT_FOLDER = "./roa-requests";
const LATER_PUBLISHERS = ["krill", "ripe", "arin", "webhook"];

/**
 * `leasehold:rpki:RoaRequest` with the publisher `manual`: a request document in a folder, as JSON and as text for the
 * lessor. Making the resource asks to publish, changing it says what changed, deleting it asks to revoke.
 */
export const roaRequest: ResourceHandler = {
  check(news) {
    const checks = new InputChecks(news);
    checks.require("leaseId", "name the lease");
    checks.text("leaseId");
    checks.require("prefix", "give the prefix the ROA is for");
    checks.prefix("prefix");
    checks.require("asn", "give the AS that may originate the prefix");
    checks.asn("asn");
    checks.maxLength("maxLength", "prefix");
    checks.setDefault("publisher", "manual");
    checkPublisher(checks);
    checkLeaseParts(checks);
    checks.setDefault("folder", DEFAULT_FOLDER);
    checks.text("folder");
    return { inputs: checks.inputs, failures: checks.failures };
  },

  diff(olds, news) {
    return diffProperties(withoutOwnMaxLength(olds), withoutOwnMaxLength(news), {
      replacing: ["leaseId", "prefix", "asn", "maxLength", "publisher"],
      updating: ["folder", "announces", "longestAnnounced", "origins", "leaseEnd", "removeOn"],
    });
  },

  async create(_name, inputs) {
    const { folder, roa } = readInputs(inputs);
    const id = requestStem(roa);
    const files = await writeRequest(folder, id, "publish", roa);
    return { id, outs: { ...inputs, document: files.text } };
  },

  async read(id, props) {
    const { folder } = readFolder(props);
    const request = await readRequest(folder, id);
    if (request === undefined || request.action === "revoke") return {};
    const { document: _, ...inputs } = props;
    const seen = { ...inputs, ...request.roa };
    return { id, props: { ...seen, document: requestFiles(folder, id).text }, inputs: seen };
  },

  async update(id, olds, news) {
    const { folder, roa } = readInputs(news);
    const before = readInputs(olds);
    const unchanged = JSON.stringify(before.roa) === JSON.stringify(roa);
    const lying = await readRequest(before.folder, id);
    // Moved to another folder, the request still asks for what it asked for.
    const action = unchanged && lying !== undefined ? lying.action : "change";
    const files = await writeRequest(folder, id, action, roa);
    if (before.folder !== folder) await removeRequest(before.folder, id);
    return { outs: { ...news, document: files.text } };
  },

  async delete(id, props) {
    const { folder, roa } = readInputs(props);
    await writeRequest(folder, id, "revoke", roa);
  },
};

function checkPublisher(checks: InputChecks): void {
  const publisher = checks.known("publisher");
  if (publisher === undefined || publisher === "manual") return;
  const later = LATER_PUBLISHERS.includes(publisher as string);
  checks.fail("publisher", later ? `${publisher} is not available in this version; use manual` : "use manual");
}

/** What the component says of the lease. */
function checkLeaseParts(checks: InputChecks): void {
  const shapes = {
    announces: "give a list of { prefix, origin }",
    longestAnnounced: "give a whole number",
    origins: "give a list of ASNs",
    leaseEnd: "give a calendar day, YYYY-MM-DD",
    removeOn: "give a calendar day, YYYY-MM-DD",
  } as const;
  for (const [property, fix] of Object.entries(shapes) as [keyof typeof shapes, string][]) {
    if (!roaSchema.shape[property].safeParse(checks.known(property)).success) checks.fail(property, fix);
  }
}

/** No max-length means the prefix's own: saying so does not make another ROA (RFC 9582 §4.3.2). */
function withoutOwnMaxLength(properties: Properties): Properties {
  const { prefix, maxLength } = knownProperties(properties);
  if (typeof prefix !== "string" || prefix.slice(prefix.indexOf("/") + 1) !== String(maxLength)) return properties;
  return { ...properties, maxLength: undefined };
}

function readInputs(properties: Properties): { folder: string; roa: Roa } {
  return { ...readFolder(properties), roa: roaSchema.parse(knownProperties(properties)) };
}

function readFolder(properties: Properties): { folder: string } {
  const { folder } = knownProperties(properties);
  return { folder: typeof folder === "string" ? folder : DEFAULT_FOLDER };
}
