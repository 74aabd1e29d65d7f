import type { Command } from "commander";
import { InvalidArgumentError } from "commander";

/** Flags of what a lease says, for the parts that most leases have; a file says the others. */
export interface LeaseFlags {
  readonly prefix?: string;
  readonly status?: string;
  readonly start?: string;
  readonly end?: string;
  readonly noticeDays?: number;
  readonly lessor?: string;
  readonly agreement?: string;
  readonly lessorContact?: string;
  readonly holder?: string;
  readonly rir?: string;
  readonly team?: string;
  readonly ownerContact?: string;
  readonly use?: readonly string[];
  readonly abuse?: string;
  readonly announcedBy?: string;
  readonly origin?: readonly number[];
  readonly monitor?: readonly string[];
  readonly reverseDns?: string;
  readonly retentionDays?: number;
}

export function addLeaseFlags(command: Command): Command {
  return command
    .option("--prefix <cidr>", "the block, such as 203.0.113.0/24")
    .option("--status <status>", "onboarding, active, quarantined, offboarding or released (default: onboarding)")
    .option("--start <date>", "first day of the term, YYYY-MM-DD")
    .option("--end <date>", "last day of the term, inclusive, UTC")
    .option("--notice-days <days>", "days of notice", wholeNumber)
    .option("--lessor <name>", "who leases it to you")
    .option("--agreement <reference>", "number of the agreement")
    .option("--lessor-contact <address>", "whom to write to at the lessor")
    .option("--holder <handle>", "the resource holder in the registry")
    .option("--rir <registry>", "ripe, arin, apnic, lacnic or afrinic")
    .option("--team <name>", "the team that owns it")
    .option("--owner-contact <address>", "whom to write to at that team")
    .option("--use <purpose>", "a use that it is for, such as web; repeatable", collected)
    .option("--abuse <address>", "where complaints go")
    .option("--announced-by <who>", "aws, cloudflare, lessee, lessor or none")
    .option("--origin <asn>", "an AS that originates it; repeatable", (text, before?: number[]) => [
      ...(before ?? []),
      asNumber(text),
    ])
    .option("--monitor <name>", "what watches its routes; repeatable", collected)
    .option("--reverse-dns <who>", "who answers for reverse names: lessee or lessor")
    .option("--retention-days <days>", "days to keep flow logs and evidence", wholeNumber);
}

/** The flags as a lease says them; only what was given. The lease's schema judges the values. */
export function leaseOfFlags(flags: LeaseFlags): Record<string, unknown> {
  const { announcedBy, origin, monitor } = flags;
  const isRouted = announcedBy !== undefined || origin !== undefined || monitor !== undefined;
  return given({
    prefix: flags.prefix,
    status: flags.status,
    term: part({ start: flags.start, end: flags.end, noticeDays: flags.noticeDays }),
    lessor: part({
      name: flags.lessor,
      agreement: flags.agreement,
      contact: flags.lessorContact,
      holder: flags.holder,
      rir: flags.rir,
    }),
    owner: part({ team: flags.team, contact: flags.ownerContact }),
    allowedUses: flags.use,
    contacts: part({ abuse: flags.abuse }),
    routing: isRouted
      ? given({ announcedBy, origins: origin ?? (announcedBy === "none" ? [] : undefined), monitors: monitor })
      : undefined,
    reverseDns: part({ responsibility: flags.reverseDns }),
    retentionDays: flags.retentionDays,
  });
}

function part(values: Record<string, unknown>): Record<string, unknown> | undefined {
  const known = given(values);
  return Object.keys(known).length > 0 ? known : undefined;
}

function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function collected(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

function asNumber(text: string): number {
  const digits = /^(?:AS)?(\d{1,10})$/i.exec(text)?.[1];
  if (digits === undefined) throw new InvalidArgumentError("Give an AS number, such as 64500 or AS64500.");
  return Number(digits);
}
