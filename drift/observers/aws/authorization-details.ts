import type { GetAccountAuthorizationDetailsResponse, ManagedPolicyDetail, RoleDetail } from "@aws-sdk/client-iam";
import type { AwsFailure } from "./aws-failure";
import { listed, type Place } from "./place";

/** The account's own policies, and its roles with what is attached to them. */
export interface AuthorizationDetails {
  readonly roles: ReadonlyMap<string, RoleDetail>;
  /** By ARN. */
  readonly policies: ReadonlyMap<string, ManagedPolicyDetail>;
  readonly failure?: AwsFailure;
}

/** Everything in one listing: asking for each role and policy takes several requests each. */
export async function authorizationDetails(place: Place): Promise<AuthorizationDetails> {
  const roles = new Map<string, RoleDetail>();
  const policies = new Map<string, ManagedPolicyDetail>();
  const { values, failure } = await listed<
    GetAccountAuthorizationDetailsResponse,
    GetAccountAuthorizationDetailsResponse
  >(
    place,
    "iam:GetAccountAuthorizationDetails",
    async () => {
      const { sdk, client } = await place.clients.iam(place.region);
      return sdk.paginateGetAccountAuthorizationDetails(
        { client, pageSize: place.pageSize },
        { Filter: ["Role", "LocalManagedPolicy"] },
        { abortSignal: place.signal },
      );
    },
    (page) => (page.IsTruncated === undefined ? undefined : [page]),
  );
  for (const { RoleDetailList = [], Policies = [] } of values) {
    for (const role of RoleDetailList) if (role.RoleName) roles.set(role.RoleName, role);
    for (const policy of Policies) if (policy.Arn) policies.set(policy.Arn, policy);
  }
  return { roles, policies, failure };
}

/** IAM gives documents URL-encoded. @returns the text as it came where it is not */
export function decodedDocument(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
