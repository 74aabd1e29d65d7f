import type { DnsAnswer, DnsType } from "../../dns/dns-answer";
import { DnsClient } from "../../dns/dns-client";
import { Breaker } from "./breaker";
import type { DnsSettings } from "./dns-settings";

/** Failures in a row after which the rest of a zone, or of everything, is not asked any more. */
const ENOUGH_IN_ZONE = 16;
const ENOUGH = 48;

/**
 * The chosen resolvers as one: each is asked, and an answer counts where those that answer agree. A question that was
 * answered is not asked again. When nothing comes any more, neither does another question.
 */
export class Voices {
  readonly #clients: readonly { readonly label: string; readonly client: DnsClient }[];
  readonly #signal: AbortSignal;
  readonly #answers = new Map<string, Promise<DnsAnswer>>();
  readonly #breaker = new Breaker(ENOUGH);
  readonly #breakers = new Map<string, Breaker>();
  /** Whether any question was answered. */
  hasAnswered = false;

  constructor(settings: DnsSettings, signal: AbortSignal) {
    const { protocol, perSecond, atOnce, timeoutMs, tries, resolvers } = settings;
    const options = { protocol, perSecond, atOnce, timeoutMs, tries };
    this.#clients =
      resolvers.length === 0
        ? [{ label: "this machine's resolvers", client: new DnsClient(options) }]
        : resolvers.map((label) => ({ label, client: new DnsClient({ ...options, servers: [label] }) }));
    this.#signal = signal;
  }

  /** @param zone whose failures are counted together. @default none */
  async ask(name: string, type: DnsType, zone?: string): Promise<DnsAnswer> {
    const key = `${type} ${name}`;
    const before = this.#answers.get(key);
    if (before !== undefined) return before;
    if (this.#signal.aborted) return { kind: "unknown", reason: TIME_OVER };
    const breakers = [this.#breaker, ...(zone === undefined ? [] : [this.#breakerOf(zone)])];
    if (!breakers.every((breaker) => breaker.allows())) return { kind: "unknown", reason: NOT_ASKED };
    const answer = this.#askAll(name, type, breakers);
    this.#answers.set(key, answer);
    return answer;
  }

  close(): void {
    for (const { client } of this.#clients) client.close();
  }

  async #askAll(name: string, type: DnsType, breakers: readonly Breaker[]): Promise<DnsAnswer> {
    const said = await Promise.all(this.#clients.map(({ client }) => client.query(name, type, this.#signal)));
    const isAnswered = said.some(({ kind }) => kind !== "unknown");
    if (isAnswered) this.hasAnswered = true;
    if (!isAnswered && this.#signal.aborted) return { kind: "unknown", reason: TIME_OVER };
    for (const breaker of breakers) breaker.count(isAnswered);
    return this.#agreed(said);
  }

  #breakerOf(zone: string): Breaker {
    const breaker = this.#breakers.get(zone) ?? new Breaker(ENOUGH_IN_ZONE);
    this.#breakers.set(zone, breaker);
    return breaker;
  }

  /** One that does not answer is outvoted by one that does; two that contradict each other leave it open. */
  #agreed(said: readonly DnsAnswer[]): DnsAnswer {
    const [first, ...others] = said.flatMap((answer, at) => (answer.kind === "unknown" ? [] : [{ answer, at }]));
    if (first === undefined) {
      const reasons = said.flatMap((answer) => (answer.kind === "unknown" ? [answer.reason] : []));
      return { kind: "unknown", reason: [...new Set(reasons)].join(", ") };
    }
    const other = others.find(({ answer }) => essence(answer) !== essence(first.answer));
    if (other === undefined) return first.answer;
    const [one, two] = [first, other].map(({ answer, at }) => `${this.#clients[at]?.label} says ${words(answer)}`);
    return { kind: "unknown", reason: `the resolvers disagree: ${one}, ${two}` };
  }
}

/** Why what was not asked any more is unknown. */
export const NOT_ASKED = "not asked, since nothing before it was answered";
/** Why what was still to be asked when the run ended is unknown. */
export const TIME_OVER = "the time for it was over";
const MOST_SHOWN = 3;

/** The same for answers that say the same, whatever their order and lifetimes. */
function essence(answer: DnsAnswer): string {
  return answer.kind === "answer" ? JSON.stringify(texts(answer)) : "";
}

function words(answer: DnsAnswer): string {
  if (answer.kind !== "answer") return "there is none";
  const shown = texts(answer);
  return shown.slice(0, MOST_SHOWN).join(", ") + (shown.length > MOST_SHOWN ? ", …" : "");
}

/** What the records say, each once, sorted. */
export function texts(answer: DnsAnswer): string[] {
  return answer.kind === "answer" ? [...new Set(answer.records.map(({ data }) => data))].sort() : [];
}
