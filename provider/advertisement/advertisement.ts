import { formatPrefix } from "../../lease/prefix";
import { AnnounceError } from "../announcers/announce-error";
import type { AnnouncementState } from "../announcers/announcer";
import { InitialisationError } from "../initialisation-error";
import { diffProperties } from "../property-diff";
import { knownProperties, type Properties } from "../property-value";
import type { Operation, ResourceHandler } from "../resource-handler";
import { routeName } from "../routes/route-ledger";
import {
  advertisementId,
  advertisementInputs,
  checkAdvertisement,
  parseAdvertisementId,
  type ReadAdvertisement,
  readAdvertisement,
} from "./advertisement-inputs";
import { DEFAULT_WAIT, validityOf, waitForRoa } from "./advertisement-wait";

/** Timers of Node hold 31 bits: almost 25 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * `leasehold:routing:Advertisement`: the announcement of a prefix from an AS. Making it waits for a ROA and has the prefix
 * announced, deleting it has it withdrawn; where a router or the lessor announces by itself, it is the record of it.
 */
export const advertisement: ResourceHandler = {
  check: checkAdvertisement,

  async diff(olds, news, { ledger }) {
    const { route, advertised } = readAdvertisement(olds);
    // What the program still declares is announced as it was, until a step of this run withdraws it.
    if (advertised) ledger.announce(route.leaseId, route);
    // A cloud announces a prefix once: withdrawing the old origin last would take the new one with it.
    const isOnce = isCloud(knownProperties(olds).by) || isCloud(knownProperties(news).by);
    const [replacing, updating] = isOnce ? [[], ["origin"]] : [["origin"], []];
    return diffProperties(olds, news, {
      replacing: ["leaseId", "prefix", ...replacing],
      updating: ["by", "advertised", "waitForRoa", ...updating],
    });
  },

  async create(inputs, operation) {
    const read = readAdvertisement(inputs);
    const id = advertisementId(read.route);
    if (read.advertised) await advertise(read, inputs, id, operation);
    return { id, outs: await outputs(inputs, read, operation) };
  },

  async read(id, props, operation) {
    const read = props.prefix === undefined ? parseAdvertisementId(id) : readAdvertisement(props);
    const { advertised, origin, state } = await operation.services.announcer(read.by).status(read.route);
    if (props.prefix === undefined && advertised === false)
      throw new Error(`${read.by} does not announce ${routeName(read.route)} (${state}): there is nothing to import`);
    const inputs = props.prefix === undefined ? importedInputs(read) : advertisementInputs(props);
    const seen = {
      ...inputs,
      ...(advertised !== undefined && { advertised }),
      ...(origin !== undefined && advertised === true && { origin }),
    };
    if (advertised === true) operation.ledger.announce(read.route.leaseId, read.route);
    const outs = { ...seen, state, validity: await validityOf(read, operation) };
    return { id: advertisementId(read.route), props: outs, inputs: seen };
  },

  async update(id, olds, news, operation) {
    const before = readAdvertisement(olds);
    const read = readAdvertisement(news);
    if (read.advertised) await advertise(read, news, id, operation);
    if (before.advertised && (!read.advertised || before.by !== read.by)) await withdraw(before, operation);
    if (before.route.origin !== read.route.origin) operation.ledger.withdraw(before.route);
    if (read.advertised) operation.ledger.announce(read.route.leaseId, read.route);
    return { outs: await outputs(news, read, operation) };
  },

  async delete(_id, props, operation) {
    const read = readAdvertisement(props);
    try {
      await withdraw(read, operation);
    } catch (error) {
      // Withdrawn before and then given back, as offboarding goes: the announcer no longer knows it.
      if (read.advertised || !(error instanceof AnnounceError) || error.kind !== "not-held") throw error;
      operation.ledger.withdraw(read.route);
    }
  },
};

function isCloud(by: unknown): boolean {
  return by === "aws" || by === "cloudflare";
}

/**
 * Waits for the ROA and has the prefix announced. Once the announcer was asked, a failure leaves the resource in the state
 * as one that is not ready: a destroy withdraws it, and the next `up` goes on.
 */
async function advertise(read: ReadAdvertisement, inputs: Properties, id: string, operation: Operation): Promise<void> {
  const { services, ledger } = operation;
  const signal = timeLimit(operation);
  // Without a setting that it needs, this fails before the wait.
  const announcer = services.announcer(read.by);
  if (read.waitForRoa) await waitForRoa(read, operation, signal);
  ledger.announce(read.route.leaseId, read.route);
  try {
    await announcer.advertise(read.route, signal);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InitialisationError(id, { ...inputs, state: "unknown", validity: "unknown" }, error.message);
  }
}

async function withdraw(read: ReadAdvertisement, operation: Operation): Promise<void> {
  await operation.services.announcer(read.by).withdraw(read.route, timeLimit(operation));
  operation.ledger.withdraw(read.route);
}

function timeLimit({ services, timeoutMs = DEFAULT_WAIT }: Operation): AbortSignal {
  return AbortSignal.any([services.cancelled, AbortSignal.timeout(Math.min(timeoutMs, LONGEST_TIMER))]);
}

async function outputs(inputs: Properties, read: ReadAdvertisement, operation: Operation): Promise<Properties> {
  return { ...inputs, state: (await status(read, operation)).state, validity: await validityOf(read, operation) };
}

/** The announcer's word after a step that it has done: that it cannot be asked now undoes nothing. */
async function status({ by, route }: ReadAdvertisement, { services, log }: Operation): Promise<AnnouncementState> {
  try {
    return await services.announcer(by).status(route);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log("warning", `what ${by} says of the announcement is unknown: ${error.message}`);
    return { advertised: undefined, state: "unknown" };
  }
}

function importedInputs({ route, by, advertised, waitForRoa }: ReadAdvertisement): Properties {
  const { leaseId, prefix, origin } = route;
  return { leaseId, prefix: formatPrefix(prefix), origin, by, advertised, waitForRoa };
}
