import { z } from "zod";
import { canonicalJson } from "../../lease/canonical-json";
import { evidenceValue } from "../finding";

/** A `FindingIdentity`, as a file says it. */
const entrySchema = z.strictObject({
  rule: z.string().max(200),
  status: z.enum(["violation", "undetermined"]),
  resource: z.string().max(4096).nullable(),
  lease: z.string().max(200).nullable(),
  segment: z.string().max(200).nullable(),
  subject: z.record(z.string(), evidenceValue),
});
export type Entry = z.output<typeof entrySchema>;

/** The findings of an estate that are known, and fail no run until they are gone. */
export const baselineSchema = z.strictObject({ version: z.literal(1), findings: z.array(entrySchema).max(100_000) });
export type Baseline = z.output<typeof baselineSchema>;

/** A baseline that cannot be used. */
export class BaselineError extends Error {
  constructor(file: string, problem: string) {
    super(`${file} is no baseline: ${problem}. --update-baseline writes a new one.`);
    this.name = "BaselineError";
  }
}

/** Reads a baseline. @throws BaselineError */
export function parseBaseline(text: string, file: string): Baseline {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new BaselineError(file, "it is not JSON");
  }
  const parsed = baselineSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BaselineError(file, `${issue?.path.join(".") || "the file"}: ${issue?.message}`);
}

/** A baseline's text as it is kept in a file: keys and entries in one order, one line an entry. */
export function formatBaseline({ findings }: Baseline): string {
  const lines = findings.map((entry) => `    ${canonicalJson(entry)}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(",\n")}\n  ` : ""}]\n}\n`;
}
