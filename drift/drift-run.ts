import { groupBy } from "../lease/group-by";
import { catalogue } from "../policies/catalogue";
import { driftRules } from "../policies/drift-rules";
import type { Finding } from "../policies/finding";
import { itemOf } from "../policies/finding-item";
import type { Notice } from "../policies/notice";
import type { OwnRules } from "../policies/own-rules/own-rules";
import { RuleError } from "../policies/rule-error";
import { RuleSet } from "../policies/rule-set";
import type { Settings } from "../policies/settings";
import { NonWaivable } from "../policies/waivers/non-waivable";
import { applyWaivers } from "../policies/waivers/waivers";
import { type Acceptance, accept } from "./compare/acceptance";
import { compare, type Fields } from "./compare/compare";
import { type Difference, isUnseen } from "./compare/difference";
import { driftFinding } from "./compare/drift-finding";
import type { Ignored, IgnoreFile } from "./compare/ignore-file";
import type { Declared } from "./declared";
import type { ObserverName } from "./drift-item";
import { type Looked, type LookLimits, lookWith } from "./look";
import { judgeObserved, type ObservedRules, type ObservedRulesOptions } from "./observed-rules";
import type { Observer, Unseen } from "./observer";

export interface DriftRunOptions {
  /** Severities, waivers, and what the catalogue's rules read. */
  readonly settings: Settings;
  /** Rules of a team's own, which judge what was seen too. */
  readonly ownRules?: OwnRules;
  readonly ignore?: IgnoreFile;
  /** What is known of fields that nobody declares, by item. @default nothing */
  readonly remembered?: ReadonlyMap<string, Fields>;
  /** Items whose such fields are taken for known as they are seen now. */
  readonly accept?: IgnoreFile;
  readonly limits: LookLimits;
}

/** What an observer did. */
export interface ObserverStatus {
  readonly name: ObserverName;
  readonly status: "complete" | "partial" | "failed";
  /** What it saw, declared or not. */
  readonly items: number;
  readonly unseen: readonly Unseen[];
  readonly notObserved: readonly string[];
  /** What it threw. */
  readonly error?: unknown;
  /** It goes on, and keeps the process from its end. */
  readonly abandoned?: true;
}

export interface DriftRun {
  /** By observer, type and id; behind each what rules find because of it, and last what they find besides. */
  readonly findings: readonly Finding[];
  /** Rules of the catalogue that did not judge what was seen, as nothing of theirs drifted. */
  readonly notRun: readonly string[];
  readonly observers: readonly ObserverStatus[];
  /** `observer/type/id`, or with the field, of what the ignore file takes out. */
  readonly ignored: readonly string[];
  /** What is not told since somebody accepted it, as waived findings: it is there, and is not to be taken for recovered. */
  readonly accepted: readonly Finding[];
  /** Something could not be seen that is not ignored: that nothing else was found says nothing. */
  readonly incomplete: boolean;
  /** The rules could not judge what was seen: what they found before may be there still. */
  readonly unjudged?: boolean;
  /** What the next run is to know. */
  readonly remembered: ReadonlyMap<string, Fields>;
  /** About waivers. */
  readonly notices: readonly Notice[];
}

/** Lets observers look, and compares what they saw with what is declared. */
export async function runDrift(
  observers: readonly Observer[],
  declared: Declared,
  options: DriftRunOptions,
): Promise<DriftRun> {
  const looked = await lookWith(observers, declared, options.limits);
  const expected = looked.flatMap((look) => look.expected);
  const known = options.remembered ?? new Map<string, Fields>();
  const acceptance = options.accept === undefined ? undefined : accept(known, looked, options.accept);
  const { differences, remembered } = compare(expected, looked, acceptance?.before ?? known);
  const { kept, dropped, ignored } = options.ignore?.apply(differences) ?? nothingIgnored(differences);
  const { severities } = options.settings;
  const told = kept.map((difference) => driftFinding(difference, severities));
  const findings = told.filter(({ rule }) => severities[rule] !== "off");
  const off = told.filter(({ rule }) => severities[rule] === "off");
  const accepted = [...dropped.map((difference) => driftFinding(difference, severities)), ...off];
  const waived = withWaivers(findings, declared, options);
  const vrps = looked.find(({ observer }) => observer.name === "rpki")?.observation.vrps;
  const judged = await judgedOrNot(declared, kept, { ...options, vrps });
  return {
    findings: behindCauses(waived.findings, judged.findings),
    notRun: judged.notRun ?? catalogue.map(({ name }) => name),
    notices: [...waived.notices, ...acceptanceNotices(acceptance), ...judged.notices],
    observers: looked.map((look) => statusOf(look, differences)),
    ignored,
    accepted: accepted.map((finding) => ({ ...finding, status: "waived" })),
    incomplete: judged.failed || kept.some(isUnseen),
    unjudged: judged.failed,
    remembered,
  };
}

interface Judged extends ObservedRules {
  readonly failed: boolean;
  readonly notices: readonly Notice[];
}

/** Rules that cannot be evaluated keep nobody from hearing what drifted. */
async function judgedOrNot(
  declared: Declared,
  differences: readonly Difference[],
  options: ObservedRulesOptions,
): Promise<Judged> {
  try {
    return { ...(await judgeObserved(declared, differences, options)), failed: false, notices: [] };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const message = `The rules could not judge what was seen: ${error.message}.`;
    return { findings: [], failed: true, notices: [{ about: "input", level: "warning", message }] };
  }
}

function acceptanceNotices(acceptance: Acceptance | undefined): Notice[] {
  if (acceptance === undefined) return [];
  const { accepted } = acceptance;
  if (accepted.length === 0) {
    const message = "Nothing that --accept names has changed: nothing was accepted.";
    return [{ about: "input", level: "warning", message }];
  }
  return accepted.map((path) => ({ about: "input", level: "info", message: `Accepted as it is seen now: ${path}.` }));
}

const nothingIgnored = (kept: readonly Difference[]): Ignored => ({ kept, dropped: [], ignored: [] });

function statusOf(look: Looked, differences: readonly Difference[]): ObserverStatus {
  const { observer, observation, failed, error, abandoned } = look;
  const { items, unseen, notObserved } = observation;
  const isPartial = differences.some((one) => one.item.observer === observer.name && isUnseen(one));
  const isBlind = items.length === 0 && unseen.some(({ covers }) => covers === undefined);
  return {
    name: observer.name,
    status: failed || isBlind ? "failed" : isPartial ? "partial" : "complete",
    items: items.length,
    unseen,
    notObserved,
    ...(error !== undefined && { error }),
    ...(abandoned && { abandoned }),
  };
}

function behindCauses(drift: readonly Finding[], rules: readonly Finding[]): Finding[] {
  const byCause = groupBy(rules, ({ drift }) => drift?.cause ?? "");
  const ordered = drift.flatMap((finding) => {
    const key = itemOf(finding) ?? "";
    const caused = finding.rule === "drift-unobserved" ? [] : (byCause.get(key) ?? []);
    if (caused.length > 0) byCause.delete(key);
    return [finding, ...caused];
  });
  return [...ordered, ...[...byCause.values()].flat()];
}

/** Waivers of rules are told by the judgements that run them: here only those of drift are. */
export function withWaivers(
  findings: readonly Finding[],
  { today }: Pick<Declared, "today">,
  { settings }: Pick<DriftRunOptions, "settings">,
) {
  const names = driftRules.map(({ name }) => name);
  return applyWaivers(
    findings,
    settings.waivers.filter(({ rule }) => names.includes(rule)),
    { today, nonWaivable: new NonWaivable([], new RuleSet()), rules: names, notRun: [] },
  );
}
