import { z } from "zod";
import { settingsJsonSchema } from "../policies/settings";
import { driftSettingsSchema } from "./drift-settings";

/** The JSON Schema of the whole of `leasehold.yaml`, published for editors. */
export function leaseholdSettingsJsonSchema(): object {
  const schema = settingsJsonSchema();
  const { $schema: _, ...drift } = z.toJSONSchema(driftSettingsSchema, { io: "input" });
  const properties = "properties" in schema && typeof schema.properties === "object" ? schema.properties : {};
  const described = { description: "What leasehold drift looks at, and how", ...drift };
  return { ...schema, properties: { ...properties, drift: described } };
}
