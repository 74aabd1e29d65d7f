import { Output } from "@pulumi/pulumi";

/** What an Output is inside; the SDK's declarations leave it out. */
export interface OutputParts {
  /** The value, which may hold unknown parts. */
  promise(withUnknowns?: boolean): Promise<unknown>;
  apply(work: (value: unknown) => unknown): unknown;
}

export function isOutput(value: unknown): value is OutputParts {
  return Output.isInstance(value);
}
