import type { Finding } from "../../policies/finding";
import type { FlappingSettings } from "./flapping-settings";
import { isWorse, type Standing, standAfter, standingOf, weightOf } from "./standing";

export type TransitionKind = "opened" | "worsened" | "recovered" | "reopened" | "damped" | "settled";

/** What people were last told about a finding. */
export type Told = "nothing" | "open" | "recovered" | "flapping";

/** What a run has to tell about a finding. */
export type Telling = "fresh" | "worsened" | "recovered" | "flapping" | "settled";

/** A finding over time. Times are milliseconds since 1970. */
export interface FindingState {
  readonly open: boolean;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly resolvedAt: number | null;
  readonly changedAt: number;
  /** Since when it is damped; null where it is not. */
  readonly dampedAt: number | null;
  readonly told: Told;
  readonly standing: Standing;
  /** As it was seen last. */
  readonly finding: Finding;
}

/** What a run knows of one finding. */
export interface Sighting {
  readonly at: number;
  /** Undefined where it was not seen. */
  readonly finding: Finding | undefined;
  /** Whether who looks for it saw everything: only then is what was not seen gone. */
  readonly complete: boolean;
  /** Gone as this, but found under another name: the same thing differs in another way now. */
  readonly superseded: boolean;
  /** Transitions of this finding since a time. */
  readonly changesSince: (since: number) => number;
}

export interface Step {
  readonly state: FindingState;
  readonly transitions: readonly TransitionKind[];
  readonly telling?: Telling;
}

const HOUR = 3_600_000;

/** What becomes of a finding by a run. Pure. Undefined where there is nothing to know of. */
export function advance(
  before: FindingState | undefined,
  sighting: Sighting,
  flapping: FlappingSettings,
): Step | undefined {
  const observed = observe(before, sighting);
  if (observed === undefined) return undefined;
  const { state, transition } = observed;
  if (state.dampedAt !== null) return whileDamped(state, transition, sighting, flapping);
  const since = sighting.at - flapping.withinHours * HOUR;
  if (transition !== undefined && sighting.changesSince(since) + 1 > flapping.changes) {
    return beginDamping(state, transition, sighting);
  }
  const telling = tellingOf(state, transition, sighting.superseded);
  const told = telling === undefined ? quietly(state, sighting.superseded) : telling === "recovered" ? telling : "open";
  return { state: { ...state, told }, transitions: transition === undefined ? [] : [transition], telling };
}

interface Observed {
  readonly state: FindingState;
  readonly transition?: TransitionKind;
}

function observe(before: FindingState | undefined, { at, finding, complete }: Sighting): Observed | undefined {
  if (finding === undefined) {
    if (before === undefined) return undefined;
    if (!before.open || !complete) return { state: before };
    return { state: { ...before, open: false, resolvedAt: at, changedAt: at }, transition: "recovered" };
  }
  const now = { open: true, lastSeen: at, resolvedAt: null, finding };
  if (before === undefined) {
    const fresh = {
      firstSeen: at,
      changedAt: at,
      dampedAt: null,
      told: "nothing",
      standing: standingOf(finding),
    } as const;
    return { state: { ...now, ...fresh }, transition: "opened" };
  }
  if (!before.open) {
    const { toldWeight } = before.standing;
    const standing = { ...standingOf(finding), toldWeight };
    return { state: { ...before, ...now, standing, changedAt: at }, transition: "reopened" };
  }
  const worse = isWorse(finding, before.standing);
  const standing = standAfter(finding, before.standing, complete);
  const state = { ...before, ...now, lastSeen: Math.max(at, before.lastSeen), standing };
  return worse ? { state: { ...state, changedAt: at }, transition: "worsened" } : { state };
}

/** What is to be told follows from what was told and how it is now, so that nothing is told twice and no end is forgotten. */
function tellingOf(
  { open, told, standing }: FindingState,
  transition: TransitionKind | undefined,
  superseded: boolean,
): Telling | undefined {
  if (!open) return told === "open" && !superseded ? "recovered" : undefined;
  if (weightOf(standing) === 0) return undefined;
  if (told !== "open") return "fresh";
  return transition === "worsened" ? "worsened" : undefined;
}

/** What counts as told where nothing is said: the thing that goes on under another name has not recovered, and is not open. */
function quietly({ open, told }: FindingState, superseded: boolean): Told {
  return !open && superseded && told === "open" ? "recovered" : told;
}

/** More changes than anybody wants to read: told once, then no more until it is stable. What is waived is damped unsaid. */
function beginDamping(state: FindingState, transition: TransitionKind, { at }: Sighting): Step {
  const weight = weightOf(state.standing);
  const silent = weight === 0 && state.told !== "open";
  const standing = { ...state.standing, toldWeight: weight };
  return {
    state: { ...state, dampedAt: at, told: silent ? state.told : "flapping", standing },
    transitions: [transition, "damped"],
    ...(silent ? {} : { telling: "flapping" }),
  };
}

function whileDamped(
  state: FindingState,
  transition: TransitionKind | undefined,
  { at, finding, complete }: Sighting,
  { quietHours }: FlappingSettings,
): Step {
  const transitions = transition === undefined ? [] : [transition];
  const weight = weightOf(state.standing);
  const { toldWeight = 0, ...standing } = state.standing;
  // Damping hides that something comes and goes, not that it became more serious than was told.
  if (state.open && weight > toldWeight) {
    const telling = state.told === "flapping" ? "worsened" : "flapping";
    const louder = { ...state, told: "flapping", standing: { ...standing, toldWeight: weight } } as const;
    return { state: louder, transitions, telling };
  }
  const looked = finding !== undefined || complete;
  if (transition !== undefined || !looked || at - state.changedAt < quietHours * HOUR) return { state, transitions };
  const settled = { ...state, dampedAt: null, changedAt: at, standing };
  const silent = state.told !== "flapping" || (state.open && weight === 0);
  if (silent) return { state: settled, transitions: ["settled"] };
  return {
    state: { ...settled, told: state.open ? "open" : "recovered" },
    transitions: ["settled"],
    telling: "settled",
  };
}
