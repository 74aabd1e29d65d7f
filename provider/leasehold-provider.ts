import type {
  CheckResult,
  CreateResult,
  DiffResult,
  Provider,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/provider";
import { advertisement } from "./advertisement";
import type { Properties } from "./property-value";
import type { ResourceHandler } from "./resource-handler";
import { roaRequest } from "./roa-request";
import { schema } from "./schema";

const HANDLERS: Readonly<Record<string, ResourceHandler>> = {
  "leasehold:rpki:RoaRequest": roaRequest,
  "leasehold:routing:Advertisement": advertisement,
};

/** The `leasehold` provider: custom resources of address space that is leased. */
export class LeaseholdProvider implements Provider {
  constructor(readonly version: string) {}

  async getSchema(): Promise<string> {
    return JSON.stringify(schema(this.version));
  }

  async check(urn: string, _olds: Properties, news: Properties): Promise<CheckResult> {
    return handler(urn).check(news);
  }

  async diff(_id: string, urn: string, olds: Properties, news: Properties): Promise<DiffResult> {
    return handler(urn).diff(olds, news);
  }

  async create(urn: string, inputs: Properties): Promise<CreateResult> {
    return handler(urn).create(parts(urn).name, inputs);
  }

  async read(id: string, urn: string, props: Properties = {}): Promise<ReadResult> {
    return handler(urn).read(id, props);
  }

  async update(id: string, urn: string, olds: Properties, news: Properties): Promise<UpdateResult> {
    return handler(urn).update(id, olds, news);
  }

  async delete(id: string, urn: string, props: Properties): Promise<void> {
    await handler(urn).delete(id, props);
  }
}

function handler(urn: string): ResourceHandler {
  const { type } = parts(urn);
  const found = HANDLERS[type];
  if (found === undefined)
    throw new Error(`the leasehold plugin has no resource type ${type}; is it of the package's version?`);
  return found;
}

/** `urn:pulumi:stack::project::parent$type::name`; a name may hold `::` itself. */
function parts(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
