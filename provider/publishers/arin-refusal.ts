import type { RoaPayload } from "../../lease/rpki/roa";
import type { HttpAnswer } from "../http/http-client";
import type { PublishError } from "./publish-error";
import { formatRoas, type Registry } from "./registry";
import { childrenOf, parseXml, textOf } from "./xml-document";

/** An error payload of Reg-RWS (https://www.arin.net/resources/manage/regrws/payloads/). */
interface ArinError {
  /** E_SCHEMA_VALIDATION, E_ENTITY_VALIDATION, E_OBJECT_NOT_FOUND, E_AUTHENTICATION, E_NOT_REMOVEABLE, E_BAD_REQUEST … */
  readonly code: string;
  readonly words: string;
}

/** ARIN's own words in the body of an error, with its code. */
export function arinWords(text: string): string | undefined {
  const error = readError(text);
  return error === undefined ? undefined : [error.words, error.code].filter(Boolean).join(" ");
}

/**
 * A refusal in words that say what to do.
 * @param add What was to be published, where something was.
 */
export function arinRefusal(
  registry: Registry,
  answer: HttpAnswer,
  { org, add = [] }: { readonly org: string; readonly add?: readonly RoaPayload[] },
): PublishError {
  const { code = "", words = "" } = readError(answer.text) ?? {};
  const said = registry.said(answer);
  if (code === "E_AUTHENTICATION" || answer.status === 401 || answer.status === 403) {
    const fix =
      `set an API key of an ARIN Online account that is linked to an Admin or Tech POC of ${org}: ` +
      "pulumi config set --secret leasehold:arinKey (or set LEASEHOLD_ARIN_KEY)";
    return registry.error("credentials", `ARIN does not take the API key for ${org} (${answer.status})`, fix, said);
  }
  // The guide does not say which code it is; a certificate is spoken of where the prefix is not on it.
  if (add.length > 0 && answer.status === 400 && /certificat|not (?:held|covered|contained|authorized)/i.test(words)) {
    const fix = "the lessor's Org holds it: ask them to publish, or use publisher: manual";
    return registry.error(
      "not-held",
      `ARIN's certificate for ${org} does not cover all of ${formatRoas(add)}`,
      fix,
      said,
    );
  }
  if (answer.status === 404 && /roa ?handle/i.test(words)) {
    const fix = "see who else changes the Org's ROAs, and run it again";
    return registry.error("refused", "ARIN does not find a ROA that its list had", fix, said);
  }
  if (answer.status === 404 && code !== "") {
    const fix = "check leasehold:arinOrg (or LEASEHOLD_ARIN_ORG), and that the Org has signed up for hosted RPKI";
    return registry.error("settings", `ARIN finds nothing for ${org}`, fix, said);
  }
  if (code === "") {
    const fix = "set leasehold:arinUrl (or LEASEHOLD_ARIN_URL) to the address of Reg-RWS, without /rest";
    return registry.error("unexpected", `the address answers ${answer.status}, and not as ARIN does`, fix, said);
  }
  const fix = "correct what it names, and run it again";
  return registry.error("refused", `ARIN refuses the request (${answer.status}, ${code})`, fix, said);
}

function readError(text: string): ArinError | undefined {
  const document = parseXml(text, ["message", "component", "components", "additionalInfo"]);
  if (document?.root !== "error") return undefined;
  const { element } = document;
  const parts = childrenOf(element, "components").flatMap((list) => childrenOf(list, "component"));
  const details = parts.map((part) => [textOf(part, "name"), ...texts(part)].filter(Boolean).join(": "));
  const more = childrenOf(element, "additionalInfo").flatMap(texts);
  return { code: textOf(element, "code") ?? "", words: [...texts(element), ...details, ...more].join("; ") };
}

/** Texts of all `message` children. */
function texts(element: { readonly [name: string]: unknown }): string[] {
  const messages = element.message;
  const all = Array.isArray(messages) ? messages : [];
  return all.filter((one) => typeof one === "string" && one !== "");
}
