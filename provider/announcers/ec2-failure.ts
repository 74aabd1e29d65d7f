import { cleanText } from "../http/clean-text";
import { AnnounceError, type AnnounceErrorKind } from "./announce-error";

/** Errors of EC2 and of the SDK, by name, and what to do (EC2 API reference, "Error codes"). */
const KNOWN: readonly (readonly [names: readonly string[], kind: AnnounceErrorKind, fix: string])[] = [
  [
    ["CredentialsProviderError", "TokenProviderError"],
    "settings",
    "no AWS credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run with a role",
  ],
  [
    ["AuthFailure", "InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken", "RequestExpired", "OptInRequired"],
    "refused",
    "AWS does not accept these credentials here; check profile, expiry and region, and this machine's clock",
  ],
  [
    ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"],
    "refused",
    "allow ec2:DescribeByoipCidrs, ec2:AdvertiseByoipCidr and ec2:WithdrawByoipCidr for the identity that runs this",
  ],
  [
    ["RequestLimitExceeded", "Throttling", "ThrottlingException", "IncorrectState"],
    "busy",
    "AWS cannot take the request now; run it again in a few minutes",
  ],
];

/** EC2 appends a long token to refusals, which only tells something to whoever may decode it. */
const ENCODED = /\bencoded authorization failure message\b.*$/is;

/**
 * An error of the AWS SDK, as one of ours. EC2's own words are kept, in one short line; those of the SDK are not, since an
 * XML parser's may quote the answer and a credential provider's its source.
 */
export function ec2Failure(action: string, error: unknown): AnnounceError {
  if (error instanceof AnnounceError) return error;
  const name = error instanceof Error ? error.name : "unknown error";
  const known = KNOWN.find(([names]) => names.includes(name));
  const said = answered(error) ? `: ${cleanText(error.message.replace(ENCODED, ""), 300)}` : "";
  if (known !== undefined) return new AnnounceError(known[1], `EC2 ${action} failed (${name}${said}); ${known[2]}`);
  if (error instanceof Error && /region is missing/i.test(error.message))
    return new AnnounceError("settings", "no AWS region is set; set leasehold:awsRegion or AWS_REGION");
  const status = answered(error) ? error.$metadata.httpStatusCode : undefined;
  if (status !== undefined && status >= 400 && status < 500)
    return new AnnounceError("refused", `EC2 ${action} was refused (${name}${said})`);
  const fix = "nothing is known of the range now; check network, region and endpoint, then run it again";
  return new AnnounceError("unreachable", `EC2 ${action} got no usable answer (${name}${said}); ${fix}`);
}

interface Answered extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** Whether it is what a service said, not what went wrong on the way. */
function answered(error: unknown): error is Answered {
  return error instanceof Error && "$fault" in error && "$metadata" in error && typeof error.$metadata === "object";
}
