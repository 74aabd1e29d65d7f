import { z } from "zod";
import { SPAMHAUS } from "./catalogue/spamhaus";
import { type Engine, engineSchema } from "./engine";

/**
 * Every engine that is shipped, by id. None is asked unless the settings choose it; those whose terms of use nobody read
 * say so.
 */
export const ENGINES: readonly Engine[] = z
  .array(engineSchema)
  .parse([...SPAMHAUS])
  .sort((a, b) => (a.id < b.id ? -1 : 1));
