import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/provider";
import type { CallContext } from "./call-context";
import type { Properties } from "./property-value";
import type { RouteLedger } from "./routes/route-ledger";
import type { Services } from "./services";

/** What one operation on a resource has at hand. */
export interface Operation extends CallContext {
  readonly services: Services;
  /** What became of routes in this run of the plugin. */
  readonly ledger: RouteLedger;
  /** URNs that were read for an import in this run and not compared since: the engine compares once. */
  readonly imported: Set<string>;
  readonly urn: string;
}

/** One resource type of the plugin. Old and new properties come as the engine marshals them. */
export interface ResourceHandler {
  /** Checks inputs, and completes and normalises them. What is unknown passes: it is checked again when it is known. */
  check(news: Properties): CheckResult;
  diff(olds: Properties, news: Properties, operation: Operation): Promise<DiffResult>;
  create(inputs: Properties, operation: Operation): Promise<CreateResult>;
  /** Without properties it is an import. An answer without id says that the resource is gone. */
  read(id: string, props: Properties, operation: Operation): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties, operation: Operation): Promise<UpdateResult>;
  delete(id: string, props: Properties, operation: Operation): Promise<void>;
}
