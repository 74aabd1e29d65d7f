import { formatRoa, type RoaDelta, type RoaPayload } from "../../lease/rpki/roa";
import type { HttpLimits } from "../http/http-client";
import type { ProviderSettings } from "../settings";
import { arinRefusal, arinWords } from "./arin-refusal";
import { type ArinRoa, readArinRoas } from "./arin-roas";
import { arinTransaction } from "./arin-transaction";
import { converge, OutOfStep } from "./converge";
import { inTurn } from "./in-turn";
import type { Publisher } from "./publisher";
import { requireSetting } from "./publisher-setting";
import { Registry } from "./registry";
import { parseXml } from "./xml-document";

/**
 * ARIN's hosted CA, through Reg-RWS (https://www.arin.net/resources/manage/rpki/rpki-restful/, as of September 2026):
 * `GET /rest/roa/ORG` lists, `POST /rest/rpki/ORG` takes a transaction of deletions and additions that succeeds or fails
 * as one, deletions first. The key goes in `Authorization: ApiKey …`. What has been seen in ARIN's test environment by
 * others who wrote clients for it: a GET without a content type is answered 415; lists are a `collection` of `roaSpec`
 * with flat, repeated `resources`, IPv4 addresses sometimes with leading zeros; the attribute of `roaHandle` is
 * `autoLink`, whatever the guide's example says; a second ROA for the same prefix and AS is refused with 400.
 *
 * ROAs renew themselves: none lapses with the lease. With a ROA, ARIN makes the matching route object in its IRR
 * (`autoLink`), and deletes it with the ROA, as it does for those who use its website.
 */
export function arinPublisher(settings: ProviderSettings, limits?: HttpLimits): Publisher {
  const account = openAccount(settings, limits);
  return {
    name: "arin",
    published: async () => (await readRoas(account)).flatMap(({ payloads }) => payloads),
    async apply(change) {
      await inTurn(`arin ${account.url} ${account.org}`, () =>
        converge(change, ledgerOf(account, change.name), account.limits),
      );
      return {};
    },
  };
}

interface ArinAccount {
  readonly registry: Registry;
  readonly limits: HttpLimits;
  readonly url: string;
  readonly org: string;
}

function openAccount(settings: ProviderSettings, limits?: HttpLimits): ArinAccount {
  const url = requireSetting("arin", settings, "arinUrl");
  const org = requireSetting("arin", settings, "arinOrg");
  const key = requireSetting("arin", settings, "arinKey");
  const headers = { authorization: `ApiKey ${key}`, accept: "application/xml", "content-type": "application/xml" };
  const registry = new Registry({ publisher: "arin", url, headers, secrets: [key], limits, words: arinWords });
  if (!/^[A-Za-z0-9-]{1,64}$/.test(org))
    throw registry.error("settings", "leasehold:arinOrg is no Org handle", "give the handle, such as EXAMPLE-1");
  return { registry, limits: registry.limits, url, org: org.toUpperCase() };
}

/** Removing needs the handle that ARIN gave, so the list that was read last is kept for the write that follows. */
function ledgerOf(account: ArinAccount, name: string) {
  let roas: readonly ArinRoa[] = [];
  return {
    async read() {
      roas = await readRoas(account);
      return roas.flatMap(({ payloads }) => payloads);
    },
    write: (delta: RoaDelta) => writeDelta(account, delta, roas, name),
  };
}

async function readRoas({ registry, org }: ArinAccount): Promise<ArinRoa[]> {
  const answer = await registry.ask({ method: "GET", path: `/rest/roa/${org}` });
  if (answer.status !== 200) throw arinRefusal(registry, answer, { org });
  return readArinRoas(registry, answer.text);
}

async function writeDelta(
  { registry, org }: ArinAccount,
  delta: RoaDelta,
  roas: readonly ArinRoa[],
  name: string,
): Promise<OutOfStep | undefined> {
  const clash = delta.add.find((roa) => clashes(roa, delta, roas));
  if (clash !== undefined) throw clashError(registry, clash);
  const answer = await registry.ask({
    method: "POST",
    path: `/rest/rpki/${org}`,
    body: arinTransaction(delta, roas, name),
  });
  if (answer.status === 200 && parseXml(answer.text, [])?.root === "rpkiTransaction") return undefined;
  if (answer.status < 300)
    throw registry.error("unavailable", "ARIN's answer does not say what was done", "run it again");
  const refusal = arinRefusal(registry, answer, { org, add: delta.add });
  if (refusal.failure === "refused") return new OutOfStep(refusal);
  throw refusal;
}

/** Whether a ROA for the same prefix and AS is published and stays: ARIN takes one for each. */
function clashes(roa: RoaPayload, { remove }: RoaDelta, roas: readonly ArinRoa[]): boolean {
  const removed = new Set(remove.map(formatRoa));
  return roas
    .flatMap(({ payloads }) => payloads)
    .some((one) => !removed.has(formatRoa(one)) && formatRoa({ ...one, maxLength: roa.maxLength }) === formatRoa(roa));
}

function clashError(registry: Registry, roa: RoaPayload) {
  const happened = `ARIN takes one ROA for each prefix and AS, and publishes another than ${formatRoa(roa)}`;
  const fix = "change that ROA instead, or remove it first where nothing is announced under it";
  return registry.error("refused", happened, fix);
}
