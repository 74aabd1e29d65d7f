import { createHmac } from "node:crypto";

/** Header of the signature. */
export const SIGNATURE_HEADER = "leasehold-signature";

/**
 * Value of the header `Leasehold-Signature`: `t=<seconds since 1970>,v1=<hex>`, where the latter is HMAC-SHA256 with the
 * shared key over `<t>.<body>`. The time is signed too, so that a receiver can refuse what is replayed later.
 */
export function signatureHeader(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex");
  return `t=${seconds},v1=${signature}`;
}
