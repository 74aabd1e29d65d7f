import { joinPath } from "../graph/read";
import type { Properties, Value } from "../graph/resource";
import { withoutDroppedSets } from "./denials";
import { type FoundAddresses, scanAddresses } from "./scan-text";

/** An address somewhere in a resource's inputs. */
export interface Mention extends FoundAddresses {
  /** Path of the property, of a key too where the key holds the address. */
  readonly property: string;
}

/** A text with more addresses than this is a list; the rest of it is counted, not read. */
const MOST_IN_ONE_TEXT = 1000;

/** Deeper than any real resource. */
const MAX_DEPTH = 200;

/** Short texts that were searched: names, tags and blocks that ten thousand resources share. */
const SEARCHED = new Map<string, readonly FoundAddresses[]>();
const LONGEST_KEPT = 64;
const MOST_KEPT = 20_000;

function addressesIn(text: string): readonly FoundAddresses[] {
  const kept = SEARCHED.get(text);
  if (kept !== undefined) return kept;
  const found = scanAddresses(withoutDroppedSets(text));
  if (text.length <= LONGEST_KEPT && SEARCHED.size < MOST_KEPT) SEARCHED.set(text, found);
  return found;
}

/**
 * Finds every address in the strings of a resource's inputs, keys included, wherever they hide: JSON, scripts, ACL texts.
 *
 * @param skip Top-level properties that declare leased space rather than mention it.
 * @param truncated Called with the path of a text that holds more addresses than are read.
 */
export function searchInputs(
  inputs: Properties,
  skip: ReadonlySet<string>,
  truncated: (property: string) => void,
): Mention[] {
  const found: Mention[] = [];
  const steps: (string | number)[] = [];
  const searchText = (text: string): void => {
    if (text.length < 2) return;
    const addresses = addressesIn(text);
    if (addresses.length === 0) return;
    const property = steps.reduce<string>((path, step) => joinPath(path, step), "");
    if (addresses.length > MOST_IN_ONE_TEXT) truncated(property);
    for (const one of addresses.slice(0, MOST_IN_ONE_TEXT)) {
      found.push({ property, text: one.text, prefixes: one.prefixes });
    }
  };
  const visit = (value: Value): void => {
    if (typeof value === "string") searchText(value);
    if (typeof value !== "object" || value === null || steps.length > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        steps.push(index);
        visit(element);
        steps.pop();
      }
      return;
    }
    for (const key of Object.keys(value)) {
      if (steps.length === 0 && skip.has(key)) continue;
      steps.push(key);
      searchText(key);
      visit(value[key] as Value);
      steps.pop();
    }
  };
  visit(inputs);
  return found;
}
