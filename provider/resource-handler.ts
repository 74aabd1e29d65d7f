import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/provider";
import type { Properties } from "./property-value";

/** One resource type of the plugin. Old and new properties come as the engine marshals them. */
export interface ResourceHandler {
  /** Checks inputs, and completes and normalises them. What is unknown passes: it is checked again when it is known. */
  check(news: Properties): CheckResult;
  diff(olds: Properties, news: Properties): DiffResult;
  create(name: string, inputs: Properties): Promise<CreateResult>;
  /** An answer without id says that the resource is gone. */
  read(id: string, props: Properties): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties): Promise<UpdateResult>;
  delete(id: string, props: Properties): Promise<void>;
}
