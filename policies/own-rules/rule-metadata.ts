import { basename } from "node:path";
import { z } from "zod";
import type { Rule } from "../catalogue";
import { severitySchema } from "../finding";
import { nearest } from "../nearest";

/** What is wrong with a rule's source, with the file it is in. */
export class RuleSourceError extends Error {
  constructor(
    readonly file: string,
    problem: string,
  ) {
    super(`${file}: ${problem}`);
    this.name = "RuleSourceError";
  }
}

/** A rule as its METADATA says it, and where. */
export interface RuleSource {
  readonly rule: Omit<Rule, "part"> & { readonly part: string };
  /** As OPA names it. */
  readonly file: string;
}

const words = z.string().trim().min(1).max(4096);

const customSchema = z.strictObject({
  severity: severitySchema,
  other_severity: severitySchema.optional(),
  scope: z.enum(["stack", "resource"]).default("stack"),
  subject: z.array(words).default([]),
  message: words,
  undetermined: words,
  fix: words,
  needs: z.enum(["changes", "approvals"]).optional(),
  non_waivable: z.union([z.literal(true), words]).optional(),
});

const annotationsSchema = z.object({
  title: words,
  description: words,
  related_resources: z
    .array(z.object({ ref: z.url({ protocol: /^https?$/ }), description: words.optional() }))
    .optional(),
  custom: customSchema,
});

/** What `opa inspect --annotations --format json` prints, as far as it is read here. */
const inspectedSchema = z.object({
  namespaces: z.record(z.string(), z.array(z.string())).default({}),
  annotations: z
    .array(
      z.object({
        annotations: z.looseObject({ scope: z.string() }),
        location: z.object({ file: z.string() }),
        path: z.array(z.object({ value: z.unknown() })),
      }),
    )
    .default([]),
});
export type Inspected = z.output<typeof inspectedSchema>;

/** Reads what `opa inspect --annotations --format json` prints. */
export function parseInspected(text: string): Inspected {
  return inspectedSchema.parse(JSON.parse(text));
}

/**
 * One rule a package `leasehold.rules.PART.RULE` with METADATA, sorted by name.
 * @throws RuleSourceError for a rule that does not say what it must, or that is not in the file of its name
 */
export function rulesIn({ annotations }: Inspected): RuleSource[] {
  return annotations
    .filter(
      ({ annotations: { scope }, path }) => scope === "package" && path[2]?.value === "rules" && path.length === 5,
    )
    .map(({ annotations: given, location: { file }, path }) =>
      ruleSource(
        given,
        file,
        path.map(({ value }) => String(value)),
      ),
    )
    .sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1));
}

function ruleSource(given: object, file: string, path: readonly string[]): RuleSource {
  const name = (path[4] ?? "").replaceAll("_", "-");
  if (basename(file) !== `${name}.rego`) {
    throw new RuleSourceError(file, `its package says ${name}: file and package carry one name`);
  }
  const parsed = annotationsSchema.safeParse(given);
  if (!parsed.success) throw new RuleSourceError(file, `METADATA ${problemsOf(parsed.error)}`);
  const { title, description, related_resources: related = [], custom } = parsed.data;
  const waivable = custom.non_waivable === undefined;
  const rule = {
    name,
    part: path[3] ?? "",
    severity: custom.severity,
    ...(custom.other_severity ? { otherSeverity: custom.other_severity } : {}),
    scope: custom.scope,
    title,
    why: description.replaceAll("\n", " "),
    fix: custom.fix,
    message: custom.message,
    undetermined: custom.undetermined,
    subject: custom.subject,
    ...(custom.needs ? { needs: custom.needs } : {}),
    ...(waivable ? {} : { nonWaivable: custom.non_waivable === true ? NEVER_WAIVED : custom.non_waivable }),
    references: related.map(({ ref, description: text }) => ({ url: ref, title: text ?? ref })),
  };
  return { rule, file };
}

const NEVER_WAIVED = "the rule says that it is never waived";

function problemsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const at = issue.path.join(".");
      if (issue.code !== "unrecognized_keys") return `${at}: ${issue.message}`;
      const known = Object.keys(customSchema.shape);
      return issue.keys
        .map((key) => {
          const near = nearest(key, known);
          const way = near === undefined ? `known are: ${known.join(", ")}` : `did you mean ${near}?`;
          return `${[at, key].filter(Boolean).join(".")} is unknown; ${way}`;
        })
        .join("; ");
    })
    .join("; ");
}
