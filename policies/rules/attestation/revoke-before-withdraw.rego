# METADATA
# title: A route is withdrawn before its ROA goes
# description: |
#   While the lessor's covering ROA stays, a route whose own ROA is revoked does not become unknown but invalid, and
#   networks drop it at once (RFC 6907 section 7.2.2). Withdraw first, then revoke. Plans are judged step by step, in
#   their order; the rule runs where the source says what changes (preview JSON, or preview --state).
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6907#section-7.2.2
#     description: "Use cases of RPKI: a ROA is revoked while the route is announced"
#   - ref: https://www.rfc-editor.org/rfc/rfc6811#section-2
#     description: "BGP prefix origin validation"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   needs: changes
#   message: "The ROA for {prefix} from AS{asn} is {action} while these routes are still announced, which are no longer valid then: {routes}."
#   undetermined: "Whether the routes under the ROA for {prefix}, which is deleted or narrowed, are withdrawn before is not known yet"
#   fix: "Withdraw the routes first, in a deployment of its own, and revoke the ROA once nobody sees them any more."
package leasehold.rules.attestation.revoke_before_withdraw

import data.leasehold.result

finding contains result.violation(fact, {
	"prefix": fact.prefix,
	"asn": fact.asn,
	"action": fact.action,
	"routes": fact.broken,
}) if {
	some fact in input.revocation
	count(fact.broken) > 0
}

finding contains result.undetermined(fact, field, {"prefix": fact.prefix}) if {
	some fact in input.revocation
	count(fact.broken) == 0
	some field in ["routes", "broken"]
	result.unknown(fact, field)
}
