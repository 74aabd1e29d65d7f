/** What may be asked. */
export type DnsType = "A" | "AAAA" | "PTR" | "NS" | "TXT" | "SOA" | "CNAME";

/** A resource record of the type that was asked for. */
export interface DnsRecord {
  /** Owner, lower case, without a trailing dot: where the aliases of the question's name lead. */
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  /**
   * Addresses in canonical form; names in lower case without a trailing dot; the strings of a TXT joined; a SOA's seven
   * fields with blanks between. What is no printable ASCII is written `\DDD` (RFC 1035 §5.1), so it is safe to show.
   */
  readonly data: string;
}

/** What the DNS says: records, that there are none, or nothing that can be relied on. */
export type DnsAnswer =
  | { readonly kind: "answer"; readonly records: readonly DnsRecord[] }
  /** The name does not exist (RFC 8020), or has no record of the type (RFC 2308 §2.2). */
  | { readonly kind: "absent"; readonly reason: "nxdomain" | "nodata" }
  /** Time-out, SERVFAIL, REFUSED, a malformed message and the like, in words. Never the same as `absent`. */
  | {
      readonly kind: "unknown";
      readonly reason: string;
      /** No server said anything: time-outs and closed ports alone. */
      readonly silent?: true;
    };

export function unknown(reason: string): DnsAnswer {
  return { kind: "unknown", reason };
}
