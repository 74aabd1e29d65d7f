import { isAsn } from "../../../lease/rpki/vrp";

/** An AS path from the nearest AS to the origin; a list is an AS_SET, whose members have no order. */
export type AsPath = readonly (number | readonly number[])[];

/** Where a path comes from: null for an AS_SET, which is no origin (RFC 6811 §2); undefined for an empty path. */
export function originOf(path: AsPath): number | null | undefined {
  const last = path.at(-1);
  return last === undefined || typeof last === "number" ? last : null;
}

/** The AS that hands the route on for its origin: the last but one, repeats of the origin left out. */
export function upstreamOf(path: AsPath): number | null | undefined {
  const origin = originOf(path);
  if (origin === undefined || origin === null) return undefined;
  let at = path.length - 1;
  while (at >= 0 && path[at] === origin) at--;
  return originOf(path.slice(0, at + 1));
}

/** A path as looking glasses write it: `64500 64496`, an AS_SET in braces. @returns undefined where it is none */
export function readPathText(text: string): AsPath | undefined {
  const path: (number | number[])[] = [];
  // No path of the internet comes near; what is longer is no path.
  if (text.length > LONGEST_TEXT) return undefined;
  for (const word of text.replaceAll(", ", ",").split(" ")) {
    if (word === "") continue;
    const set = /^\{([\d,]+)\}$/.exec(word)?.[1];
    const asns = (set ?? word).split(",").map(Number);
    if (!/^[\d,{}]+$/.test(word) || !asns.every(isAsn) || (set === undefined && asns.length > 1)) return undefined;
    path.push(set === undefined ? (asns[0] as number) : asns);
  }
  return path;
}

const LONGEST_TEXT = 10_000;

/** `AS64496`, or what stands for no AS. */
export function originText(origin: number | null | undefined): string {
  if (origin === undefined) return "the daemon's own AS";
  return origin === null ? "an AS_SET" : `AS${origin}`;
}
