import { z } from "zod";
import { formatPrefix } from "../../lease/prefix";
import { type RoaDelta, type RoaPayload, roaPayload } from "../../lease/rpki/roa";
import type { HttpLimits } from "../http/http-client";
import type { ProviderSettings } from "../settings";
import { converge, type OutOfStep } from "./converge";
import { inTurn } from "./in-turn";
import { type KrillAccount, krillRefusal, krillWords } from "./krill-refusal";
import type { Publisher } from "./publisher";
import { requireSetting } from "./publisher-setting";
import { Registry } from "./registry";

const roaList = z.array(z.object({ asn: z.int(), prefix: z.string(), max_length: z.int().nullish() }));

/**
 * A CA that runs Krill, through its REST interface (NLnetLabs/krill 0.16, `src/daemon/http/dispatch/cas.rs`,
 * `src/server/ca/roa.rs`). One POST is one delta: all of it happens or nothing does.
 *
 * `routes/try` is not used, though it would look at the effect first: it refuses the whole delta when any announcement
 * of the same prefixes is invalid afterwards, also one that was invalid before; what it knows is a daily table, or nothing
 * where that is switched off; and a refusal is answered with 200. The order of changes is judged by the provider, on the
 * validated payloads that relying parties see.
 */
export function krillPublisher(settings: ProviderSettings, limits?: HttpLimits): Publisher {
  const account = openAccount(settings, limits);
  const ledger = { read: () => readRoas(account), write: (delta: RoaDelta) => writeDelta(account, delta) };
  return {
    name: "krill",
    published: ledger.read,
    async apply(change) {
      await inTurn(`krill ${account.url} ${account.ca}`, () => converge(change, ledger, account.registry.limits));
      return {};
    },
  };
}

interface OpenAccount extends KrillAccount {
  readonly url: string;
  readonly path: string;
}

function openAccount(settings: ProviderSettings, limits?: HttpLimits): OpenAccount {
  const url = requireSetting("krill", settings, "krillUrl");
  const ca = requireSetting("krill", settings, "krillCa");
  const token = requireSetting("krill", settings, "krillToken");
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const registry = new Registry({ publisher: "krill", url, headers, secrets: [token], limits, words: krillWords });
  // A handle, as RFC 8183 §4.2.1 has it; so it is never taken for a step in the path.
  if (!/^[A-Za-z0-9_\\/-]{1,255}$/.test(ca))
    throw registry.error(
      "settings",
      "leasehold:krillCa is no handle of a CA",
      "give the name that `krillc list` shows",
    );
  return { registry, url, ca, path: `/api/v1/cas/${encodeURIComponent(ca)}/routes` };
}

async function readRoas(account: OpenAccount): Promise<RoaPayload[]> {
  const { registry, path } = account;
  const answer = await registry.ask({ method: "GET", path });
  if (answer.status !== 200) throw krillRefusal(account, answer).error;
  const entries = registry.json(answer, roaList, "Krill's list of ROAs");
  return registry.payloads(entries, (entry) => roaPayload(entry.prefix, entry.asn, entry.max_length));
}

async function writeDelta(account: OpenAccount, { add, remove }: RoaDelta): Promise<OutOfStep | undefined> {
  const body = JSON.stringify({ added: add.map(entryOf), removed: remove.map(entryOf) });
  const { registry, path } = account;
  const headers = { "content-type": "application/json" };
  const answer = await registry.ask({ method: "POST", path, body, headers });
  if (answer.status === 200) return undefined;
  const refusal = krillRefusal(account, answer);
  if (refusal.outOfStep === undefined) throw refusal.error;
  return refusal.outOfStep;
}

function entryOf({ prefix, asn, maxLength }: RoaPayload) {
  return { asn, prefix: formatPrefix(prefix), max_length: maxLength };
}
