import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type {
  CheckFailure,
  CheckResult,
  ConstructResult,
  CreateResult,
  DiffResult,
  Provider,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/provider";
import { advertisement } from "./advertisement/advertisement";
import { currentCall } from "./call-context";
import { RemoteComponents } from "./components/remote-components";
import { knownProperties, markSecret, type Properties } from "./property-value";
import type { Operation, ResourceHandler } from "./resource-handler";
import { roaRequest } from "./roa-request/roa-request";
import { RouteLedger } from "./routes/route-ledger";
import { schema } from "./schema";
import { OUTSIDE, type Outside, Services } from "./services";
import { isSecretSetting, readSettings, SettingsError } from "./settings";

const HANDLERS: Readonly<Record<string, ResourceHandler>> = {
  "leasehold:rpki:RoaRequest": roaRequest,
  "leasehold:routing:Advertisement": advertisement,
};

export interface ProviderOptions {
  /** @default the real registries, announcers and relying parties */
  readonly outside?: Outside;
  /** Where settings come from that are not configured. @default the process's own environment */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** The `leasehold` provider: custom resources of address space that is leased. */
export class LeaseholdProvider implements Provider {
  readonly #outside: Outside;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #ledger = new RouteLedger();
  readonly #components = new RemoteComponents();
  readonly #imported = new Set<string>();
  readonly #cancel = new AbortController();
  #services: Services | undefined;

  constructor(
    readonly version: string,
    { outside = OUTSIDE, environment = process.env }: ProviderOptions = {},
  ) {
    this.#outside = outside;
    this.#environment = environment;
  }

  async getSchema(): Promise<string> {
    return JSON.stringify(schema(this.version));
  }

  /**
   * Checks configuration before it is kept in the state, and marks what is a credential, so that the state holds it
   * encrypted even where `--secret` was forgotten. What is unknown, and the environment, are left to `configure`.
   */
  checkConfig(news: Properties): { inputs: Properties; failures: CheckFailure[] } {
    const known = knownProperties(news);
    const inputs = { ...news };
    for (const [name, value] of Object.entries(known)) {
      if (isSecretSetting(name, value)) inputs[name] = markSecret(value);
    }
    return { inputs, failures: settingFailures(known) };
  }

  /** Takes the configuration. @throws SettingsError */
  configure(config: Properties): void {
    const settings = readSettings(knownProperties(config), this.#environment);
    this.#services = new Services(settings, this.#outside, this.#cancel.signal);
  }

  async check(urn: string, _olds: Properties, news: Properties): Promise<CheckResult> {
    return handler(urn).check(news);
  }

  async diff(_id: string, urn: string, olds: Properties, news: Properties): Promise<DiffResult> {
    return await handler(urn).diff(olds, news, this.#operation(urn));
  }

  async create(urn: string, inputs: Properties): Promise<CreateResult> {
    return await handler(urn).create(inputs, this.#operation(urn));
  }

  async read(id: string, urn: string, props: Properties = {}): Promise<ReadResult> {
    return await handler(urn).read(id, props, this.#operation(urn));
  }

  async update(id: string, urn: string, olds: Properties, news: Properties): Promise<UpdateResult> {
    return await handler(urn).update(id, olds, news, this.#operation(urn));
  }

  async construct(
    name: string,
    type: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
  ): Promise<ConstructResult> {
    return this.#components.construct(name, type, inputs, options);
  }

  async delete(id: string, urn: string, props: Properties): Promise<void> {
    await handler(urn).delete(id, props, this.#operation(urn));
  }

  /** The engine is asked to stop: whoever waits stops waiting. */
  async cancel(): Promise<void> {
    this.#cancel.abort(new Error("the deployment was cancelled"));
  }

  #operation(urn: string): Operation {
    if (this.#services === undefined) this.configure({});
    const call = currentCall();
    return {
      ...call,
      log: (...message) => call.log(...message),
      services: this.#services as Services,
      ledger: this.#ledger,
      imported: this.#imported,
      urn,
    };
  }
}

function settingFailures(config: Properties): CheckFailure[] {
  try {
    readSettings(config, {});
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ setting, reason }) => ({ property: setting, reason }));
  }
}

function handler(urn: string): ResourceHandler {
  const type = typeOf(urn);
  const found = HANDLERS[type];
  if (found === undefined)
    throw new Error(`the leasehold plugin has no resource type ${type}; is it of the package's version?`);
  return found;
}

/** `urn:pulumi:stack::project::parent$type::name`; a name may hold `::` itself. */
function typeOf(urn: string): string {
  const [, , types = ""] = urn.split("::");
  return types.slice(types.lastIndexOf("$") + 1);
}
