import { z } from "zod";
import { type Lease, leaseSchema } from "../lease/lease";
import { problemText, schemaProblems } from "../lease/schema-problems";
import { historyHeadSchema } from "./history-entry";
import { firstJsonError } from "./json-error";
import type { RegisterDocument } from "./register-document";
import { RegisterError, shownSource } from "./register-error";

/**
 * Every lease ever held, released ones included, with where its segments were placed: that is what makes a reference to
 * space given back recognisable.
 */
export interface Register {
  readonly version: 1;
  readonly leases: readonly Lease[];
}

const leases = z.array(leaseSchema).superRefine((all, context) => {
  for (const { at, message } of repeatedIds(all)) context.addIssue({ code: "custom", path: [at, "id"], message });
});

function repeatedIds(all: readonly unknown[]): { at: number; message: string }[] {
  const first = new Map<string, number>();
  return all.flatMap((lease, at) => {
    const id = typeof lease === "object" && lease !== null && "id" in lease ? lease.id : undefined;
    if (typeof id !== "string") return [];
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, at);
      return [];
    }
    const name = /^[\w.-]{1,80}$/.test(id) ? `lease ${id}` : "this id";
    return [
      { at, message: `${name} is already at leases[${earlier}]; ids are never reused, so give this lease its own` },
    ];
  });
}

/**
 * `leases.json`: version 1, lease ids unique, unknown keys are errors. `$schema` is for editors and has no meaning, `history`
 * only for those who change the register.
 */
export const registerSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  leases,
  /** Where `leasehold register` stands in the history beside the register. */
  history: historyHeadSchema.optional(),
});

/**
 * Reads a register.
 * @param source Path or URL it came from, for messages.
 * @throws RegisterError with every problem, each with its place and a remedy.
 */
export function parseRegister(text: string, source: string): Register {
  return parseRegisterText(text, source).register;
}

/** A register as it is read, and as it is written. @throws RegisterError as `parseRegister` */
export function parseRegisterText(
  text: string,
  source: string,
): { readonly register: Register; readonly document: RegisterDocument } {
  const shown = shownSource(source);
  const json = parseJson(text.startsWith("\ufeff") ? text.slice(1) : text, shown);
  const parsed = registerSchema.safeParse(json);
  if (parsed.success) {
    // The schema has just said that the JSON is one.
    const document = json as z.input<typeof registerSchema>;
    return { register: { version: parsed.data.version, leases: parsed.data.leases }, document };
  }
  const problems = schemaProblems(parsed.error, json);
  // zod looks for repeated ids only where every lease is sound.
  for (const { at, message } of repeatedIds(rawLeases(json))) problems.push({ path: `leases[${at}].id`, message });
  throw new RegisterError(shown, [...new Set(problems.map(problemText))], true);
}

function rawLeases(json: unknown): readonly unknown[] {
  const found = typeof json === "object" && json !== null && "leases" in json ? json.leases : [];
  return Array.isArray(found) ? found : [];
}

function parseJson(text: string, shown: string): unknown {
  if (text.trim() === "") throw new RegisterError(shown, ['is empty; start with {"version": 1, "leases": []}'], true);
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the text, which may hold a secret, so the place is found here.
    const place = firstJsonError(text);
    const where = place === undefined ? "" : ` at line ${place.line}, column ${place.column}`;
    throw new RegisterError(shown, [`is not JSON${where}; correct it there`], true);
  }
}

/** The JSON Schema of a register as it is written, for editors and other tools (`schemas/register.schema.json`). */
export function registerJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(registerSchema, { io: "input" });
  return { $schema, title: "Leasehold register", ...schema };
}
