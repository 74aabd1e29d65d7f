import { z } from "zod";
import { formatPrefix } from "../../lease/prefix";
import { type RoaDelta, type RoaPayload, roaPayload } from "../../lease/rpki/roa";
import type { HttpLimits } from "../http/http-client";
import type { ProviderSettings } from "../settings";
import { converge, OutOfStep } from "./converge";
import { inTurn } from "./in-turn";
import type { Publisher } from "./publisher";
import { requireSetting } from "./publisher-setting";
import { Registry } from "./registry";
import { ripeRefusal, ripeWords } from "./ripe-refusal";

const roaList = z.array(z.object({ asn: z.string(), prefix: z.string(), maximalLength: z.int().nullish() }));

/**
 * The RIPE NCC's hosted CA, through the RPKI Management API
 * (https://www.ripe.net/publications/documentation/developer-documentation/rpki-management-api/): the key goes in the
 * header `ncc-api-authorization`, `GET /roas` lists, `POST /roas/publish` takes additions and removals.
 *
 * The service behind it is public (RIPE-NCC/rpki-core, `CaRoaConfigurationService.publishROAs`, read at e539db9, June
 * 2026). One POST is one command: all of it happens or nothing does, and success is 204. Additions and removals are
 * sets, so repeating one does no harm. It asks for an explicit max-length, refuses prefixes that the account does not
 * hold and private AS numbers, and takes one max-length for each prefix and AS (`Roas.validateRoaUpdate`): a ROA of
 * another max-length has to go in the same step. It has entity tags too (`If-Match`); they are not used, since a delta of
 * sets does not overwrite what somebody else changed.
 */
export function ripePublisher(settings: ProviderSettings, limits?: HttpLimits): Publisher {
  const key = requireSetting("ripe", settings, "ripeKey");
  const url = requireSetting("ripe", settings, "ripeUrl");
  const headers = { "ncc-api-authorization": key, accept: "application/json" };
  const access = { publisher: "ripe", url, headers, secrets: [key], limits, words: ripeWords } as const;
  const registry = new Registry(access);
  const ledger = { read: () => readRoas(registry), write: (delta: RoaDelta) => writeDelta(registry, delta) };
  return {
    name: "ripe",
    published: ledger.read,
    async apply(change) {
      await inTurn(`ripe ${url} ${key}`, () => converge(change, ledger, registry.limits));
      return {};
    },
  };
}

async function readRoas(registry: Registry): Promise<RoaPayload[]> {
  const answer = await registry.ask({ method: "GET", path: "/roas" });
  if (answer.status !== 200) throw ripeRefusal(registry, answer);
  const entries = registry.json(answer, roaList, "the RIPE NCC's list of ROAs");
  return registry.payloads(entries, (entry) => roaPayload(entry.prefix, entry.asn, entry.maximalLength));
}

async function writeDelta(registry: Registry, { add, remove }: RoaDelta): Promise<OutOfStep | undefined> {
  const body = JSON.stringify({ added: add.map(entryOf), deleted: remove.map(entryOf) });
  const headers = { "content-type": "application/json" };
  const answer = await registry.ask({ method: "POST", path: "/roas/publish", body, headers });
  if (answer.status === 204 || answer.status === 200) return undefined;
  const refusal = ripeRefusal(registry, answer, { add });
  if (refusal.failure === "refused") return new OutOfStep(refusal);
  throw refusal;
}

function entryOf({ prefix, asn, maxLength }: RoaPayload) {
  return { asn: `AS${asn}`, prefix: formatPrefix(prefix), maximalLength: maxLength };
}
