import { z } from "zod";
import { base, type Immutable } from "./base";

/** A component whose insides are out of view: a remote one, or one of ours that arrived without inputs. */
export const opaqueFact = z
  .strictObject({
    kind: z.literal("opaque"),
    ...base,
    what: z.enum(["remote", "lease", "segment", "pool", "nat", "firewall", "reverse-dns", "telemetry", "access"]),
  })
  .meta({
    id: "opaque",
    description: "A component whose insides are out of view: a remote one, or one of ours that arrived without inputs",
  });
export type OpaqueFact = Immutable<z.output<typeof opaqueFact>>;
