import { z } from "zod";

/** Where addresses of a lease are used, as RFC 8805 tells it. Every part may be left out, each but a country needs the one before. */
export const geofeedLocationSchema = z
  .strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "give a country as ISO 3166-1 alpha-2, such as DE")
      .optional()
      .describe("ISO 3166-1 alpha-2; without it the feed says that there is no location"),
    region: z
      .string()
      .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, "give a region as ISO 3166-2, such as DE-BE")
      .optional()
      .describe("ISO 3166-2, of that country"),
    city: z
      .string()
      .regex(/^[^\p{Cc},"]{1,100}$/u, "give a city without commas and quotes, at most 100 characters")
      .optional()
      .describe("Its name, in the language you like"),
  })
  .refine(({ country, region }) => region === undefined || region.slice(0, 2) === country, {
    path: ["region"],
    message: "is not of the country; give both, such as country DE and region DE-BE",
  })
  .refine(({ country, city }) => city === undefined || country !== undefined, {
    path: ["country"],
    message: "is missing; a city needs its country",
  });

/** A location of a geofeed. */
export type GeofeedLocation = z.output<typeof geofeedLocationSchema>;

/** `geofeed` of `leasehold.yaml`: where leases and segments are, by `lease` or `lease/segment`. */
export const geofeedSettingsSchema = z
  .record(z.string(), geofeedLocationSchema)
  .default({})
  .describe(
    "leasehold export --to geofeed: where the addresses of a lease, or of a segment as lease/segment, are used: {country, region, city}",
  );
