import { AWS_ORIGINS } from "../../lease/rpki/lease-origins";
import { AnnounceError } from "./announce-error";
import type { AnnouncementState } from "./announcer";
import type { NextStep } from "./converge";

/** An address range as DescribeByoipCidrs tells of it. */
export interface ByoipRange {
  readonly cidr: string;
  readonly state: string;
  /** The pool's id on success, otherwise what went wrong. */
  readonly message?: string;
  readonly associations: readonly AsnAssociation[];
}

/** An AS of the customer's that may originate the range (BYOASN). */
export interface AsnAssociation {
  readonly asn: number;
  /** `advertised` where it originates the range; `associated` where it may (IPAM guide, "Bring your ASN to IPAM"). */
  readonly state: string;
  readonly message?: string;
}

/** What a state means (EC2 API reference, ByoipCidr and ByoipCidrState). */
interface StateMeaning {
  /** Whether AWS announces the range in this state; undefined while that changes. */
  readonly advertised: boolean | undefined;
  readonly onAdvertise: "done" | "act" | "wait" | "fail";
  readonly onWithdraw: "done" | "act" | "wait";
  /** Why it is not announced, and the way out. */
  readonly note?: string;
}

const PROVISION_AGAIN = "provision it again with ProvisionByoipCidr before it can be advertised";

/** A range is deprovisioned only after it was withdrawn, so none of the states around that is announced. */
const MEANINGS: Readonly<Record<string, StateMeaning>> = {
  advertised: { advertised: true, onAdvertise: "done", onWithdraw: "act" },
  "pending-advertising": { advertised: undefined, onAdvertise: "wait", onWithdraw: "wait" },
  "pending-withdrawal": { advertised: undefined, onAdvertise: "wait", onWithdraw: "wait" },
  provisioned: { advertised: false, onAdvertise: "act", onWithdraw: "done" },
  "pending-provision": { advertised: false, onAdvertise: "wait", onWithdraw: "done" },
  "provisioned-not-publicly-advertisable": {
    advertised: false,
    onAdvertise: "fail",
    onWithdraw: "done",
    note: "it was provisioned for private use; deprovision it, then provision it with PubliclyAdvertisable",
  },
  "pending-deprovision": { advertised: false, onAdvertise: "fail", onWithdraw: "done", note: PROVISION_AGAIN },
  deprovisioned: { advertised: false, onAdvertise: "fail", onWithdraw: "done", note: PROVISION_AGAIN },
  "failed-provision": {
    advertised: false,
    onAdvertise: "fail",
    onWithdraw: "done",
    note: "AWS did not accept it; mend what it names (ROA for its ASNs, proof of control, registration) and provision it again",
  },
  "failed-deprovision": {
    advertised: false,
    onAdvertise: "fail",
    onWithdraw: "done",
    note: "its removal failed, mostly since addresses of it are still allocated; release them and deprovision it, then provision it again",
  },
};

/** How a range stands, in an announcer's words. A state of a later API version is unknown. */
export function rangeState(range: ByoipRange): AnnouncementState {
  const meaning = MEANINGS[range.state];
  if (meaning === undefined) return { advertised: undefined, state: range.state, note: newerState(range) };
  const origin = range.associations.find(({ state }) => state === "advertised")?.asn;
  const said = meaning.note === undefined ? undefined : withMessage(meaning.note, range);
  return {
    advertised: meaning.advertised,
    state: range.state,
    ...(meaning.advertised && origin !== undefined ? { origin } : {}),
    ...(said === undefined ? {} : { note: said }),
  };
}

/** What brings a range nearer to being withdrawn. */
export function stepToWithdraw(range: ByoipRange): NextStep {
  const meaning = MEANINGS[range.state];
  if (meaning === undefined) return { kind: "fail", error: notReady(range, newerState(range)) };
  return meaning.onWithdraw === "done" ? { kind: "done" } : { kind: meaning.onWithdraw, state: range.state };
}

/**
 * What brings a range nearer to being advertised from `origin`.
 *
 * @param asked Whether the range was asked to be advertised in this run: then an association that AWS keeps calling
 * `associated` is taken for the one it uses.
 */
export function stepToAdvertise(range: ByoipRange, origin: number, asked: boolean): NextStep {
  const meaning = MEANINGS[range.state];
  if (meaning === undefined) return { kind: "fail", error: notReady(range, newerState(range)) };
  if (meaning.onAdvertise === "fail")
    return { kind: "fail", error: notReady(range, withMessage(meaning.note ?? "", range)) };
  if (meaning.onAdvertise === "wait") return { kind: "wait", state: range.state };
  const byOrigin = AWS_ORIGINS.includes(origin) ? stepToAmazon(range) : stepToOwnAsn(range, origin, asked);
  if (byOrigin.kind === "done" && meaning.onAdvertise === "act") return { kind: "act", state: range.state };
  return byOrigin;
}

/** Amazon's own ASNs: AWS picks which, and another AS must not be the origin. */
function stepToAmazon(range: ByoipRange): NextStep {
  const other = range.associations.find(({ state }) => state === "advertised");
  return other === undefined ? { kind: "done" } : { kind: "act", state: `advertised from AS${other.asn}` };
}

function stepToOwnAsn(range: ByoipRange, origin: number, asked: boolean): NextStep {
  const association = range.associations.find(({ asn, state }) => asn === origin && state !== "disassociated");
  const state = association?.state ?? "not associated";
  if (state === "advertised" || (state === "associated" && asked && range.state === "advertised"))
    return { kind: "done" };
  if (state === "associated") return { kind: "act", state: `${range.state}, AS${origin} associated` };
  if (state === "pending-association" || state === "pending-disassociation")
    return { kind: "wait", state: `${range.state}, AS${origin} ${state}` };
  const said = association?.message === undefined ? "" : ` (AWS: ${association.message})`;
  return {
    kind: "fail",
    error: notReady(
      range,
      `AS${origin} is ${state} with it${said}; associate it first (aws ec2 associate-ipam-byoasn --asn ${origin} --cidr ` +
        `${range.cidr}), or give one of Amazon's own as the origin (${AWS_ORIGINS.join(", ")})`,
    ),
  };
}

function notReady(range: ByoipRange, why: string): AnnounceError {
  return new AnnounceError("not-ready", `AWS holds ${range.cidr} as "${range.state}": ${why}`);
}

function newerState({ state }: ByoipRange): string {
  return `this version does not know the state "${state}"; look at the range with aws ec2 describe-byoip-cidrs`;
}

function withMessage(note: string, { message }: ByoipRange): string {
  return message === undefined ? note : `${note} (AWS: ${message})`;
}
