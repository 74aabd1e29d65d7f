import type { EventTest } from "./event-test";

/** An event as EventBridge gets it from CloudTrail, as far as a rule on privileged calls asks. */
export interface CallEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: { readonly eventSource: string; readonly eventName: string };
}

/** Whether a pattern lets an event through; undefined where it asks for what is not told here, such as a user or a region. */
export type Matcher = (event: CallEvent) => boolean | undefined;

/** EventBridge takes patterns of a few kilobytes; longer text is no pattern of its. */
const LONGEST = 20_000;

/**
 * Reads an event pattern (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html). Every field it
 * names has to match. Undefined where the text is no pattern.
 */
export function readEventPattern(text: string): Matcher | undefined {
  if (text.length > LONGEST) return undefined;
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    // Text that is no JSON is no pattern either; what it says is not repeated.
    return undefined;
  }
  return isObject(pattern) ? (event) => matches(pattern, event as unknown as Fields) : undefined;
}

type Fields = { readonly [key: string]: string | Fields };

function matches(pattern: { readonly [key: string]: unknown }, event: Fields): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const [key, asked] of Object.entries(pattern)) {
    const one = field(asked, Object.hasOwn(event, key) ? event[key] : undefined);
    if (one === false) return false;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

function field(asked: unknown, value: string | Fields | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") return isObject(asked) ? matches(asked, value) : false;
  // Loaded here, since few estates hold a pattern, and building schemas takes longer than reading one.
  const { eventTests } = require("./event-test") as typeof import("./event-test");
  const tests = eventTests.safeParse(asked);
  return tests.success ? tests.data.some((one) => passes(one, value)) : undefined;
}

function passes(one: EventTest, value: string): boolean {
  if (typeof one === "string") return one === value;
  if ("prefix" in one) return value.startsWith(one.prefix);
  if ("suffix" in one) return value.endsWith(one.suffix);
  if ("equals-ignore-case" in one) return value.toLowerCase() === one["equals-ignore-case"].toLowerCase();
  if ("exists" in one) return one.exists;
  if ("wildcard" in one) return matchesWildcard(one.wildcard, value);
  const but = one["anything-but"];
  return typeof but === "string" ? but !== value : !but.includes(value);
}

/** `*` stands for any text. By hand, so that no pattern can make it slow. */
export function matchesWildcard(pattern: string, text: string, single = ""): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < text.length) {
    const letter = pattern[at];
    if (letter === "*") {
      star = at++;
      resume = position;
    } else if (letter !== undefined && (letter === text[position] || (single !== "" && letter === single))) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
