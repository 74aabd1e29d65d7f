import { z } from "zod";
import type { RoaPayload } from "../../lease/rpki/roa";
import type { HttpAnswer } from "../http/http-client";
import { parseJson } from "../parse-json";
import type { PublishError } from "./publish-error";
import { formatRoas, type Registry } from "./registry";

/** Errors of the service: `{"error": …}`, from the framework also with `message`, `status` and `path`. */
const errorBody = z.object({ error: z.string() });

/** The RIPE NCC's own words in the body of an error. */
export function ripeWords(text: string): string | undefined {
  return errorBody.safeParse(parseJson(text)).data?.error;
}

/**
 * A refusal in words that say what to do. The documentation has 403 for a prefix that is not held, the service's source
 * 400, with the same text; so the text decides. Without it, 401 (an empty body) and 403 are about the key.
 * @param add What was to be published, where something was.
 */
export function ripeRefusal(
  registry: Registry,
  answer: HttpAnswer,
  { add = [] }: { readonly add?: readonly RoaPayload[] } = {},
): PublishError {
  const said = registry.said(answer);
  const words = ripeWords(answer.text) ?? "";
  if (/not (?:a )?holder of/i.test(words)) {
    const fix = "the lessor's account holds it: ask them to publish, or use publisher: manual";
    return registry.error("not-held", `the RIPE NCC account does not hold all of ${formatRoas(add)}`, fix, said);
  }
  if (/more than one pair/i.test(words)) {
    const happened =
      "the RIPE NCC takes one max-length for each prefix and AS, and another ROA for the same is published";
    const fix = "change that ROA instead, or remove it first where nothing is announced under it";
    return registry.error("refused", happened, fix, said);
  }
  if (/private ASN/i.test(words)) {
    const fix = "use the AS number that announces the prefix on the internet";
    return registry.error("refused", "the RIPE NCC publishes no ROA for a private AS number", fix, said);
  }
  if (answer.status === 401 || answer.status === 403) {
    const fix =
      "create a key for the Resource Certification (RPKI) API in the LIR Portal, under API Keys, and run " +
      "pulumi config set --secret leasehold:ripeKey (or set LEASEHOLD_RIPE_KEY)";
    return registry.error("credentials", `the RIPE NCC does not take the API key (${answer.status})`, fix, said);
  }
  if (answer.status === 404) {
    const fix = "check leasehold:ripeUrl, and that the LIR has a hosted certificate authority in the RPKI dashboard";
    return registry.error("settings", "the RIPE NCC has no hosted CA for this key at this address", fix, said);
  }
  const fix = "correct what it names, and run it again";
  return registry.error("refused", `the RIPE NCC refuses the request (${answer.status})`, fix, said);
}
