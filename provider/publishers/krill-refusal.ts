import { z } from "zod";
import type { HttpAnswer } from "../http/http-client";
import { parseJson } from "../parse-json";
import { OutOfStep } from "./converge";
import type { PublishError, PublishFailure } from "./publish-error";
import type { Registry } from "./registry";

/** The CA that is asked, and how. */
export interface KrillAccount {
  readonly registry: Registry;
  /** The CA's handle. */
  readonly ca: string;
}

const entry = z.object({ asn: z.int(), prefix: z.string(), max_length: z.int().nullish() });
const entries = z.array(entry).default([]);

/** Krill's errors: `src/api/status.rs`, and `delta_error` of `src/commons/error.rs`. */
const errorBody = z.object({
  label: z.string(),
  msg: z.string(),
  delta_error: z
    .object({ duplicates: entries, notheld: entries, unknowns: entries, invalid_length: entries })
    .nullish(),
});
type ErrorBody = z.output<typeof errorBody>;
type DeltaError = NonNullable<ErrorBody["delta_error"]>;

/** What happened, and what to do. */
type Explanation = readonly [failure: PublishFailure, happened: string, fix: string];

/** A refusal in words that say what to do; `outOfStep` where reading again may settle it. */
export function krillRefusal(
  account: KrillAccount,
  answer: HttpAnswer,
): { readonly error: PublishError; readonly outOfStep?: OutOfStep } {
  const body = errorBody.safeParse(parseJson(answer.text)).data;
  const credentials = credentialProblem(account, answer.status);
  if (credentials !== undefined) return { error: account.registry.error(...credentials, body?.msg) };
  if (body === undefined) return { error: strangeAnswer(account, answer) };
  if (body.delta_error) return deltaRefusal(account, body, body.delta_error);
  return { error: account.registry.error(...explanation(account, answer.status, body), body.msg) };
}

function deltaRefusal({ registry, ca }: KrillAccount, { msg }: ErrorBody, delta: DeltaError) {
  const { notheld, invalid_length: lengths, duplicates, unknowns } = delta;
  if (notheld.length > 0) {
    const fix = "the lessor's CA does not hold this prefix: ask them to publish, or use publisher: manual";
    return { error: registry.error("not-held", `the CA ${ca} does not hold ${listed(notheld)}`, fix, msg) };
  }
  if (lengths.length > 0) {
    const fix = "give a max-length from the prefix's own length to that of an address, or leave it out";
    return { error: registry.error("refused", `the max-length of ${listed(lengths)} does not fit`, fix, msg) };
  }
  const clash = [
    ...(duplicates.length > 0 ? [`publishes ${listed(duplicates)} already`] : []),
    ...(unknowns.length > 0 ? [`does not publish ${listed(unknowns)}`] : []),
  ];
  if (clash.length === 0) return { error: registry.error("refused", `the CA ${ca} refuses the change`, RETRY, msg) };
  const happened = `the CA ${ca} ${clash.join(" and ")}, though its list said otherwise`;
  const error = registry.error("refused", happened, "see who else changes this CA's ROAs, and run it again", msg);
  return { error, outOfStep: new OutOfStep(error) };
}

const RETRY = "correct what it names, and run it again";

function credentialProblem({ ca }: KrillAccount, status: number): Explanation | undefined {
  if (status === 401) {
    const fix = "set the token of leasehold:krillToken (or LEASEHOLD_KRILL_TOKEN) anew; a session's token expires";
    return ["credentials", "Krill does not take the token", fix];
  }
  if (status === 403) {
    const fix =
      "ask Krill's administrator for a token whose role has routes-read and routes-update for this CA, " +
      "and set it as leasehold:krillToken";
    return ["credentials", `the token may not manage the ROAs of the CA ${ca}`, fix];
  }
  return undefined;
}

function explanation({ ca }: KrillAccount, status: number, { label }: ErrorBody): Explanation {
  if (label === "ca-unknown") {
    const fix = "set leasehold:krillCa (or LEASEHOLD_KRILL_CA) to a name that `krillc list` shows";
    return ["settings", `Krill has no CA ${ca}`, fix];
  }
  return ["refused", `Krill refuses the request (${status}, ${label})`, RETRY];
}

function strangeAnswer({ registry }: KrillAccount, { status }: HttpAnswer): PublishError {
  const fix = "set leasehold:krillUrl (or LEASEHOLD_KRILL_URL) to the address of Krill's REST interface, without /api";
  return registry.error("unexpected", `the address answers ${status}, and not as Krill does`, fix);
}

/** Krill's own words in the body of an error. */
export function krillWords(text: string): string | undefined {
  return errorBody.safeParse(parseJson(text)).data?.msg;
}

function listed(found: readonly z.output<typeof entry>[]): string {
  const shown = found.slice(0, 5).map(({ prefix, asn, max_length: length }) => {
    return `${prefix} for AS${asn}${length == null ? "" : `, max-length ${length}`}`;
  });
  return found.length > 5 ? `${shown.join("; ")}; and ${found.length - 5} more` : shown.join("; ");
}
