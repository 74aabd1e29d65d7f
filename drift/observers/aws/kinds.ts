import { EIP, NAT_GATEWAY, ROUTE_TABLE } from "../../../facts/types";
import type { AwsItem } from "./aws-item";
import type { AwsService } from "./aws-settings";
import { expectAddresses, observeAddresses } from "./elastic-address";
import type { Estate } from "./estate";
import { expectNatGateways, observeNatGateways } from "./nat-gateway";
import { expectRouteTables, observeRouteTables } from "./route-table";
import type { Sight, SightReport } from "./sight";

/** One kind of thing that is looked at, with both of its sides. */
export interface Kind {
  /** For messages, as a plural. */
  readonly label: string;
  readonly service: AwsService;
  /** Types of its items. */
  readonly types: readonly string[];
  /** Looked at also where none is declared, since what nobody declared is found there. @default false */
  readonly always?: true;
  /** The same in every region. @default false */
  readonly global?: true;
  expect(estate: Estate): AwsItem[];
  observe(sight: Sight): Promise<SightReport>;
}

/** Every kind, one row each. */
export const KINDS: readonly Kind[] = [
  {
    label: "elastic addresses",
    service: "ec2",
    types: [EIP],
    always: true,
    expect: expectAddresses,
    observe: observeAddresses,
  },
  {
    label: "NAT gateways",
    service: "ec2",
    types: [NAT_GATEWAY],
    always: true,
    expect: expectNatGateways,
    observe: observeNatGateways,
  },
  {
    label: "route tables",
    service: "ec2",
    types: [ROUTE_TABLE],
    always: true,
    expect: expectRouteTables,
    observe: observeRouteTables,
  },
];
