import { type RoaDelta, type RoaPayload, remainingChange } from "../../lease/roa";
import type { HttpLimits } from "../http/http-client";
import { pause } from "../http/pause";
import { retryDelay } from "../http/retry-delay";
import { PublishError } from "./publish-error";
import type { RoaChange } from "./publisher";

/** A write that the registry refused since what is published is not what was read: somebody else wrote meanwhile. */
export class OutOfStep {
  constructor(readonly refusal: PublishError) {}
}

/** How one registry is read and written. */
export interface Ledger {
  read(): Promise<RoaPayload[]>;
  /** Writes all of the delta in one step. @throws PublishError */
  write(delta: RoaDelta): Promise<OutOfStep | undefined>;
}

/**
 * Brings what is published to where a change wants it: reads, works out what is still to be done, and writes that in one
 * step. A write without a clear answer is never sent again blindly: what is published is read back first, so that a
 * connection cut after sending, or a kill, leads neither to a duplicate nor to a change that is lost.
 */
export async function converge(change: RoaChange, ledger: Ledger, limits: HttpLimits): Promise<void> {
  const { tries = 4, wait = pause, random = Math.random } = limits;
  let failed: PublishError | undefined;
  for (let tried = 0; ; tried++) {
    const left = remainingChange(await readBack(ledger, failed), change);
    if (left.add.length + left.remove.length === 0) return;
    if (failed !== undefined && (tried >= tries || limits.signal?.aborted)) throw failed;
    failed = await writeFailure(ledger, left);
    if (failed === undefined) return;
    await wait(retryDelay(tried + 1, undefined, random()));
  }
}

async function readBack(ledger: Ledger, failed: PublishError | undefined): Promise<RoaPayload[]> {
  try {
    return await ledger.read();
  } catch (error) {
    if (failed === undefined || !(error instanceof PublishError)) throw error;
    const happened = `${failed.happened}, and whether the change was made could not be read back`;
    throw new PublishError(failed.publisher, "unavailable", happened, error.fix, error.said ?? failed.said);
  }
}

/** Why a write has to be looked at again; undefined where it was made. @throws PublishError where it was refused. */
async function writeFailure(ledger: Ledger, delta: RoaDelta): Promise<PublishError | undefined> {
  try {
    return (await ledger.write(delta))?.refusal;
  } catch (error) {
    if (error instanceof PublishError && error.failure === "unavailable") return error;
    throw error;
  }
}
