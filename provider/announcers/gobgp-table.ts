import { z } from "zod";

/** A path of the table. `neighbor-ip` names who sent it; the daemon's own have none. */
const pathSchema = z.object({
  "neighbor-ip": z.string().optional(),
  attrs: z.array(z.looseObject({ type: z.int() })),
});

/** What `gobgp global rib -j` prints (GoBGP 3.x): paths by prefix. */
export const gobgpTableSchema = z.record(z.string(), z.array(pathSchema));
export type GobgpAttributes = z.output<typeof pathSchema>["attrs"];

/** AS_PATH, by its type code (RFC 4271 §5). */
const AS_PATH = 2;
/** Kinds of path segments (RFC 4271 §4.3). */
export const AS_SET = 1;
export const AS_SEQUENCE = 2;
const segmentSchema = z.object({ segment_type: z.int(), asns: z.array(z.int()).nullish() });
const asPathSchema = z.object({ as_paths: z.array(segmentSchema).nullish() });
export type GobgpSegment = z.output<typeof segmentSchema>;

/** The segments of a path, none where it is empty; undefined where they cannot be read. */
export function gobgpPath(attrs: GobgpAttributes): readonly GobgpSegment[] | undefined {
  const path = asPathSchema.safeParse(attrs.find(({ type }) => type === AS_PATH) ?? {});
  return path.success ? (path.data.as_paths ?? []) : undefined;
}
