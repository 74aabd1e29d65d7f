/** What the provider is configured with: Pulumi config `leasehold:*` first, then the environment. */
export interface ProviderSettings {
  readonly krillUrl?: string;
  readonly krillCa?: string;
  readonly krillToken?: string;
  readonly ripeUrl?: string;
  readonly ripeKey?: string;
  readonly arinUrl?: string;
  readonly arinOrg?: string;
  readonly arinKey?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
}

/** Environment variable of each setting that has one. */
export const SETTING_VARIABLES: Readonly<Record<keyof ProviderSettings, string | undefined>> = {
  krillUrl: "LEASEHOLD_KRILL_URL",
  krillCa: "LEASEHOLD_KRILL_CA",
  krillToken: "LEASEHOLD_KRILL_TOKEN",
  ripeUrl: undefined,
  ripeKey: "LEASEHOLD_RIPE_KEY",
  arinUrl: undefined,
  arinOrg: "LEASEHOLD_ARIN_ORG",
  arinKey: "LEASEHOLD_ARIN_KEY",
  webhookUrl: "LEASEHOLD_WEBHOOK_URL",
  webhookSecret: "LEASEHOLD_WEBHOOK_SECRET",
};
