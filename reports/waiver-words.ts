import type { Finding } from "../policies/finding";

/** Who waived a finding, why and until when, as a sentence. */
export function waiverInWords({ waiver, evidence }: Finding): string {
  if (!waiver) return evidence.baseline === true ? "Known: it is in the baseline." : "Waived.";
  const ticket = waiver.ticket === undefined ? "" : ` (${waiver.ticket})`;
  return `Waived by ${waiver.owner} until ${waiver.expires}${ticket}: ${waiver.reason}`;
}
