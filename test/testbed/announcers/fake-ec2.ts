import { type FakeAnswer, FakeService, type SeenRequest } from "../registries/fake-service";

/** A range as the service keeps it. `next` are the states it comes to by itself, one at each look. */
export interface KeptRange {
  cidr: string;
  state: string;
  message?: string;
  next?: string[];
  associations?: { asn: string; state: string; message?: string }[];
}

/**
 * EC2's BYOIP calls in its Query protocol (POST, form fields, XML): what the API reference says of them, from a state of
 * its own. Advertising and withdrawing take `steps` looks.
 */
export class FakeEc2 {
  readonly ranges = new Map<string, KeptRange>();
  /** Ranges on a page. */
  pageSize = 100;

  private constructor(readonly service: FakeService) {}

  static async start(): Promise<FakeEc2> {
    const service = await FakeService.start((request) => ec2.route(request));
    const ec2 = new FakeEc2(service);
    return ec2;
  }

  put(range: KeptRange): void {
    this.ranges.set(range.cidr, range);
  }

  /** Actions asked for so far, in order, without the looking ones. */
  get asked(): string[] {
    return this.service.seen
      .map(({ body }) => new URLSearchParams(body))
      .filter((form) => form.get("Action") !== "DescribeByoipCidrs")
      .map((form) => [form.get("Action"), form.get("Cidr"), form.get("Asn")].filter((part) => part !== null).join(" "));
  }

  private route({ body }: SeenRequest): FakeAnswer {
    const form = new URLSearchParams(body);
    const action = form.get("Action");
    if (action === "DescribeByoipCidrs") return this.describe(form);
    const range = this.ranges.get(form.get("Cidr") ?? "");
    if (range === undefined) return ec2Error(400, "InvalidParameterValue", "The CIDR is not found");
    return action === "AdvertiseByoipCidr" ? this.advertise(range, form.get("Asn")) : this.withdraw(range);
  }

  private describe(form: URLSearchParams): FakeAnswer {
    const from = Number(form.get("NextToken") ?? 0);
    const all = [...this.ranges.values()];
    const page = all.slice(from, from + this.pageSize).map((range) => {
      const xml = rangeXml(range, "item");
      const [next, ...rest] = range.next ?? [];
      if (next !== undefined) Object.assign(range, { state: next, next: rest });
      return xml;
    });
    const token = from + this.pageSize < all.length ? `<nextToken>${from + this.pageSize}</nextToken>` : "";
    return xml("DescribeByoipCidrs", `<byoipCidrSet>${page.join("")}</byoipCidrSet>${token}`);
  }

  private advertise(range: KeptRange, asn: string | null): FakeAnswer {
    if (range.state !== "provisioned" && range.state !== "advertised")
      return ec2Error(400, "IncorrectState", `The range is ${range.state}`);
    for (const association of range.associations ?? []) {
      if (association.state === "advertised") association.state = "associated";
      if (association.asn === asn) association.state = "advertised";
    }
    if (range.state === "provisioned") Object.assign(range, { state: "pending-advertising", next: ["advertised"] });
    return xml("AdvertiseByoipCidr", rangeXml(range, "byoipCidr"));
  }

  private withdraw(range: KeptRange): FakeAnswer {
    if (range.state !== "advertised") return ec2Error(400, "IncorrectState", `The range is ${range.state}`);
    Object.assign(range, { state: "pending-withdrawal", next: ["provisioned"] });
    return xml("WithdrawByoipCidr", rangeXml(range, "byoipCidr"));
  }
}

export function ec2Error(status: number, code: string, message: string): { status: number; body: string } {
  const error = `<Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>`;
  return { status, body: `<Response>${error}<RequestID>r</RequestID></Response>` };
}

function xml(action: string, content: string): FakeAnswer {
  const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="${namespace}"><requestId>r</requestId>${content}</${action}Response>`;
  return { status: 200, body, headers: { "content-type": "text/xml" } };
}

function rangeXml({ cidr, state, message, associations = [] }: KeptRange, element: string): string {
  const said = message === undefined ? "" : `<statusMessage>${message}</statusMessage>`;
  const items = associations.map(
    (each) =>
      `<item><asn>${each.asn}</asn><cidr>${cidr}</cidr><state>${each.state}</state>` +
      `${each.message === undefined ? "" : `<statusMessage>${each.message}</statusMessage>`}</item>`,
  );
  const set = items.length === 0 ? "" : `<asnAssociationSet>${items.join("")}</asnAssociationSet>`;
  return `<${element}><cidr>${cidr}</cidr>${said}<state>${state}</state>${set}</${element}>`;
}
