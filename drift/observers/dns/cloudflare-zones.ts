import { z } from "zod";
import { hostName } from "../../../facts/adapters/reverse-records";
import { openEnvelope } from "../../../provider/announcers/cloudflare-envelope";
import { sendRequest } from "../../../provider/http/http-client";
import { HttpError } from "../../../provider/http/http-error";
import type { Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import type { Unseen } from "../../observer";
import {
  addTo,
  CLOUDFLARE_RECORD,
  cloudflareZones,
  declaredSets,
  leasedSpace,
  type RecordSet,
  recordItem,
  setId,
} from "./cloudflare-records";
import type { CloudflareSettings } from "./dns-settings";

const zoneSchema = z.object({ id: z.string().regex(/^[\w-]{1,64}$/), name: z.string() });
const recordSchema = z.object({
  name: z.string().max(1000),
  type: z.string().max(20),
  content: z.string().max(100_000).optional(),
  proxied: z.boolean().nullish(),
});

/** What is seen of a zone, and what hides the rest of it. */
interface ZoneSight {
  readonly sets: ReadonlyMap<string, RecordSet>;
  readonly problem: string | undefined;
}

/** One page. */
interface Listed<T> {
  readonly entries: readonly T[];
  readonly pages: number | undefined;
  readonly total: number | undefined;
}

/** Reads the declared zones through Cloudflare's API: the records that are declared, and others that name leased space. */
export class CloudflareZones {
  constructor(
    private readonly settings: CloudflareSettings,
    private readonly token: string,
    private readonly signal: AbortSignal,
  ) {}

  async observe(declared: Declared): Promise<{ items: DriftItem[]; unseen: Unseen[] }> {
    const expected = declaredSets(declared);
    const items: DriftItem[] = [];
    const unseen: Unseen[] = [];
    for (const zone of cloudflareZones(declared)) {
      const { sets, problem } = await this.#read(zone);
      if (problem !== undefined) unseen.push({ reason: problem, covers: { type: CLOUDFLARE_RECORD, scope: zone } });
      for (const set of sets.values()) {
        const wanted = expected.get(setId(set));
        if (wanted === undefined && leasedSpace(set, declared).length === 0) continue;
        // Of a list that is not whole, what is missing may be on a page that was not read.
        const isShort = problem !== undefined && wanted !== undefined && !holdsAll(set, wanted);
        items.push(recordItem(set, declared, isShort ? { unknown: problem } : undefined));
      }
    }
    return { items, unseen };
  }

  async #read(zone: string): Promise<ZoneSight> {
    const sets = new Map<string, RecordSet>();
    const listed = await this.#list(`/zones?name=${encodeURIComponent(zone)}`, zoneSchema);
    if ("problem" in listed) return { sets, problem: listed.problem };
    const found = listed.entries.find(({ name }) => hostName(name) === zone);
    if (found === undefined)
      return {
        sets,
        problem: `Cloudflare has no zone ${zone} that CLOUDFLARE_API_TOKEN may read (permission Zone: Read)`,
      };
    const { pageSize, mostPages } = this.settings;
    let read = 0;
    for (let page = 1; page <= mostPages; page++) {
      const path = `/zones/${found.id}/dns_records?page=${page}&per_page=${pageSize}`;
      const answer = await this.#list(path, recordSchema);
      if ("problem" in answer) return { sets, problem: `page ${page} of the records of ${zone}: ${answer.problem}` };
      const { entries, pages, total } = answer;
      // Its API counts every list: one without a count may be a part of it, or of somebody between.
      if (pages === undefined && total === undefined)
        return { sets, problem: `Cloudflare does not say how many records ${zone} has` };
      for (const record of entries) addTo(sets, seenSet(zone, record));
      read += entries.length;
      const isLast = pages === undefined ? entries.length < pageSize : page >= pages;
      if (!isLast) continue;
      return {
        sets,
        problem:
          total === undefined || read >= total ? undefined : `Cloudflare gave ${read} of ${total} records of ${zone}`,
      };
    }
    return {
      sets,
      problem: `${zone} has more than ${mostPages} pages of ${pageSize} records; raise drift.dns.cloudflare.mostPages`,
    };
  }

  async #list<T>(path: string, entry: z.ZodType<T>): Promise<Listed<T> | { problem: string }> {
    const { url, timeoutSeconds } = this.settings;
    const headers = { authorization: `Bearer ${this.token}`, accept: "application/json" };
    try {
      const answer = await sendRequest(
        { method: "GET", url: `${url.replace(/\/+$/, "")}${path}`, idempotent: true, headers },
        { timeoutMs: timeoutSeconds * 1000, signal: this.signal },
      );
      const opened = openEnvelope(answer);
      if ("errors" in opened) return { problem: refusal(answer.status, opened.errors) };
      const entries = z.array(entry).safeParse(opened.result);
      if (!entries.success) return { problem: "Cloudflare's answer is not what its API describes" };
      return { entries: entries.data, pages: opened.pages, total: opened.total };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { problem: `Cloudflare: ${error.message}` };
    }
  }
}

function refusal(status: number, said: string): string {
  const what = `Cloudflare answered ${status}${said}`;
  if (status === 401 || status === 403) return `${what}; check CLOUDFLARE_API_TOKEN and its permission DNS: Read`;
  return status === 429 ? `${what}: too many requests; run it again in a few minutes` : what;
}

function seenSet(zone: string, { name, type, content, proxied }: z.output<typeof recordSchema>): RecordSet {
  return {
    zone,
    name: hostName(name),
    type: type.toUpperCase(),
    contents: new Set(content === undefined ? [] : [content]),
    isOpen: false,
    proxied: proxied ?? false,
  };
}

function holdsAll(set: RecordSet, wanted: RecordSet): boolean {
  return [...wanted.contents].every((content) => set.contents.has(content));
}
