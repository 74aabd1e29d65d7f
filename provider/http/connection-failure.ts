import { HttpError } from "./http-error";

/** Failures that come before a byte of the request has been sent. */
const NEVER_CONNECTED: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there; check host and port, and whether the service runs",
  ENOTFOUND: "the host name does not exist; check its spelling",
  EAI_AGAIN: "the host name cannot be resolved now; check this machine's DNS",
  EHOSTUNREACH: "the host cannot be reached from this machine",
  ENETUNREACH: "the host cannot be reached from this machine",
  UND_ERR_CONNECT_TIMEOUT: "the connection was not made in time; check host, port and firewalls",
};

const UNTRUSTED: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

const BAD_CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired; have it renewed",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; check the clocks",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host name; use the name that it was issued for",
};

const TRUST_ADVICE =
  "its certificate is self-signed or of an authority that this machine does not trust; " +
  "put the authority's certificate (PEM) in a file and set NODE_EXTRA_CA_CERTS to its path before pulumi is started";

/** The failure of a connection, in words that say what to do. @param error What `fetch` threw. */
export function networkError(place: string, error: unknown): HttpError {
  const code = failureCode(error);
  const passing = NEVER_CONNECTED[code];
  if (passing !== undefined) return new HttpError("network", `${place}: ${passing} (${code})`, false);
  if (UNTRUSTED.has(code))
    return new HttpError("network", `${place}: ${TRUST_ADVICE} (${code})`, false, undefined, false);
  const certificate =
    BAD_CERTIFICATE[code] ?? (/^(ERR_SSL|ERR_TLS|CERT_)/.test(code) ? "no TLS connection" : undefined);
  if (certificate !== undefined)
    return new HttpError("network", `${place}: ${certificate} (${code})`, false, undefined, false);
  return new HttpError("network", `${place}: the connection broke before the answer was there (${code})`, true);
}

/**
 * The code of the innermost failure that has one. Texts are not used: they may quote what was sent. Errors of the
 * runtime are told by their shape, since they need not be of this module's realm.
 */
function failureCode(error: unknown): string {
  let code = "no code";
  for (let inner = error, depth = 0; typeof inner === "object" && inner !== null && depth < 5; depth++) {
    if ("code" in inner && typeof inner.code === "string") code = inner.code;
    inner = "cause" in inner ? inner.cause : undefined;
  }
  return code;
}
