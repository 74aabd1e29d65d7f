import { isDeepStrictEqual } from "node:util";
import { type RoaDelta, type RoaPayload, remainingChange } from "../../lease/rpki/roa";
import type { HttpLimits } from "../http/http-client";
import { pause } from "../http/pause";
import { LONGEST_WAIT_MS, retryDelay } from "../http/retry-delay";
import { PublishError } from "./publish-error";
import type { RoaChange } from "./publisher";

/** A write that the registry refused, perhaps since somebody else wrote between reading and writing. */
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
  const { tries = 4, signal, wait = (ms: number) => pause(ms, signal), random = Math.random } = limits;
  let failed: Failure | undefined;
  for (let tried = 0; ; tried++) {
    const left = remainingChange(await readBack(ledger, failed), change);
    if (left.add.length + left.remove.length === 0) return;
    if (failed !== undefined && (tried >= tries || signal?.aborted || isFinal(failed, left))) throw failed.error;
    failed = await writeFailure(ledger, left);
    if (failed === undefined) return;
    const asked = Math.min(failed.error.retryAfterMs ?? 0, LONGEST_WAIT_MS);
    await wait(retryDelay(tried + 1, asked, random()));
  }
}

/** A write that was not made, or not surely. */
interface Failure {
  readonly error: PublishError;
  /** The delta that was refused; undefined where no answer says so. */
  readonly refused?: RoaDelta;
}

/**
 * Whether another write is of no use: a refusal would only be repeated where nothing has changed since, and who asks for
 * a long wait does not want to be asked before.
 */
function isFinal({ error, refused }: Failure, left: RoaDelta): boolean {
  if ((error.retryAfterMs ?? 0) > LONGEST_WAIT_MS) return true;
  return refused !== undefined && isDeepStrictEqual(left, refused);
}

async function readBack(ledger: Ledger, failed: Failure | undefined): Promise<RoaPayload[]> {
  try {
    return await ledger.read();
  } catch (error) {
    if (failed === undefined || !(error instanceof PublishError)) throw error;
    const { publisher, happened, said } = failed.error;
    // What was refused was not done, whether or not the list can be read.
    if (failed.refused !== undefined) throw failed.error;
    const unsure = `${happened}, and whether the change was made could not be read back`;
    throw new PublishError(publisher, "unavailable", unsure, error.fix, error.said ?? said);
  }
}

/** Why a write has to be looked at again; undefined where it was made. @throws PublishError where it was refused. */
async function writeFailure(ledger: Ledger, delta: RoaDelta): Promise<Failure | undefined> {
  try {
    const outOfStep = await ledger.write(delta);
    return outOfStep === undefined ? undefined : { error: outOfStep.refusal, refused: delta };
  } catch (error) {
    if (error instanceof PublishError && error.failure === "unavailable") return { error };
    throw error;
  }
}
