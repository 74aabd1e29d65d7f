import type { Pause } from "../../../provider/announcers/converge";

/** A pause that takes no time and is written down; `stop` ends the wait after so many. */
export function countedPauses(stop?: { readonly after: number; readonly controller: AbortController }) {
  const pauses: number[] = [];
  const pause: Pause = (ms) => {
    pauses.push(ms);
    if (stop !== undefined && pauses.length >= stop.after) stop.controller.abort();
    return Promise.resolve();
  };
  return { pause, pauses };
}
