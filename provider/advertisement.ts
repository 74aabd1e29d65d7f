import { InputChecks } from "./input-checks";
import { diffProperties } from "./property-diff";
import { knownProperties, type Properties } from "./property-value";
import type { ResourceHandler } from "./resource-handler";

/**
 * `leasehold:routing:Advertisement`: the announcement as it should be. It lives in the state alone, so that rules and the
 * order of withdrawal can be judged; routers and clouds announce by themselves.
 */
export const advertisement: ResourceHandler = {
  check(news) {
    const checks = new InputChecks(news);
    checks.require("leaseId", "name the lease");
    checks.text("leaseId");
    checks.require("prefix", "give the prefix that is announced");
    checks.prefix("prefix");
    checks.require("origin", "give the AS that originates the prefix");
    checks.asn("origin");
    if (checks.known("origin") === 0) checks.fail("origin", "AS0 never announces (RFC 7607); give the AS that does");
    checks.require("by", "say who announces: aws, cloudflare, lessee or lessor");
    checks.oneOf("by", ["aws", "cloudflare", "lessee", "lessor"]);
    checks.setDefault("advertised", true);
    if (!["boolean", "undefined"].includes(typeof checks.known("advertised")))
      checks.fail("advertised", "give true or false");
    return { inputs: checks.inputs, failures: checks.failures };
  },

  diff(olds, news) {
    return diffProperties(olds, news, { replacing: ["leaseId", "prefix", "origin"], updating: ["by", "advertised"] });
  },

  async create(_name, inputs) {
    return { id: advertisementId(inputs), outs: inputs };
  },

  async read(id, props) {
    const { id: _, ...inputs } = props;
    return { id, props, inputs };
  },

  async update(_id, _olds, news) {
    return { outs: news };
  },

  async delete() {
    // Nothing but the state knows of it.
  },
};

function advertisementId(inputs: Properties): string {
  const { leaseId, prefix, origin } = knownProperties(inputs);
  return `${leaseId}:${prefix}:AS${origin}`;
}
