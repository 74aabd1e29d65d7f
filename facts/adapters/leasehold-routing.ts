import { ADVERTISEMENT, ROA_REQUEST } from "../types";
import type { Adapter } from "./adapter";

/** ROA requests and advertisements hold the prefix they are for; `routing-facts.ts` reads the rest of them. */
export const leaseholdRouting: Adapter = {
  types: [ROA_REQUEST, ADVERTISEMENT],
  observe(resource, _references, into) {
    into.holdings.push({ resource, property: "prefix" });
  },
};
