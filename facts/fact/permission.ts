import { z } from "zod";
import { base, type Immutable, texts } from "./base";

/** An IAM policy that allows privileged network actions beyond the named roles, or whose document nobody knows. */
export const permissionFact = z
  .strictObject({
    kind: z.literal("permission"),
    ...base,
    policy: z.string().describe("Name of the resource, or the ARN of a policy out of view"),
    actions: texts.describe(
      "`service:Action`, at most eight, or the name of one of AWS's own policies; empty where unknown.document",
    ),
    actionCount: z.int(),
  })
  .meta({
    id: "permission",
    description:
      "An IAM policy that allows privileged network actions beyond the named roles, or whose document nobody knows",
  });
export type PermissionFact = Immutable<z.output<typeof permissionFact>>;
