import { type FakeAnswer, FakeService, type SeenRequest } from "../../../testbed/registries/fake-service";

/** Something as AWS's XML has it: lists are `item`s. */
export type Xml = string | number | boolean | readonly Xml[] | { readonly [name: string]: Xml };

/** Listings of EC2, by action: the element that holds their entries. */
const LISTINGS: Readonly<Record<string, string>> = {
  DescribeAddresses: "addressesSet",
  DescribeNatGateways: "natGatewaySet",
  DescribeRouteTables: "routeTableSet",
  DescribeSecurityGroups: "securityGroupInfo",
  DescribeNetworkAcls: "networkAclSet",
  DescribeManagedPrefixLists: "prefixListSet",
  GetManagedPrefixListEntries: "entrySet",
  DescribeSubnets: "subnetSet",
  DescribeFlowLogs: "flowLogSet",
  DescribeByoipCidrs: "byoipCidrSet",
  DescribeIpamPools: "ipamPoolSet",
  GetIpamPoolCidrs: "ipamPoolCidrSet",
};

/**
 * AWS as far as the observer asks it, on loopback, from a state of its own: EC2's Query protocol with pages, IAM's and STS's,
 * and the JSON of EventBridge and Network Firewall.
 */
export class FakeAws {
  /** By action. */
  readonly listings: Record<string, Xml[]> = {};
  /** Answers of JSON services by the operation; none: not found. */
  readonly json: Record<string, object> = {};
  /** IAM's roles and policies. */
  iam: { readonly RoleDetailList: readonly Xml[]; readonly Policies: readonly Xml[] } = {
    RoleDetailList: [],
    Policies: [],
  };
  /** Entries of a page. */
  pageSize = 1000;

  private constructor(readonly service: FakeService) {}

  static async start(): Promise<FakeAws> {
    const service = await FakeService.start((request) => aws.answer(request));
    const aws = new FakeAws(service);
    return aws;
  }

  /** What was asked, in order. */
  get asked(): string[] {
    return this.service.seen.map(actionOf);
  }

  private answer(request: SeenRequest): FakeAnswer {
    const action = actionOf(request);
    if (request.headers["x-amz-target"] !== undefined) return this.answerJson(action);
    const form = new URLSearchParams(request.body);
    if (action === "GetAccountAuthorizationDetails") return this.authorizations();
    if (action === "AssumeRole") return assumed(form.get("RoleArn") ?? "");
    const element = LISTINGS[action];
    if (element === undefined) return refusal(400, "InvalidAction", "no such action");
    const all = this.listings[`${action} ${form.get("PrefixListId")}`] ?? this.listings[action] ?? [];
    const from = Number(form.get("NextToken") ?? 0);
    const isPaged = action !== "DescribeAddresses";
    const page = isPaged ? all.slice(from, from + this.pageSize) : all;
    const next: { readonly [name: string]: Xml } =
      isPaged && from + this.pageSize < all.length ? { nextToken: String(from + this.pageSize) } : {};
    return xml(`<${action}Response>${xmlOf({ requestId: "r", [element]: page, ...next })}</${action}Response>`);
  }

  private answerJson(operation: string): FakeAnswer {
    const body = this.json[operation];
    const headers = { "content-type": "application/x-amz-json-1.1" };
    if (body !== undefined) return { status: 200, headers, body: JSON.stringify(body) };
    return {
      status: 400,
      headers,
      body: JSON.stringify({ __type: "ResourceNotFoundException", message: "not there" }),
    };
  }

  private authorizations(): FakeAnswer {
    const members = (list: readonly Xml[]) => list.map((one) => `<member>${xmlOf(one, "member")}</member>`).join("");
    const { RoleDetailList, Policies } = this.iam;
    const result =
      `<RoleDetailList>${members(RoleDetailList)}</RoleDetailList><Policies>${members(Policies)}</Policies>` +
      "<IsTruncated>false</IsTruncated>";
    const action = "GetAccountAuthorizationDetails";
    return xml(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
  }
}

/** The action of a Query request, or the operation of a JSON one. */
export function actionOf({ headers, body }: SeenRequest): string {
  const target = headers["x-amz-target"];
  return typeof target === "string"
    ? (target.split(".").at(-1) ?? "")
    : (new URLSearchParams(body).get("Action") ?? "");
}

/** Picks the requests of an action. */
export function ofAction(action: string): (request: SeenRequest) => boolean {
  return (request) => actionOf(request) === action;
}

/** An error as each of the protocols writes it. */
export function refusal(status: number, code: string, message: string): FakeAnswer {
  const error = `<Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>`;
  return { status, body: `<Response>${error}<RequestID>r</RequestID></Response>` };
}

export function iamRefusal(status: number, code: string, message: string): FakeAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return xml(`<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`, status);
}

export function jsonRefusal(status: number, code: string, message: string): FakeAnswer {
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}

function assumed(role: string): FakeAnswer {
  const credentials =
    "<AccessKeyId>ASIATESTING</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>" +
    "<Expiration>2036-01-01T00:00:00Z</Expiration>";
  const user = `<AssumedRoleUser><AssumedRoleId>A:leasehold-drift</AssumedRoleId><Arn>${role}</Arn></AssumedRoleUser>`;
  return xml(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials>${credentials}</Credentials>${user}</AssumeRoleResult></AssumeRoleResponse>`,
  );
}

function xml(body: string, status = 200): FakeAnswer {
  return { status, headers: { "content-type": "text/xml" }, body };
}

/** @param element What the entries of a list are called. */
function xmlOf(value: Xml, element = "item"): string {
  if (Array.isArray(value)) return value.map((one) => `<${element}>${xmlOf(one, element)}</${element}>`).join("");
  if (typeof value !== "object") return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return Object.entries(value)
    .map(([name, one]) => `<${name}>${xmlOf(one as Xml, element)}</${name}>`)
    .join("");
}
