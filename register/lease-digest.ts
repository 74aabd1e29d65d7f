import { createHash } from "node:crypto";
import { canonicalJson } from "../lease/canonical-json";
import type { LeaseInput } from "../lease/lease";

/** SHA-256 of text, in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * A digest of all leases of a register, which changes with any of their values, and neither with their order nor with how the
 * file is laid out. Leases are added and replaced one by one: a digest costs a hash over ids, not over all leases.
 */
export class LeaseDigest {
  readonly #digests = new Map<string, string>();

  static of(leases: Iterable<LeaseInput>): string {
    const digest = new LeaseDigest();
    for (const lease of leases) digest.set(lease);
    return digest.value();
  }

  /** Adds a lease, or replaces the one of its id. */
  set(lease: LeaseInput): void {
    this.#digests.set(lease.id, sha256(canonicalJson(lease)));
  }

  /** SHA-256, in hexadecimal digits, of the ids in their order, each with the SHA-256 of its lease's canonical JSON. */
  value(): string {
    const lines = [...this.#digests].map(([id, digest]) => `${id} ${digest}\n`);
    return sha256(lines.sort().join(""));
  }
}
