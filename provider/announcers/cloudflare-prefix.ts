import { z } from "zod";
import { formatPrefix, type Prefix } from "../../lease/prefix";
import { cleanText } from "../http/clean-text";
import { AnnounceError } from "./announce-error";
import type { AnnouncementState } from "./announcer";
import type { NextStep } from "./converge";

/** Ids become parts of addresses; what is no id must not. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const word = z.string().transform((text) => cleanText(text, 60));

/** A range brought to Cloudflare (API reference, Addressing: Prefixes). What else the answer holds is left. */
export const ipPrefixSchema = z.object({
  id,
  cidr: z.string(),
  /** P is pending, V is active. */
  approved: word.nullish(),
  irr_validation_state: word.nullish(),
  rpki_validation_state: word.nullish(),
  ownership_validation_state: word.nullish(),
});
export type IpPrefix = z.output<typeof ipPrefixSchema>;

/** What Cloudflare announces of such a range (Addressing: Prefixes: BGP Prefixes). */
export const bgpPrefixSchema = z.object({
  id,
  cidr: z.string(),
  asn: z.int().nullish(),
  auto_advertise_withdraw: z.boolean().nullish(),
  bgp_signal_opts: z.object({ enabled: z.boolean().nullish() }).nullish(),
  on_demand: z
    .object({
      /** Null where the announcement cannot be switched on demand. */
      advertised: z.boolean().nullish(),
      advertised_modified_at: z.string().nullish(),
      on_demand_enabled: z.boolean().nullish(),
      on_demand_locked: z.boolean().nullish(),
    })
    .nullish(),
});
export type BgpPrefix = z.output<typeof bgpPrefixSchema>;

/** What an account holds of a prefix, at Cloudflare's time of the answer. */
export interface CloudflareView {
  readonly prefix: Prefix;
  /** The brought range that contains it. */
  readonly range: IpPrefix;
  /** Absent where nothing of exactly this prefix is set up for announcement. */
  readonly bgp: BgpPrefix | undefined;
  readonly now: Date;
}

/**
 * Minutes that Cloudflare takes to withdraw a prefix after it took the request, and for which it takes no other change of
 * the same prefix (BYOIP docs, "Dynamic advertisement"): until then the route is still seen.
 */
export const SETTLING_MINUTES = 15;

/** How a prefix stands, in an announcer's words. */
export function cloudflareState(view: CloudflareView): AnnouncementState {
  const { bgp, range } = view;
  if (bgp === undefined)
    return { advertised: false, state: "no-bgp-prefix", note: `only the range ${range.cidr} is there` };
  const advertised = bgp.on_demand?.advertised;
  const note = notes(view);
  const rest = note === "" ? {} : { note };
  if (typeof advertised !== "boolean") return { advertised: undefined, state: "not-on-demand", ...rest };
  if (advertised) return { advertised, state: "advertised", ...(bgp.asn ? { origin: bgp.asn } : {}), ...rest };
  if (minutesLeft(view) === 0) return { advertised, state: "withdrawn", ...rest };
  return { advertised: undefined, state: "withdrawing", ...rest };
}

/** What brings a prefix nearer to being advertised from `origin`. */
export function stepToAdvertise(view: CloudflareView, origin: number): NextStep {
  const { bgp, range } = view;
  if (range.approved !== "V") return fail(view, `the range is not active yet (${validations(range)})`, APPROVAL);
  if (bgp === undefined) return { kind: "act", state: "no BGP prefix" };
  if (bgp.asn && bgp.asn !== origin)
    return fail(
      view,
      `it is announced from AS${bgp.asn}, not AS${origin}`,
      "give that AS as the origin, or have the range set up with the other AS (which validates it anew)",
    );
  return bgp.on_demand?.advertised === true ? { kind: "done" } : stepToSwitch(view, bgp);
}

/** What brings a prefix nearer to being withdrawn; it is only when the network has had the time to do so. */
export function stepToWithdraw(view: CloudflareView): NextStep {
  const { bgp } = view;
  if (bgp === undefined) return { kind: "done" };
  if (bgp.on_demand?.advertised !== false) return stepToSwitch(view, bgp);
  const left = minutesLeft(view);
  return left === 0 ? { kind: "done" } : { kind: "wait", state: `withdrawn, out of the network in ${left} minutes` };
}

const APPROVAL =
  "look at what Cloudflare found (GET …/addressing/prefixes/{id}), mend IRR, RPKI or ownership, and validate it again";

function stepToSwitch(view: CloudflareView, { on_demand, bgp_signal_opts }: BgpPrefix): NextStep {
  if (on_demand?.on_demand_locked)
    return fail(view, "its announcement is locked (on_demand_locked)", "ask your Cloudflare account team to unlock it");
  if (!on_demand?.on_demand_enabled)
    return fail(
      view,
      "its announcement cannot be switched on demand (on_demand_enabled)",
      "ask your Cloudflare account team to enable dynamic advertisement",
    );
  if (bgp_signal_opts?.enabled)
    return fail(view, "its announcement follows BGP signals", "turn bgp_signal_opts off, or use by: lessee");
  const left = minutesLeft(view);
  if (left === 0) return { kind: "act", state: on_demand.advertised ? "advertised" : "withdrawn" };
  return { kind: "wait", state: `changed less than ${SETTLING_MINUTES} minutes ago, next change in ${left} minutes` };
}

/** Whole minutes until the last change has settled, by Cloudflare's clock; a change in its future counts in full. */
function minutesLeft({ bgp, now }: CloudflareView): number {
  const changed = Date.parse(bgp?.on_demand?.advertised_modified_at ?? "");
  if (Number.isNaN(changed)) return 0;
  const left = SETTLING_MINUTES - Math.max(0, (now.getTime() - changed) / 60_000);
  return Math.max(0, Math.ceil(left));
}

function notes({ bgp, range }: CloudflareView): string {
  const said = [
    range.approved === "V" ? "" : `range not active: ${validations(range)}`,
    bgp?.on_demand?.on_demand_enabled === false ? "not switched on demand: whether it is announced is not told" : "",
    bgp?.on_demand?.on_demand_locked ? "locked" : "",
    bgp?.bgp_signal_opts?.enabled ? "follows BGP signals" : "",
    bgp?.auto_advertise_withdraw ? "announced only while a Magic route matches" : "",
  ];
  return said.filter((part) => part !== "").join("; ");
}

function validations({
  approved,
  irr_validation_state: irr,
  rpki_validation_state: rpki,
  ownership_validation_state: ownership,
}: IpPrefix): string {
  const said = { approved, IRR: irr, RPKI: rpki, ownership };
  return Object.entries(said)
    .map(([name, state]) => `${name} ${state ?? "unknown"}`)
    .join(", ");
}

function fail({ prefix }: CloudflareView, why: string, fix: string): NextStep {
  return {
    kind: "fail",
    error: new AnnounceError("not-ready", `Cloudflare and ${formatPrefix(prefix)}: ${why}; ${fix}`),
  };
}
