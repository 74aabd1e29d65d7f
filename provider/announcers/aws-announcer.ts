import { formatPrefix } from "../../lease/prefix";
import { AWS_ORIGINS } from "../../lease/rpki/lease-origins";
import { AnnounceError } from "./announce-error";
import type { AnnouncedPrefix, AnnouncementState, Announcer } from "./announcer";
import type { AnnouncerSettings } from "./announcer-settings";
import { type ByoipRange, rangeState, stepToAdvertise, stepToWithdraw } from "./byoip-range";
import { type AnnouncerOptions, converge, type NextStep } from "./converge";
import { Ec2Byoip } from "./ec2-byoip";

/** What AdvertiseByoipCidr calls Amazon's own ASNs when they replace the customer's. */
const BACK_TO_AMAZON = "AWS";

/** Ranges brought to AWS (BYOIP): EC2 announces them from Amazon's ASNs, or from one brought as well (BYOASN). */
export class AwsAnnouncer implements Announcer {
  readonly name = "aws";
  private readonly ec2: Ec2Byoip;

  constructor(
    settings: AnnouncerSettings,
    private readonly options: AnnouncerOptions = {},
  ) {
    this.ec2 = new Ec2Byoip(settings, options.timeoutMs);
  }

  async advertise({ prefix, origin }: AnnouncedPrefix, signal: AbortSignal): Promise<void> {
    const cidr = formatPrefix(prefix);
    let asn: string | undefined;
    const change = {
      what: `advertising ${cidr} from AS${origin} by aws`,
      look: async (asked: number): Promise<NextStep> => {
        const range = await this.find(cidr, signal);
        asn = asnToAskFor(range, origin);
        return stepToAdvertise(range, origin, asked > 0);
      },
      act: () => this.ec2.advertise(cidr, asn, signal),
    };
    await converge(change, signal, this.options.pause);
  }

  async withdraw({ prefix }: AnnouncedPrefix, signal: AbortSignal): Promise<void> {
    const cidr = formatPrefix(prefix);
    const change = {
      what: `withdrawing ${cidr} by aws`,
      look: async (): Promise<NextStep> => stepToWithdraw(await this.find(cidr, signal)),
      act: () => this.ec2.withdraw(cidr, signal),
    };
    await converge(change, signal, this.options.pause);
  }

  async status({ prefix }: AnnouncedPrefix, signal?: AbortSignal): Promise<AnnouncementState> {
    const cidr = formatPrefix(prefix);
    const range = await this.ec2.find(cidr, signal);
    if (range !== undefined) return rangeState(range);
    return { advertised: undefined, state: "not-held", note: notHeld(cidr, await this.ec2.place()) };
  }

  private async find(cidr: string, signal: AbortSignal): Promise<ByoipRange> {
    const range = await this.ec2.find(cidr, signal);
    if (range !== undefined) return range;
    throw new AnnounceError("not-held", notHeld(cidr, await this.ec2.place()));
  }
}

/** Whether another region or account announces it, nobody can tell from here: so its absence proves nothing. */
function notHeld(cidr: string, place: string): string {
  return (
    `no address range ${cidr} is provisioned in ${place}; set leasehold:awsRegion and the credentials to where it is, or ` +
    "provision it there as exactly this range (a part of a range cannot be advertised)"
  );
}

function asnToAskFor(range: ByoipRange, origin: number): string | undefined {
  if (!AWS_ORIGINS.includes(origin)) return String(origin);
  return range.associations.some(({ state }) => state === "advertised") ? BACK_TO_AMAZON : undefined;
}
