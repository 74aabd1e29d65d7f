import { cleanText } from "../../../provider/http/clean-text";

/** What went wrong, as far as it changes what is to be done. `credentials`: nothing else of the account will be seen. */
export type FailureKind = "credentials" | "package" | "denied" | "throttled" | "missing" | "ended" | "unanswered";

/** Why something could not be seen, in words that hold no secret and nothing of an answer's body. */
export interface AwsFailure {
  readonly kind: FailureKind;
  readonly reason: string;
}

/** A package of the SDK that is not installed. */
export class MissingPackage extends Error {
  constructor(
    readonly packageName: string,
    options: ErrorOptions,
  ) {
    super(`${packageName} is not installed`, options);
  }
}

/**
 * An answer that the SDK could read and that does not hold what every such answer holds: a log-in page of a network on the
 * way, or nothing, which the SDK takes for an answer without entries.
 */
export class HollowAnswer extends Error {}

/** Errors of AWS and of its SDK by name (EC2 API reference, "Error codes"; others share them). */
const NAMES: Readonly<Record<string, FailureKind>> = {
  CredentialsProviderError: "credentials",
  TokenProviderError: "credentials",
  AuthFailure: "credentials",
  InvalidClientTokenId: "credentials",
  UnrecognizedClientException: "credentials",
  SignatureDoesNotMatch: "credentials",
  InvalidSignatureException: "credentials",
  ExpiredToken: "credentials",
  ExpiredTokenException: "credentials",
  RequestExpired: "credentials",
  OptInRequired: "denied",
  UnauthorizedOperation: "denied",
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  RequestLimitExceeded: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  ThrottledException: "throttled",
  TooManyRequestsException: "throttled",
  SlowDown: "throttled",
  ResourceNotFoundException: "missing",
  NoSuchEntity: "missing",
  NoSuchEntityException: "missing",
};

/**
 * An error of the SDK as a sentence. AWS's own words are kept, in one short line, where a service answered; those of the
 * SDK are not, since an XML parser's may quote the answer and a credential provider's its source.
 * @param action as IAM writes it, such as `ec2:DescribeAddresses`
 */
export function awsFailure(action: string, place: string, error: unknown, signal: AbortSignal): AwsFailure {
  const at = `${action} in ${place}`;
  if (error instanceof MissingPackage)
    return {
      kind: "package",
      reason: `${at} needs the package ${error.packageName}: npm install ${error.packageName}`,
    };
  const name = error instanceof Error ? error.name : "unknown error";
  if (signal.aborted) return { kind: "ended", reason: `${at} was not answered before the run ended` };
  const kind = Object.hasOwn(NAMES, name) ? NAMES[name] : isMissing(name) ? "missing" : undefined;
  const said = wordsOf(error);
  switch (kind) {
    case "credentials":
      return { kind, reason: `${at}: ${credentialsAdvice(name)}` };
    case "denied":
      return { kind, reason: `${at} was refused (${name}${said}); allow ${action} for the identity that runs this` };
    case "throttled":
      return {
        kind,
        reason: `${at} was throttled until its tries ran out (${name}); run it again later, or less at once`,
      };
    case "missing":
      return { kind, reason: `${at} found nothing (${name}${said})` };
    default:
      return { kind: "unanswered", reason: `${at} got no usable answer (${describe(error, name)}${said})` };
  }
}

function isMissing(name: string): boolean {
  return /^Invalid[A-Za-z]+(ID)?\.NotFound$/.test(name);
}

function credentialsAdvice(name: string): string {
  if (/Expired/.test(name)) return `the AWS credentials have expired (${name}); sign in again, then run it again`;
  if (/Provider/.test(name)) {
    return "no AWS credentials were found, or a role could not be taken on; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run with a role";
  }
  return `AWS does not accept these credentials (${name}); check profile and region, and this machine's clock`;
}

function describe(error: unknown, name: string): string {
  if (error instanceof HollowAnswer) return "an answer of another kind";
  if (name === "TimeoutError" || name === "AbortError") return "no answer in time";
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined && /^[A-Z][A-Z_]{2,40}$/.test(code)) return code;
  const status = statusOf(error);
  return status === undefined ? cleanText(name, 60) : `${cleanText(name, 60)}, HTTP ${status}`;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

/** EC2 appends a long token to refusals, which only tells something to whoever may decode it. */
const ENCODED = /\bencoded authorization failure message\b.*$/is;

/** What a service said; not what went wrong on the way there. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error) || !("$fault" in error)) return "";
  const words = cleanText(error.message.replace(ENCODED, ""), 200);
  return words === "" || words === "UnknownError" ? "" : `: ${words}`;
}
