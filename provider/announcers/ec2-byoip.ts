import type { ByoipCidr, EC2Client } from "@aws-sdk/client-ec2";
import { cleanText } from "../http/clean-text";
import { AnnounceError } from "./announce-error";
import type { AnnouncerSettings } from "./announcer-settings";
import type { ByoipRange } from "./byoip-range";
import { ec2Failure } from "./ec2-failure";

type Sdk = typeof import("@aws-sdk/client-ec2");

/** 100 ranges a page; no account has so many that these do not hold them (the quota is five a region). */
const PAGE_SIZE = 100;
const MOST_PAGES = 50;
const TRIES = 4;

/** The EC2 calls for ranges that were brought to AWS. The SDK is loaded, and credentials are looked for, at the first call. */
export class Ec2Byoip {
  private opened: Promise<{ sdk: Sdk; client: EC2Client }> | undefined;

  /** @param timeoutMs For one try of one request. */
  constructor(
    private readonly settings: AnnouncerSettings,
    private readonly timeoutMs = 30_000,
  ) {}

  /** The range with exactly this CIDR; AWS announces ranges as they were provisioned, and never a part. */
  async find(cidr: string, signal?: AbortSignal): Promise<ByoipRange | undefined> {
    const { sdk, client } = await this.open();
    const pages = sdk.paginateDescribeByoipCidrs(
      { client, pageSize: PAGE_SIZE },
      { MaxResults: PAGE_SIZE },
      { abortSignal: signal },
    );
    return this.asking("DescribeByoipCidrs", async () => {
      let read = 0;
      for await (const { ByoipCidrs = [] } of pages) {
        const range = ByoipCidrs.find(({ Cidr }) => Cidr === cidr);
        if (range !== undefined) return toRange(range, cidr);
        if (++read === MOST_PAGES) throw endless();
      }
      return undefined;
    });
  }

  /** @param asn The customer's AS, or `AWS` for Amazon's own in place of it; without one the range keeps what it has. */
  async advertise(cidr: string, asn: string | undefined, signal: AbortSignal): Promise<void> {
    const { sdk, client } = await this.open();
    const command = new sdk.AdvertiseByoipCidrCommand({ Cidr: cidr, Asn: asn });
    await this.asking("AdvertiseByoipCidr", () => client.send(command, { abortSignal: signal }));
  }

  async withdraw(cidr: string, signal: AbortSignal): Promise<void> {
    const { sdk, client } = await this.open();
    const command = new sdk.WithdrawByoipCidrCommand({ Cidr: cidr });
    await this.asking("WithdrawByoipCidr", () => client.send(command, { abortSignal: signal }));
  }

  /** Where it looks, for messages: `eu-west-1 of this AWS account`. */
  async place(): Promise<string> {
    const { client } = await this.open();
    return this.asking("the region", async () => `${await client.config.region()} of this AWS account`);
  }

  private async asking<T>(action: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw ec2Failure(action, error);
    }
  }

  private open(): Promise<{ sdk: Sdk; client: EC2Client }> {
    this.opened ??= openClient(this.settings, this.timeoutMs);
    return this.opened;
  }
}

async function openClient(
  { awsRegion, awsEndpoint }: AnnouncerSettings,
  timeoutMs: number,
): Promise<{ sdk: Sdk; client: EC2Client }> {
  const sdk = await loadSdk();
  const client = new sdk.EC2Client({
    ...(awsRegion === undefined ? {} : { region: awsRegion }),
    ...(awsEndpoint === undefined ? {} : { endpoint: awsEndpoint }),
    // All three calls say how things should be, or only ask: sent twice they do the same.
    retryMode: "adaptive",
    maxAttempts: TRIES,
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
  });
  return { sdk, client };
}

/** A package of megabytes that only `by: aws` needs. */
async function loadSdk(): Promise<Sdk> {
  try {
    return await import("@aws-sdk/client-ec2");
  } catch (cause) {
    const message = "announcing by aws needs the package @aws-sdk/client-ec2: npm install @aws-sdk/client-ec2";
    throw new AnnounceError("settings", message, { cause });
  }
}

function toRange(range: ByoipCidr, cidr: string): ByoipRange {
  const { State, StatusMessage, AsnAssociations = [] } = range;
  return {
    cidr,
    state: State ?? "no state",
    ...(StatusMessage ? { message: cleanText(StatusMessage, 300) } : {}),
    associations: AsnAssociations.flatMap(({ Asn, State: state, StatusMessage: message }) =>
      Asn === undefined || !/^\d{1,10}$/.test(Asn)
        ? []
        : [{ asn: Number(Asn), state: state ?? "no state", ...(message ? { message: cleanText(message, 300) } : {}) }],
    ),
  };
}

function endless(): AnnounceError {
  return new AnnounceError("unreachable", `AWS listed ${MOST_PAGES} pages of ranges and the one looked for is in none`);
}
