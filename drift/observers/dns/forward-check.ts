import { formatShort, type Prefix } from "../../../lease/prefix";
import type { FieldValue } from "../../drift-item";
import { texts, type Voices } from "./voices";

/** Names of one address that are looked up forwards; more than that is no host's. */
const MOST_NAMES = 16;
const MOST_SHOWN = 3;

/** What a PTR has whose names all lead back. */
export const CONFIRMED = "confirmed";

/**
 * Whether the names of an address lead back to it (forward-confirmed reverse DNS): `confirmed`, which of them does not and
 * where it leads instead, or what hides it.
 */
export async function checkForward(address: Prefix, names: readonly string[], voices: Voices): Promise<FieldValue> {
  const wanted = formatShort(address);
  const type = address.family === 4 ? "A" : "AAAA";
  const checked = names.slice(0, MOST_NAMES);
  const answers = await Promise.all(checked.map(async (name) => ({ name, answer: await voices.ask(name, type) })));
  for (const { name, answer } of answers) {
    const leads = texts(answer);
    if (answer.kind !== "unknown" && !leads.includes(wanted)) return `${name} leads to ${shown(leads)}`;
  }
  for (const { name, answer } of answers) {
    if (answer.kind === "unknown") return { unknown: `${name} ${type}: ${answer.reason}` };
  }
  if (names.length > MOST_NAMES) return { unknown: `${names.length} names, of which ${MOST_NAMES} were looked up` };
  return CONFIRMED;
}

function shown(addresses: readonly string[]): string {
  if (addresses.length === 0) return "no address";
  return addresses.slice(0, MOST_SHOWN).join(", ") + (addresses.length > MOST_SHOWN ? ", …" : "");
}
