import { type CustomResourceOptions, type Input, type Inputs, ProviderResource, secret } from "@pulumi/pulumi";
import { pluginOptions } from "./plugin-options";

/** What `new Provider(name, …)` takes: the settings of `leasehold:*`, for one account. docs/roas.md says what each is. */
export interface ProviderArgs {
  readonly krillUrl?: Input<string>;
  readonly krillCa?: Input<string>;
  /** A credential, kept as a secret. */
  readonly krillToken?: Input<string>;
  readonly ripeUrl?: Input<string>;
  /** A credential, kept as a secret. */
  readonly ripeKey?: Input<string>;
  readonly arinUrl?: Input<string>;
  readonly arinOrg?: Input<string>;
  /** A credential, kept as a secret. */
  readonly arinKey?: Input<string>;
  readonly webhookUrl?: Input<string>;
  /** A credential, kept as a secret. */
  readonly webhookSecret?: Input<string>;
  /** File or URL of what relying parties see. */
  readonly vrps?: Input<string>;
  /** Minutes. @default 120 */
  readonly vrpsMaxAge?: Input<number>;
  readonly cloudflareUrl?: Input<string>;
  readonly cloudflareAccount?: Input<string>;
  /** A credential, kept as a secret. */
  readonly cloudflareToken?: Input<string>;
  readonly awsRegion?: Input<string>;
  readonly awsEndpoint?: Input<string>;
  readonly gobgp?: Input<string>;
  readonly withdrawn?: Input<string>;
}

const CREDENTIALS = ["krillToken", "ripeKey", "arinKey", "webhookSecret", "cloudflareToken"] as const;

/**
 * The plugin with settings of its own, for a program that works with more than one account; without one, stack
 * configuration `leasehold:*` and the environment count. What is left out here comes from the environment.
 *
 * @example
 * const lessor = new Provider("lessor", { krillUrl: "https://krill.example", krillCa: "lessor", krillToken });
 * new RoaRequest("office-roa", { lease: block, asn: 64496, publisher: "krill" }, { provider: lessor });
 */
export class Provider extends ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: CustomResourceOptions) {
    super("leasehold", name, withSecrets(args), pluginOptions(undefined, opts));
  }
}

function withSecrets(args: ProviderArgs): Inputs {
  const inputs: Inputs = { ...args };
  for (const credential of CREDENTIALS) {
    if (args[credential] !== undefined) inputs[credential] = secret(args[credential]);
  }
  return inputs;
}
