import { formatRoa } from "../../lease/rpki/roa";
import { type RouteValidity, validateRoute } from "../../lease/rpki/route-origin";
import type { Operation } from "../resource-handler";
import { routeName } from "../routes/route-ledger";
import { settingPlace } from "../settings";
import type { ReadAdvertisement } from "./advertisement-inputs";

/** Verdict on an announcement by the payloads that are configured; `unknown` where there are none to look at. */
export type Validity = RouteValidity["state"] | "unknown";

/** How long an announcement waits for its ROA where `customTimeouts` says nothing, in milliseconds: half an hour. */
export const DEFAULT_WAIT = 30 * 60_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** A wait for a ROA that ended without one. Nothing was announced. */
export class RoaWaitError extends Error {
  override readonly name = "RoaWaitError";
}

/** What relying parties would make of the announcement. */
export async function validityOf({ route }: ReadAdvertisement, { services }: Operation): Promise<Validity> {
  const seen = await services.seen();
  return seen.vrps === undefined ? "unknown" : validateRoute(route, seen.vrps.index).state;
}

/**
 * Waits until relying parties see a ROA that makes the route Valid. An announcement without one may be dropped by whoever
 * validates, and one that a lessor's ROA covers is Invalid until its own is seen.
 *
 * @throws RoaWaitError where the wait ends without one, so that the next `pulumi up` waits on; or where no payloads are
 * configured and the announcement is more than a record.
 */
export async function waitForRoa(read: ReadAdvertisement, operation: Operation, signal: AbortSignal): Promise<void> {
  const { services, log } = operation;
  const name = routeName(read.route);
  if (services.settings.vrps === undefined) {
    if (!isRecord(read, operation)) throw new RoaWaitError(withoutSource(name));
    log("info", `whether a ROA allows ${name} is unknown: ${settingPlace("vrps")} names no validated payloads`);
    return;
  }
  for (let pause = FIRST_PAUSE, told = ""; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const seen = await services.seen(FIRST_PAUSE / 2);
    const verdict = seen.vrps === undefined ? undefined : validateRoute(read.route, seen.vrps.index);
    if (verdict?.state === "valid") return;
    const why = verdict === undefined ? `${seen.vrps === undefined && seen.reason}` : reasonOf(verdict);
    if (why !== told) log("info", `waiting for a ROA that allows ${name}: ${why}`, told !== "");
    told = why;
    try {
      await services.outside.wait(pause, signal);
    } catch (error) {
      if (services.cancelled.aborted) throw error;
      throw new RoaWaitError(
        `no ROA that allows ${name} became visible in time: ${why}. Nothing was announced. Once it is published and seen, ` +
          "pulumi up goes on from here; customTimeouts.create waits longer, and waitForRoa: false announces without",
      );
    }
  }
}

/** Whether announcing does no more than write it down: a router or the lessor announces by itself. */
function isRecord({ by }: ReadAdvertisement, { services }: Operation): boolean {
  return by === "lessor" || (by === "lessee" && services.settings.gobgp === undefined);
}

function withoutSource(name: string): string {
  return (
    `whether a ROA allows ${name} is unknown, since no validated payloads are configured. Nothing was announced. Name a ` +
    `relying party's output in ${settingPlace("vrps")}, or announce without looking with waitForRoa: false`
  );
}

function reasonOf({ state, covering }: RouteValidity): string {
  if (state === "not-found") return "relying parties see none yet";
  return `it is Invalid, since relying parties see only ${covering.slice(0, 5).map(formatRoa).join(" and ")}`;
}
