import type { EC2Client } from "@aws-sdk/client-ec2";
import type { AwsClients } from "./aws-clients";
import { type AwsFailure, awsFailure, HollowAnswer } from "./aws-failure";

type Ec2Sdk = typeof import("@aws-sdk/client-ec2");

/** From whom pages are read, and how long they may be. */
interface Ec2Pages {
  readonly client: EC2Client;
  readonly pageSize: number;
}

/** What a listing gave: its entries, and why there may be more. */
export interface Listing<T> {
  readonly values: readonly T[];
  /** Absent where everything was read. */
  readonly failure?: AwsFailure;
}

/** One region of one account, with what asking there takes. */
export interface Place {
  readonly clients: AwsClients;
  readonly region: string;
  /** Twelve digits, where accounts are chosen. */
  readonly account?: string;
  /** As items have it: `eu-west-1`, or `123456789012/eu-west-1`. */
  readonly scope: string;
  /** For messages. */
  readonly name: string;
  /** Most pages of a listing. */
  readonly mostPages: number;
  readonly pageSize: number;
  readonly signal: AbortSignal;
}

/**
 * Reads the pages of a listing; what goes wrong ends it, and what was read until then is kept.
 * @param pick the entries of a page; undefined where it is none, since AWS gives an empty list too
 */
export async function listed<Page, T>(
  place: Place,
  action: string,
  open: () => Promise<AsyncIterable<Page> | Iterable<Page>>,
  pick: (page: Page) => readonly T[] | undefined,
): Promise<Listing<T>> {
  const values: T[] = [];
  let pages = 0;
  try {
    for await (const page of await open()) {
      const picked = pick(page);
      if (picked === undefined) throw new HollowAnswer();
      values.push(...picked);
      pages += 1;
      if (pages >= place.mostPages && hasMore(page)) return { values, failure: endless(action, place) };
    }
    return { values };
  } catch (error) {
    return { values, failure: awsFailure(action, place.name, error, place.signal) };
  }
}

/** As `listed`, of what the SDK reads from EC2 page by page. */
export function listedEc2<Page, T>(
  place: Place,
  action: string,
  open: (sdk: Ec2Sdk, pages: Ec2Pages, options: { readonly abortSignal: AbortSignal }) => AsyncIterable<Page>,
  pick: (page: Page) => readonly T[] | undefined,
): Promise<Listing<T>> {
  const { clients, region, pageSize, signal } = place;
  const begin = async () => {
    const { sdk, client } = await clients.ec2(region);
    return open(sdk, { client, pageSize }, { abortSignal: signal });
  };
  return listed(place, action, begin, pick);
}

/** Asks one thing. `undefined`: AWS says that it is not there. */
export async function asked<T>(
  place: Place,
  action: string,
  ask: () => Promise<T>,
): Promise<{ readonly value: T | undefined } | { readonly failure: AwsFailure }> {
  try {
    return { value: await ask() };
  } catch (error) {
    const failure = awsFailure(action, place.name, error, place.signal);
    return failure.kind === "missing" ? { value: undefined } : { failure };
  }
}

function hasMore(page: unknown): boolean {
  if (typeof page !== "object" || page === null) return false;
  const { NextToken, IsTruncated } = page as { readonly NextToken?: unknown; readonly IsTruncated?: unknown };
  return (typeof NextToken === "string" && NextToken !== "") || IsTruncated === true;
}

function endless(action: string, { name, mostPages }: Place): AwsFailure {
  return {
    kind: "unanswered",
    reason: `${action} in ${name} has more than ${mostPages} pages; raise drift.aws.mostPages`,
  };
}
