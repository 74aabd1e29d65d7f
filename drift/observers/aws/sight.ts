import type { Address, NatGateway } from "@aws-sdk/client-ec2";
import type { DriftItem } from "../../drift-item";
import type { AwsFailure } from "./aws-failure";
import type { LeasedSpace } from "./leased-space";
import { type Listing, listed, listedEc2, type Place } from "./place";

/** Why something of some types could not be seen. */
export interface KindFailure {
  readonly types: readonly string[];
  readonly failure: AwsFailure;
}

/** What one kind of resource came to in one place. */
export interface SightReport {
  readonly items: readonly DriftItem[];
  /** Types of which something could not be seen there. */
  readonly failures: readonly KindFailure[];
}

/** What is looked for in one place, and what several kinds read of it, once. */
export class Sight {
  readonly place: Place;
  readonly space: LeasedSpace;
  readonly #expected: ReadonlyMap<string, DriftItem>;
  #addresses: Promise<Listing<Address>> | undefined;
  #natGateways: Promise<Listing<NatGateway>> | undefined;

  /** @param expected by `type id` */
  constructor(place: Place, space: LeasedSpace, expected: ReadonlyMap<string, DriftItem>) {
    this.place = place;
    this.space = space;
    this.#expected = expected;
  }

  /** The expected item, where it may be in this place. */
  expected(type: string, id: string): DriftItem | undefined {
    return this.#expected.get(`${type} ${id}`);
  }

  /** Expected items of some types that may be in this place. */
  expectedOf(...types: readonly string[]): DriftItem[] {
    const { region, scope } = this.place;
    return [...this.#expected.values()].filter(
      (item) =>
        types.includes(item.type) &&
        item.undeployed === undefined &&
        (item.scope === undefined || item.scope === scope || item.scope === region),
    );
  }

  /** Expected items of some types that are the same in every region. */
  expectedGlobal(...types: readonly string[]): DriftItem[] {
    return [...this.#expected.values()].filter((item) => types.includes(item.type) && item.undeployed === undefined);
  }

  addresses(): Promise<Listing<Address>> {
    this.#addresses ??= listed(
      this.place,
      "ec2:DescribeAddresses",
      async () => [await this.#describeAddresses()],
      (page) => page.Addresses,
    );
    return this.#addresses;
  }

  /** Those that are there; what is being deleted is not. */
  natGateways(): Promise<Listing<NatGateway>> {
    const { place } = this;
    this.#natGateways ??= listedEc2(
      place,
      "ec2:DescribeNatGateways",
      (sdk, pages, options) =>
        sdk.paginateDescribeNatGateways(
          pages,
          { Filter: [{ Name: "state", Values: ["pending", "available", "failed"] }] },
          options,
        ),
      (page) => page.NatGateways?.filter(({ State }) => State !== "deleted" && State !== "deleting"),
    );
    return this.#natGateways;
  }

  async #describeAddresses() {
    const { sdk, client } = await this.place.clients.ec2(this.place.region);
    return client.send(new sdk.DescribeAddressesCommand({}), { abortSignal: this.place.signal });
  }
}
