import type { ObserverName } from "../drift-item";
import type { DriftSettings } from "../drift-settings";
import type { Observer } from "../observer";

/** The process's environment, or what stands for it. */
export type ObserverEnvironment = Readonly<Record<string, string | undefined>>;

/** One observer before it is loaded. */
export interface ObserverEntry {
  /** Whether settings, flags among them, and environment say enough for it to run unasked. */
  configured(settings: DriftSettings, environment: ObserverEnvironment): boolean;
  /** @param chosen who looks in this run: what another tells need not be told twice */
  create(settings: DriftSettings, environment: ObserverEnvironment, chosen: readonly ObserverName[]): Observer;
}

export type ObserverTable = Readonly<Partial<Record<ObserverName, ObserverEntry>>>;

/** Every observer; its modules are loaded only where it runs. */
export const OBSERVERS: ObserverTable = {
  aws: {
    configured: ({ aws }) => aws !== undefined,
    create({ aws }, environment) {
      const { createAwsObserver } = require("./aws/aws-observer") as typeof import("./aws/aws-observer");
      const { awsSettingsSchema } = require("./aws/aws-settings") as typeof import("./aws/aws-settings");
      return createAwsObserver(aws ?? awsSettingsSchema.parse({}), environment);
    },
  },
  dns: {
    configured: ({ dns }) => dns !== undefined,
    create({ dns }, environment) {
      const { createDnsObserver } = require("./dns/dns-observer") as typeof import("./dns/dns-observer");
      const { dnsSettingsSchema } = require("./dns/dns-settings") as typeof import("./dns/dns-settings");
      return createDnsObserver(dns ?? dnsSettingsSchema.parse({}), environment);
    },
  },
  rpki: {
    configured: ({ rpki }, { LEASEHOLD_VRPS }) => rpki !== undefined || Boolean(LEASEHOLD_VRPS),
    create({ rpki }, environment) {
      const { createRpkiObserver } = require("./rpki/rpki-observer") as typeof import("./rpki/rpki-observer");
      const { rpkiSettingsSchema } = require("./rpki/rpki-settings") as typeof import("./rpki/rpki-settings");
      return createRpkiObserver(rpki ?? rpkiSettingsSchema.parse({}), environment);
    },
  },
  bgp: {
    configured: ({ bgp }) => bgp?.gobgp !== undefined || bgp?.ripestat !== undefined,
    create({ bgp, rpki }, environment, chosen) {
      const { createBgpObserver } = require("./bgp/bgp-observer") as typeof import("./bgp/bgp-observer");
      const { bgpSettingsSchema } = require("./bgp/bgp-settings") as typeof import("./bgp/bgp-settings");
      const { namedVrps } = require("./rpki/named-vrps") as typeof import("./rpki/named-vrps");
      const { rpkiSettingsSchema } = require("./rpki/rpki-settings") as typeof import("./rpki/rpki-settings");
      const vrps = namedVrps(rpki ?? rpkiSettingsSchema.parse({}), environment);
      return createBgpObserver(bgp ?? bgpSettingsSchema.parse({}), { vrps, ofDeclared: !chosen.includes("rpki") });
    },
  },
  reputation: {
    configured: ({ reputation }) => reputation !== undefined,
    create({ reputation }, environment) {
      const { createReputationObserver } =
        require("./reputation/reputation-observer") as typeof import("./reputation/reputation-observer");
      const { reputationSettingsSchema } =
        require("./reputation/reputation-settings") as typeof import("./reputation/reputation-settings");
      // The paths of its settings are absolute by now.
      const place = { variables: environment, folder: process.cwd() };
      return createReputationObserver(reputation ?? reputationSettingsSchema.parse({}), place);
    },
  },
  rdap: {
    configured: ({ rdap }) => rdap !== undefined,
    create({ rdap }) {
      const { createRdapObserver } = require("./rdap/rdap-observer") as typeof import("./rdap/rdap-observer");
      const { rdapSettingsSchema } = require("./rdap/rdap-settings") as typeof import("./rdap/rdap-settings");
      return createRdapObserver(rdap ?? rdapSettingsSchema.parse({}));
    },
  },
};
