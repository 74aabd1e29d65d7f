import type { Vrp } from "../../lease/rpki/vrp";
import type { RequestAction, Roa } from "../roa-request/request-document";
import type { PublisherName } from "./publish-error";

/** One change of what is published for one ROA request. */
export interface RoaChange {
  readonly action: RequestAction;
  /** ROAs that are to be published afterwards. */
  readonly add: readonly Vrp[];
  /** ROAs that are to be gone afterwards. */
  readonly remove: readonly Vrp[];
  /** The request that the change is for: manual and webhook write it down. */
  readonly request: Roa;
  /** Name of the request, the same for each change to it: the stem of its document, the name of its ROA. */
  readonly name: string;
  /** Folder of the request documents; only `manual` uses it. @default "./roa-requests" */
  readonly folder?: string;
}

/** What is known once a publisher has taken a change. */
export interface PublishReceipt {
  /** The ticket or order of the registry or of the team's own system, where it gives one. */
  readonly requestId?: string;
  /** Path of the document for people; only `manual` has one. */
  readonly document?: string;
}

/** Who publishes ROAs: a registry's interface, or somebody who is asked. */
export interface Publisher {
  readonly name: PublisherName;

  /**
   * The ROAs that the account publishes, max-lengths explicit; absent where the publisher cannot be asked (`manual`,
   * `webhook`): what is not known is not nothing.
   * @throws PublishError
   */
  published?(): Promise<Vrp[]>;

  /**
   * Has a change made: reads what is published, and writes what is still to be done, in one step where the registry has
   * one. What is already as wanted is success, so the same change can be applied again after a kill at any moment.
   * @throws PublishError; nothing is half done where the registry is atomic (krill, ripe, arin).
   */
  apply(change: RoaChange): Promise<PublishReceipt>;
}
