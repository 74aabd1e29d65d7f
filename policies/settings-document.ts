import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { nearest } from "./nearest";

/** A `leasehold.yaml` that cannot be used. The message holds every problem, each with its line and column. */
export class SettingsError extends Error {
  constructor(
    /** The file as it was named. */
    readonly file: string,
    /** One text a problem, with its position first. */
    readonly problems: readonly string[],
  ) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "SettingsError";
  }
}

/**
 * Reads the text of a `leasehold.yaml`, or one section of it, by a schema.
 * @param file names it in errors
 * @param section key at the top whose value is read @default the whole file
 * @throws SettingsError with all problems at once
 */
export function readSettingsDocument<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  section?: string,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  if (document.errors.length > 0) {
    throw new SettingsError(
      file,
      document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`),
    );
  }
  const above = section === undefined ? [] : [section];
  const parsed = schema.safeParse(sectionOf(document.toJS(), section) ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      const known = knownKeys(schema, issue.path);
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
    }
    return [{ path, message: `${path.join(".") || "the file"}: ${issue.message}` }];
  });
  throw new SettingsError(
    file,
    problems.map(({ path, message }) => {
      const offset = offsetOf(document.contents, path);
      return offset === undefined ? message : `${at(offset)}: ${message}`;
    }),
  );
}

function sectionOf(root: unknown, section: string | undefined): unknown {
  if (section === undefined) return root;
  return typeof root === "object" && root !== null && Object.hasOwn(root, section)
    ? (root as Record<string, unknown>)[section]
    : undefined;
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near
    ? `unknown setting ${key}; did you mean ${near}?`
    : `unknown setting ${key}; known are: ${known.join(", ")}`;
}

/** The keys that a schema knows at a path. */
function knownKeys(schema: unknown, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => knownKeys(option, path));
  const inner = wrapped(schema);
  if (inner !== undefined) return knownKeys(inner, path);
  const [step, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    return step === undefined ? Object.keys(schema.shape) : knownKeys(schema.shape[String(step)], rest);
  }
  if (step === undefined) return [];
  if (schema instanceof z.ZodArray) return knownKeys(schema.element, rest);
  return schema instanceof z.ZodRecord ? knownKeys(schema.valueType, rest) : [];
}

function wrapped(schema: unknown): unknown {
  // `preprocess` has its transformation in front, `transform` behind.
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodTransform ? schema.out : schema.in;
  const wraps =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return wraps ? schema.unwrap() : undefined;
}

/** Where the key or value at `path` starts; the nearest one above it where the path leads nowhere. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(step));
      if (!pair) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else {
      const item = isSeq(node) && typeof step === "number" ? node.items[step] : undefined;
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}
