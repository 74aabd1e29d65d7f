import { ANNOUNCERS } from "./announcers/announcer";
import { COMPONENT_SCHEMA } from "./components/component-schema";
import { PUBLISHERS } from "./publishers/publish-error";
import { SETTING_DESCRIPTIONS } from "./schema-settings";
import { SECRET_SETTINGS, SETTING_NAMES, SETTING_VARIABLES } from "./settings";

/** One property in the words of Pulumi's package schema. */
interface PropertySpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly description: string;
  readonly items?: { readonly type?: string; readonly $ref?: string };
  readonly default?: string | number | boolean;
  readonly secret?: true;
  readonly willReplaceOnChanges?: true;
  readonly defaultInfo?: { readonly environment: readonly string[] };
}
type Properties = Readonly<Record<string, PropertySpec>>;

/** The plugin's Pulumi package schema: what the engine, SDK generators and people are told of its types. */
export function schema(version: string) {
  const settings = settingSpecs();
  return {
    name: "leasehold",
    displayName: "Leasehold",
    version,
    description: "ROAs, announcements and requests about address space that is leased",
    license: "Apache-2.0",
    keywords: ["pulumi", "rpki", "roa", "byoip", "ip-lease", "category/network"],
    config: { variables: settings },
    provider: {
      description: "How registries, announcers and relying parties are reached",
      inputProperties: settings,
    },
    types: { ...TYPES, ...COMPONENT_SCHEMA.types },
    resources: {
      ...COMPONENT_SCHEMA.resources,
      "leasehold:rpki:RoaRequest": {
        description:
          "A ROA at a registry, or a request to whoever publishes it; revoked when the resource goes, and not while a " +
          "route that is still announced needs it. Import: `publisher:prefix-maxLength:ASN`, such as " +
          "`krill:203.0.113.0/24-24:AS64496`, or with its lease `krill:203.0.113.0/24-24:AS64496@office-2026`.",
        inputProperties: ROA_INPUTS,
        requiredInputs: ["leaseId", "prefix", "asn"],
        properties: { ...ROA_INPUTS, ...ROA_OUTPUTS },
        required: ["leaseId", "prefix", "asn", "publisher", "folder", "state"],
      },
      "leasehold:routing:Advertisement": {
        description:
          "The announcement of a prefix from an AS: made once relying parties see a ROA for it, withdrawn when the resource " +
          "goes. Import: `announcer:lease:prefix:ASN`, such as `aws:office-2026:203.0.113.0/24:AS64496`.",
        inputProperties: ADVERTISEMENT_INPUTS,
        requiredInputs: ["leaseId", "prefix", "origin", "by"],
        properties: { ...ADVERTISEMENT_INPUTS, ...ADVERTISEMENT_OUTPUTS },
        required: ["leaseId", "prefix", "origin", "by", "advertised", "waitForRoa", "state", "validity"],
      },
    },
  };
}

function settingSpecs(): Properties {
  return Object.fromEntries(
    SETTING_NAMES.map((name): [string, PropertySpec] => [
      name,
      {
        type: name === "vrpsMaxAge" ? "integer" : "string",
        description: SETTING_DESCRIPTIONS[name],
        defaultInfo: { environment: SETTING_VARIABLES[name] },
        ...(SECRET_SETTINGS.has(name) && { secret: true }),
      },
    ]),
  );
}

function text(description: string): PropertySpec {
  return { type: "string", description };
}

function whole(description: string): PropertySpec {
  return { type: "integer", description };
}

function list(of: { type?: string; $ref?: string }, description: string): PropertySpec {
  return { type: "array", items: of, description };
}

const replacing = (spec: PropertySpec): PropertySpec => ({ ...spec, willReplaceOnChanges: true });

const ROUTE = "leasehold:rpki:Route";
const SEEN_ROA = "leasehold:rpki:SeenRoa";

const TYPES = {
  [ROUTE]: {
    type: "object",
    description: "A prefix and the AS that originates it",
    properties: { prefix: text("Canonical prefix"), origin: whole("AS at the end of the path") },
    required: ["prefix", "origin"],
  },
  [SEEN_ROA]: {
    type: "object",
    description: "A validated ROA payload, as relying parties see it",
    properties: {
      prefix: text("Canonical prefix"),
      asn: whole("AS that may originate it; 0: nobody may"),
      maxLength: whole("Longest prefix that may be announced"),
    },
    required: ["prefix", "asn", "maxLength"],
  },
} as const;

const ROA_INPUTS: Properties = {
  leaseId: text("Id of the lease"),
  prefix: replacing(text("Canonical prefix")),
  asn: replacing(whole("AS that may originate it; 0: nobody may")),
  maxLength: replacing(
    whole("Longest prefix that may be announced, at most longestAnnounced; the prefix's own length where absent"),
  ),
  publisher: replacing({ ...text(`Who publishes: ${PUBLISHERS.join(", ")}`), default: "manual" }),
  folder: {
    ...text("Folder of the request documents of the publisher manual, relative to the project's"),
    default: "./roa-requests",
  },
  announces: list({ $ref: `#/types/${ROUTE}` }, "What the lease announces: no ROA that these routes need is revoked"),
  announcedBy: text(`Who announces it, and may be asked whether it does: ${ANNOUNCERS.join(", ")}, or none`),
  longestAnnounced: whole("Longest prefix length the lease announces"),
  origins: list({ type: "integer" }, "ASNs that may originate the lease's space"),
  leaseEnd: text("Last day of the lease, ISO"),
  removeOn: text("Day on which the ROA is to be removed, ISO; without one it renews itself"),
};

const ROA_OUTPUTS: Properties = {
  state: text(
    "requested: somebody was asked; published: the registry publishes it; visible: relying parties see it; " +
      "invalid: by what they see, a route in announces is Invalid",
  ),
  requestId: text("Ticket or order of the publisher, where it gives one"),
  covering: list(
    { $ref: `#/types/${SEEN_ROA}` },
    "ROAs that cover the prefix, as relying parties see them; absent: unknown",
  ),
  document: text("Path of the request document for people, with the publisher manual"),
};

const ADVERTISEMENT_INPUTS: Properties = {
  leaseId: replacing(text("Id of the lease")),
  prefix: replacing(text("Canonical prefix")),
  origin: whole("AS that originates it"),
  by: text(`Who announces it: ${ANNOUNCERS.join(", ")}`),
  advertised: { type: "boolean", description: "Publicly advertised", default: true },
  waitForRoa: { type: "boolean", description: "Announce only once relying parties see a ROA for it", default: true },
};

const ADVERTISEMENT_OUTPUTS: Properties = {
  state: text("The announcer's own word; recorded where there is nobody to ask, unknown where the answer is"),
  validity: text("valid, invalid or not-found by what relying parties see (RFC 6811); unknown without such data"),
};
