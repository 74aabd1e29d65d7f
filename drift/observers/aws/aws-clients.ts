import type { EC2Client } from "@aws-sdk/client-ec2";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { NetworkFirewallClient } from "@aws-sdk/client-network-firewall";
import { limitBody } from "./answer-limit";
import { MissingPackage } from "./aws-failure";
import type { AwsAccount, AwsSettings } from "./aws-settings";

/** The environment that the observer was made with. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Sdks = {
  readonly ec2: typeof import("@aws-sdk/client-ec2");
  readonly events: typeof import("@aws-sdk/client-eventbridge");
  readonly iam: typeof import("@aws-sdk/client-iam");
  readonly "network-firewall": typeof import("@aws-sdk/client-network-firewall");
  readonly credentials: typeof import("@aws-sdk/credential-providers");
};

/** Loaded when they are first asked: packages of megabytes that only this observer needs. */
const LOADERS: { readonly [K in keyof Sdks]: readonly [name: string, load: () => Promise<Sdks[K]>] } = {
  ec2: ["@aws-sdk/client-ec2", () => import("@aws-sdk/client-ec2")],
  events: ["@aws-sdk/client-eventbridge", () => import("@aws-sdk/client-eventbridge")],
  iam: ["@aws-sdk/client-iam", () => import("@aws-sdk/client-iam")],
  "network-firewall": ["@aws-sdk/client-network-firewall", () => import("@aws-sdk/client-network-firewall")],
  credentials: ["@aws-sdk/credential-providers", () => import("@aws-sdk/credential-providers")],
};

/** @throws MissingPackage */
export async function loadSdk<K extends keyof Sdks>(which: K): Promise<Sdks[K]> {
  const [name, load] = LOADERS[which];
  // A word on Node's version, for whoever writes programs with the SDK; whoever runs a command can do nothing about it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  try {
    return await load();
  } catch (cause) {
    throw new MissingPackage(name, { cause });
  }
}

/** Inside of what reads the answer. */
const NEXT_TO_THE_WIRE = { step: "deserialize", priority: "low", name: "limitBody" } as const;

/** A service's client with its package. */
export interface Api<K extends Exclude<keyof Sdks, "credentials">, C> {
  readonly sdk: Sdks[K];
  readonly client: C;
}

/** Clients of one account, one a service and region, made when they are first asked for. */
export class AwsClients {
  readonly #settings: AwsSettings;
  readonly #environment: Environment;
  readonly #account: AwsAccount | undefined;
  readonly #made = new Map<string, Promise<{ readonly client: { destroy(): void } }>>();

  constructor(settings: AwsSettings, environment: Environment, account: AwsAccount | undefined) {
    this.#settings = settings;
    this.#environment = environment;
    this.#account = account;
  }

  ec2(region: string): Promise<Api<"ec2", EC2Client>> {
    return this.#once(`ec2 ${region}`, async () => {
      const sdk = await loadSdk("ec2");
      const client = new sdk.EC2Client(await this.#configuration("EC2", region));
      client.middlewareStack.add(limitBody, NEXT_TO_THE_WIRE);
      return { sdk, client };
    });
  }

  events(region: string): Promise<Api<"events", EventBridgeClient>> {
    return this.#once(`events ${region}`, async () => {
      const sdk = await loadSdk("events");
      const client = new sdk.EventBridgeClient(await this.#configuration("EVENTBRIDGE", region));
      client.middlewareStack.add(limitBody, NEXT_TO_THE_WIRE);
      return { sdk, client };
    });
  }

  /** IAM is the same in every region; the region says which partition. */
  iam(region: string): Promise<Api<"iam", IAMClient>> {
    return this.#once("iam", async () => {
      const sdk = await loadSdk("iam");
      const client = new sdk.IAMClient(await this.#configuration("IAM", region));
      client.middlewareStack.add(limitBody, NEXT_TO_THE_WIRE);
      return { sdk, client };
    });
  }

  networkFirewall(region: string): Promise<Api<"network-firewall", NetworkFirewallClient>> {
    return this.#once(`network-firewall ${region}`, async () => {
      const sdk = await loadSdk("network-firewall");
      const client = new sdk.NetworkFirewallClient(await this.#configuration("NETWORK_FIREWALL", region));
      client.middlewareStack.add(limitBody, NEXT_TO_THE_WIRE);
      return { sdk, client };
    });
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    const made = await Promise.allSettled(this.#made.values());
    for (const one of made) if (one.status === "fulfilled") one.value.client.destroy();
  }

  #once<T extends { readonly client: { destroy(): void } }>(key: string, make: () => Promise<T>): Promise<T> {
    const before = this.#made.get(key) as Promise<T> | undefined;
    if (before !== undefined) return before;
    const made = make();
    this.#made.set(key, made);
    return made;
  }

  async #configuration(service: string, region: string) {
    const { timeoutSeconds, tries } = this.#settings;
    const endpoint = this.#endpoint(service);
    const credentials = await this.#credentials(region);
    const milliseconds = Math.round(timeoutSeconds * 1000);
    return {
      region,
      // The SDK reads the same from the process's own environment; tests and embedders give another.
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      retryMode: "adaptive",
      maxAttempts: tries,
      requestHandler: {
        connectionTimeout: milliseconds,
        requestTimeout: milliseconds,
        socketTimeout: milliseconds,
        throwOnRequestTimeout: true,
      },
    };
  }

  #endpoint(service: string): string | undefined {
    return this.#environment[`AWS_ENDPOINT_URL_${service}`] || this.#environment.AWS_ENDPOINT_URL || undefined;
  }

  /** The account's role, by what the environment has; without a role the SDK's default chain, or what the environment gives. */
  async #credentials(region: string) {
    const own = ownCredentials(this.#environment);
    if (this.#account === undefined) return own;
    const { fromTemporaryCredentials } = await loadSdk("credentials");
    const endpoint = this.#endpoint("STS");
    return fromTemporaryCredentials({
      ...(own === undefined ? {} : { masterCredentials: own }),
      params: {
        RoleArn: this.#account.roleArn,
        RoleSessionName: "leasehold-drift",
        DurationSeconds: 3600,
        ...(this.#account.externalId === undefined ? {} : { ExternalId: this.#account.externalId }),
      },
      clientConfig: { region, ...(endpoint === undefined ? {} : { endpoint }) },
    });
  }
}

/** Undefined: the default chain, which reads the environment as well, and profiles, and the machine's role. */
function ownCredentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }: Environment) {
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}
