import { z } from "zod";
import { base, type Immutable, segmentKey, texts } from "./base";
import { egress } from "./egress";

/** One egress rule of a firewall that belongs to a segment: a security-group rule, or an allow entry that stands for one. */
export const firewallRuleFact = z
  .strictObject({
    kind: z.literal("firewall-rule"),
    ...base,
    segments: z.array(segmentKey),
    purpose: z.string().nullable(),
    protocol: z
      .string()
      .describe("`tcp`, `udp`, `icmp`, `icmpv6`, `all` (then with every port) or the protocol's number"),
    fromPort: z
      .int()
      .nullable()
      .describe("0 to 65535; null where the protocol has no ports or they are unknown (unknown.ports)"),
    toPort: z.int().nullable(),
    destinations: texts,
    beyondPrivate: z.boolean().describe("Some destination lies outside private, link-local and unique-local space"),
    allowlist: z
      .string()
      .nullable()
      .describe(
        "Name of the managed prefix list in view that contains every public destination; null where none does. A list of more than a /8 of IPv4 or a /19 of IPv6 names nobody and is none",
      ),
    egress: egress.describe(
      "This rule alone, as the segment's entries. unknown.egress only where what is unknown of the rule could make it wide",
    ),
  })
  .meta({ id: "firewall-rule", description: "One egress rule of a firewall that belongs to a segment" });
export type FirewallRuleFact = Immutable<z.output<typeof firewallRuleFact>>;
