import { z } from "zod";
import { contains, type Family, type Prefix } from "../../../lease/prefix";
import { readPrefix } from "../../../lease/read-prefix";
import { parseJson } from "../../../provider/parse-json";
import { askRdap, RdapError } from "./rdap-client";

const registry = z.object({ services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])) });

/** Which registry has which space, by IANA (RFC 9224); each family's list is asked for once. */
export class RdapBootstrap {
  readonly #lists = new Map<Family, Promise<readonly Service[]>>();

  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  /** The service of the longest block that holds a prefix. @throws RdapError */
  async serviceOf(prefix: Prefix): Promise<string> {
    const list = this.#lists.get(prefix.family) ?? this.#load(prefix.family);
    this.#lists.set(prefix.family, list);
    const [best] = (await list)
      .filter(({ block }) => contains(block, prefix))
      .sort((a, b) => b.block.length - a.block.length);
    if (best !== undefined) return best.url;
    throw new RdapError("IANA lists no registry for it; name one in lessor.rir of the lease, or in drift.rdap.url");
  }

  async #load(family: Family): Promise<readonly Service[]> {
    const answer = await askRdap(new URL(`ipv${family}.json`, this.url).href, this.signal);
    const read = registry.safeParse(parseJson(answer ?? ""));
    if (!read.success)
      throw new RdapError("IANA's list of registries cannot be read; name one in lessor.rir of the lease");
    return read.data.services.flatMap(([blocks, urls]) => {
      const url = urls.find((one) => one.startsWith("https://")) ?? urls[0];
      return blocks.flatMap((text): Service[] => {
        const block = readPrefix(text);
        return block === undefined || url === undefined ? [] : [{ block, url }];
      });
    });
  }
}

interface Service {
  readonly block: Prefix;
  readonly url: string;
}
