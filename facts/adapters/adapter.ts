import type { Resource } from "../../graph/resource";
import type { Observations } from "../observations";
import type { References } from "../references";

/**
 * Reads resources of some types. An adapter says what one resource says, and joins nothing: whatever it cannot know it
 * passes on as an unknown path, never as absent. Each has a file of its own and a row in `table.ts`.
 */
export interface Adapter {
  /** Type tokens, with those under which older programs know the same thing. */
  readonly types: readonly string[];
  observe(resource: Resource, references: References, into: Observations): void;
}
