import { z } from "zod";

/** What of AWS can be looked at. Security groups, routes and the like are all `ec2`. */
export const AWS_SERVICES = ["ec2", "events", "iam", "network-firewall", "byoip", "ipam"] as const;
export type AwsService = (typeof AWS_SERVICES)[number];

const region = z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/, "no region such as eu-west-1");

const accountSchema = z.strictObject({
  roleArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
      "no role such as arn:aws:iam::123456789012:role/drift",
    )
    .describe("Role to take on in that account; it needs the read-only policy of docs/observers/aws.md."),
  externalId: z.string().min(2).max(1224).optional().describe("External id that the role's trust policy asks for."),
  name: z.string().min(1).max(64).optional().describe("What the account is called in messages. Default: its number."),
});

/** `drift.aws` of leasehold.yaml. Credentials are never read from it: they come from the SDK's default chain. */
export const awsSettingsSchema = z.strictObject({
  regions: z
    .array(region)
    .max(64)
    .default([])
    .describe("Regions to look at. Default: those of the declared resources, else AWS_REGION."),
  accounts: z
    .array(accountSchema)
    .max(200)
    .default([])
    .describe("Accounts to look at, each through a role. Default: the account of the credentials in the environment."),
  services: z
    .array(z.enum(AWS_SERVICES))
    .default([...AWS_SERVICES])
    .describe("What to look at. A service that nothing declared uses is not asked in any case. Default: all."),
  timeoutSeconds: z
    .number()
    .min(0.1)
    .max(300)
    .default(20)
    .describe("Longest wait for one try of a request, in seconds."),
  tries: z
    .number()
    .int()
    .min(1)
    .max(10)
    .default(5)
    .describe("Tries of a request; the SDK's adaptive retry mode waits between them."),
  mostPages: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .describe("Most pages of one listing; what lies beyond counts as not seen."),
  pageSize: z.number().int().min(5).max(1000).default(1000).describe("Entries of a page, at most what AWS allows."),
  atOnce: z.number().int().min(1).max(32).default(4).describe("Listings that are read at the same time."),
});

export type AwsSettings = z.output<typeof awsSettingsSchema>;
export type AwsAccount = AwsSettings["accounts"][number];
