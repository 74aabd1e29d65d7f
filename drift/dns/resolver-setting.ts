import { z } from "zod";
import { DnsServerError, parseDnsServer } from "./dns-server";

/** A resolver as settings name it: `192.0.2.53`, `127.0.0.1:5300` or `[2001:db8::53]:53`. */
export const resolverSetting = z.string().superRefine((text, context) => {
  try {
    parseDnsServer(text);
  } catch (error) {
    if (!(error instanceof DnsServerError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
  }
});
