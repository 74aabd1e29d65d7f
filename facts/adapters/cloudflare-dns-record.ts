import { CLOUDFLARE_ZONE } from "../types";
import type { Adapter } from "./adapter";
import { observePtr } from "./reverse-records";

/** PTR records at Cloudflare, under the present type and the older one (whose text was called `value`). */
export const cloudflareDnsRecord: Adapter = {
  types: ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"],
  observe(resource, references, into) {
    observePtr(resource, ["content", "value"], [CLOUDFLARE_ZONE], references, into);
  },
};
