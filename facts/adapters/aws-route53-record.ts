import { ROUTE53_ZONE } from "../types";
import type { Adapter } from "./adapter";
import { observePtr } from "./reverse-records";

/** PTR records in Route 53. What A and AAAA records name is found by the search for addresses. */
export const awsRoute53Record: Adapter = {
  types: ["aws:route53/record:Record"],
  observe(resource, references, into) {
    observePtr(resource, ["records[]"], [ROUTE53_ZONE], references, into);
  },
};
