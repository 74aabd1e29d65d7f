/** The plugin's Pulumi package schema: what the engine and `pulumi package` are told of its types. */
export function schema(version: string) {
  return {
    name: "leasehold",
    version,
    description: "Requests and records about address space that is leased",
    license: "Apache-2.0",
    resources: {
      "leasehold:rpki:RoaRequest": {
        description: "A request that a ROA be published, and revoked when the resource goes",
        inputProperties: ROA_INPUTS,
        requiredInputs: ["leaseId", "prefix", "asn"],
        properties: { ...ROA_INPUTS, document: text("Path of the request document for people") },
        required: ["leaseId", "prefix", "asn", "publisher", "folder", "document"],
      },
      "leasehold:routing:Advertisement": {
        description: "The announcement of leased space as it should be",
        inputProperties: ADVERTISEMENT,
        requiredInputs: ["leaseId", "prefix", "origin", "by"],
        properties: ADVERTISEMENT,
        required: ["leaseId", "prefix", "origin", "by", "advertised"],
      },
    },
  };
}

function text(description: string) {
  return { type: "string", description };
}

function whole(description: string) {
  return { type: "integer", description };
}

const ROA_INPUTS = {
  leaseId: text("Id of the lease"),
  prefix: text("Canonical prefix"),
  asn: whole("AS that may originate it"),
  maxLength: whole("Longest prefix that may be announced; the prefix's own length where absent"),
  publisher: text("manual; krill, ripe, arin and webhook are not available in this version"),
  folder: text("Folder of the request documents, relative to the project's"),
  announces: { type: "array", items: { $ref: "pulumi.json#/Any" }, description: "What the lease announces" },
  longestAnnounced: whole("Longest prefix length the lease announces"),
  origins: { type: "array", items: { type: "integer" }, description: "ASNs that may originate the lease's space" },
  leaseEnd: text("Last day of the lease, ISO"),
  removeOn: text("Day on which the ROA is to be removed, ISO; without one it renews itself"),
};

const ADVERTISEMENT = {
  leaseId: text("Id of the lease"),
  prefix: text("Canonical prefix"),
  origin: whole("AS that originates it"),
  by: text("aws, cloudflare, lessee or lessor"),
  advertised: { type: "boolean", description: "Publicly advertised" },
};
