import { z } from "zod";
import { cleanText } from "../http/clean-text";
import { parseJson } from "../parse-json";

/** The envelope of every answer of Cloudflare's API. */
const envelopeSchema = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number().optional(), message: z.string() })).nullish(),
  result: z.unknown(),
  /** Of lists: how many pages and entries there are (absent for some). */
  result_info: z.object({ total_pages: z.number().nullish(), total_count: z.number().nullish() }).nullish(),
});

/** What an answer holds: its result, or Cloudflare's own words of what is wrong, empty where it has none. */
export type CloudflareAnswer =
  | { readonly result: unknown; readonly pages: number | undefined; readonly total: number | undefined }
  | { readonly errors: string };

/** Opens the envelope. A text that is none has neither result nor words. */
export function openEnvelope({ status, text }: { readonly status: number; readonly text: string }): CloudflareAnswer {
  const parsed = envelopeSchema.safeParse(parseJson(text));
  if (!parsed.success) return { errors: "" };
  const { success, result, errors, result_info } = parsed.data;
  if (success && status < 300)
    return { result, pages: result_info?.total_pages ?? undefined, total: result_info?.total_count ?? undefined };
  return { errors: errorText(errors ?? []) };
}

/** Code and message of at most three errors, cleaned. */
function errorText(errors: readonly { code?: number; message: string }[]): string {
  const said = errors.slice(0, 3).map(({ code, message }) => `${code ?? "error"} ${cleanText(message, 200)}`);
  return said.length === 0 ? "" : ` (${said.join("; ")})`;
}
