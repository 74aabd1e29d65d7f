import { createHash } from "node:crypto";
import { join } from "node:path";
import { type MissingTags, missingTags, TAGGABLE } from "../../facts/missing-tags";
import {
  graphFromResourceArgs,
  graphFromStackArgs,
  type PackResourceArgs,
  type PackStackArgs,
  RecordedInputs,
} from "../../graph/policy-pack";
import type { Register } from "../../register/register";
import { stackApproval } from "../approvals/stack-approval";
import { configuredRegister, registerChanges } from "../base-commit/configured-register";
import {
  baselineFile,
  type OpenedSource,
  openSource,
  ownRulesFolder,
  readBaseline,
  readRegister,
  readSettings,
  signersFile,
} from "../base-commit/policy-files";
import { type JudgedBy, proposedChanges } from "../base-commit/pull-request";
import type { Finding } from "../finding";
import type { Judgement, JudgeOptions } from "../judge";
import type { Notice } from "../notice";
import { type OwnRules, readOwnRules } from "../own-rules/own-rules";
import type { Settings } from "../settings";
import type { Baseline } from "../waivers/baseline-file";
import { type PackConfig, readPackConfig } from "./pack-config";
import { PackContext } from "./pack-context";

/** What a session needs of the outside, so that its tests need neither an engine nor files. */
export interface PackDependencies {
  judge(options: JudgeOptions): Promise<Judgement>;
  loadRegister(source: string): Promise<Register>;
  readonly environment: NodeJS.ProcessEnv;
  /** Where the stack may live, the likeliest first. */
  readonly folders: readonly string[];
}

/** One judgement of a whole stack, shared by all policies that are asked about the same arguments. */
export interface StackAnalysis extends Judgement {
  readonly settings: Settings;
  /** Rules whose own policy was asked in this analysis; one that is disabled never is. */
  readonly asked: Set<string>;
  /** What resource policies reported on the way to this analysis, by `findingKey`: it is not said twice. */
  readonly reported: ReadonlySet<string>;
}

interface Inputs {
  readonly register: Register;
  readonly settings: Settings;
  readonly today: string;
  readonly context: PackContext;
  readonly opened: OpenedSource;
  readonly settingsFile: string;
  readonly baseline: Baseline | undefined;
  readonly ownRules: OwnRules | undefined;
  /** About the files that the stack is judged by. */
  readonly notices: readonly Notice[];
}

/**
 * What the policies of one process share: configuration, register, the inputs of every resource seen, and judgements. The
 * SDK calls each policy with arguments of its own, unpacked again from the same message; what is judged once is known again
 * by its content.
 */
export class PackSession {
  readonly #recorded = new RecordedInputs();
  #reported = new Set<string>();
  readonly #resources = new Map<string, { readonly print: string; readonly findings: Promise<Finding[]> }>();
  #stack: { readonly print: string; readonly analysis: Promise<StackAnalysis> } | undefined;
  #config: { readonly given: string; readonly inputs: Promise<Inputs> } | undefined;

  constructor(private readonly dependencies: PackDependencies) {}

  /** Takes the configuration of the policy `leasehold`; without it the environment and the stack's configuration count. */
  configure(given: object): void {
    const text = JSON.stringify(given);
    if (this.#config?.given === text) return;
    this.#config = { given: text, inputs: this.#load(given) };
    this.#resources.clear();
    this.#stack = undefined;
    // Whoever judges next awaits the same promise and meets the error there.
    this.#config.inputs.catch(() => undefined);
  }

  /** Waits until register and settings are read. Rejects with what is wrong with them. */
  async ready(): Promise<void> {
    await this.#inputs();
  }

  /** Remembers that a resource policy reported a finding, so that the stack policy need not. */
  noteReported(finding: Finding): void {
    this.#reported.add(findingKey(finding));
  }

  /** Remembers a resource's inputs for the judgement of the whole stack. */
  record(args: PackResourceArgs): void {
    this.#recorded.record(args);
  }

  /** Remembers a resource for those that come after it. */
  async remember(args: PackResourceArgs): Promise<void> {
    const { context } = await this.#inputs();
    const [resource] = graphFromResourceArgs(args).resources;
    if (resource) context.add(resource);
  }

  /** The lease and segment tags that a resource lacks, where the register and its own ancestors make them certain. */
  async missingTags(args: PackResourceArgs): Promise<MissingTags | undefined> {
    if (!TAGGABLE.has(args.type)) return undefined;
    const { context, today } = await this.#inputs();
    return missingTags(context.within(graphFromResourceArgs(args)), context.register, today);
  }

  /** Violations that are certain from one resource and those registered before it, before it exists. */
  judgeResource(args: PackResourceArgs): Promise<Finding[]> {
    const print = fingerprint([args]);
    const known = this.#resources.get(args.urn);
    if (known?.print === print) return known.findings;
    this.record(args);
    const findings = this.#judgeResource(args);
    this.#resources.set(args.urn, { print, findings });
    return findings;
  }

  /** Every finding on the whole stack. */
  judgeStack(args: PackStackArgs): Promise<StackAnalysis> {
    const print = fingerprint(args.resources);
    if (this.#stack?.print === print) return this.#stack.analysis;
    const analysis = this.#judgeStack(args);
    this.#stack = { print, analysis };
    return analysis;
  }

  async #judgeResource(args: PackResourceArgs): Promise<Finding[]> {
    const { settings, today, context, ownRules, baseline } = await this.#inputs();
    const graph = graphFromResourceArgs(args);
    const [resource] = graph.resources;
    if (resource) context.add(resource);
    const around = context.around(graph);
    if (!around) return [];
    const { findings } = await this.dependencies.judge({
      ...around,
      today,
      settings,
      ownRules,
      baseline: baseline && entriesOn(baseline, args.urn),
      complete: false,
    });
    return findings.filter((finding) => finding.status === "violation" && finding.resource?.urn === args.urn);
  }

  async #judgeStack(args: PackStackArgs): Promise<StackAnalysis> {
    const reported = this.#reported;
    this.#reported = new Set();
    const { register, settings, settingsFile, today, opened, baseline, ownRules, notices } = await this.#inputs();
    const graph = graphFromStackArgs(args, this.#recorded);
    const { environment } = this.dependencies;
    const approval = stackApproval({ graph, settings, settingsFile, opened, environment });
    const judgement = await this.dependencies.judge({
      graph,
      register,
      today,
      settings,
      baseline,
      ownRules,
      approvals: [approval.fact],
    });
    const all = [...notices, ...approval.notices, ...judgement.notices];
    return { ...judgement, notices: all, settings, asked: new Set(), reported };
  }

  #inputs(): Promise<Inputs> {
    if (!this.#config) this.configure({});
    return (this.#config as { inputs: Promise<Inputs> }).inputs;
  }

  async #load(given: object): Promise<Inputs> {
    const { environment, folders, loadRegister } = this.dependencies;
    const config = readPackConfig(given, environment, folders);
    const folder = folders[0] ?? process.cwd();
    const opened = openSource(folder, undefined, environment);
    const { source } = opened;
    const settingsFile = findSettings(config, opened, folders);
    const settings = readSettings(source, settingsFile, config.settings !== undefined);
    const place = registerOf(config, opened, folder, environment);
    const register: Register =
      place === undefined ? { version: 1, leases: [] } : await readRegister(source, place, loadRegister);
    const another = config.registerIsConfigured
      ? registerChanges(source, folder, [environment.PULUMI_STACK ?? ""])
      : [];
    const known = baselineFile(settings, settingsFile);
    const rules = ownRulesFolder(settings, settingsFile);
    const judgedBy: JudgedBy[] = [
      { file: settingsFile, name: "leasehold.yaml", kind: "settings" },
      ...(known === undefined ? [] : [{ file: known, name: "the baseline", kind: "baseline" } as const]),
      ...(settings.approvals === undefined
        ? []
        : [{ file: signersFile(settings.approvals, settingsFile), name: "allowed_signers", kind: "signers" } as const]),
      ...(rules === undefined
        ? []
        : [{ file: rules, name: `the rules in ${settings.ownRules}`, kind: "rules" } as const]),
      ...(place === undefined || isUrl(place)
        ? []
        : [{ file: place, name: "the register", kind: "register" } as const]),
    ];
    return {
      register,
      settings,
      settingsFile,
      opened,
      today: config.today,
      context: new PackContext(register, config.today),
      baseline: known === undefined ? undefined : readBaseline(source, known),
      ownRules: readOwnRules(source, settings, settingsFile),
      notices: [...opened.notices, ...proposedChanges(source, judgedBy), ...another],
    };
  }
}

/** What a baseline knows of one resource: comparing each resource with all of it would take time. */
function entriesOn({ version, findings }: Baseline, urn: string): Baseline {
  return { version, findings: findings.filter(({ resource }) => resource === urn) };
}

/** The leasehold.yaml of the likeliest folder that has one; of the first folder where none has. */
function findSettings({ settings }: PackConfig, { source }: OpenedSource, folders: readonly string[]): string {
  if (settings !== undefined) return settings;
  const files = folders.map((folder) => join(folder, "leasehold.yaml"));
  return files.find((file) => source.read(file) !== undefined) ?? files[0] ?? join(process.cwd(), "leasehold.yaml");
}

/** The stack's own configuration may be part of a pull request: then that of the base commit says where the register is. */
function registerOf(
  config: PackConfig,
  { source }: OpenedSource,
  folder: string,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  if (source.commit === undefined || !config.registerIsConfigured) return config.register;
  return configuredRegister(source, folder, environment.PULUMI_STACK ?? "") ?? config.register;
}

const isUrl = (source: string): boolean => /^https?:/.test(source);

/** Two findings with one key say the same of the same resource. */
export function findingKey({ rule, resource, message }: Finding): string {
  return JSON.stringify([rule, resource?.urn ?? null, message]);
}

/** By which the SDK's proxies, which throw on unknowns, hand out what they stand before. */
const PROXY_TARGET = "__getSpecialProxyTarget";

function fingerprint(resources: readonly PackResourceArgs[]): string {
  const hash = createHash("sha256");
  for (const { urn, props } of resources) {
    hash.update(urn);
    hash.update(JSON.stringify(Reflect.get(props, PROXY_TARGET) ?? props));
  }
  return hash.digest("base64");
}
