import { isNumberOfAddress } from "./other-numbers";
import type { WrittenAddress } from "./written-address";

/** 1.0.0.0 and above: smaller numbers are no addresses that anybody leases. */
const LEAST = 0x0100_0000;
const MOST = 0xffff_ffff;

const NUMBERS =
  /(?<![0-9A-Za-z_.#]|(?:^|[\s=:,([])-)(?:0[xX]([0-9a-fA-F]{8})|([1-9][0-9]{7,9}))(?![0-9A-Za-z_]|\.[0-9])/g;

/** Addresses of IPv4 written as one number, in hexadecimal (`0xCB007107`) or decimal where the text around allows it. */
export function writtenNumbers(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const match of text.matchAll(NUMBERS)) {
    const [written, hex, decimal] = match;
    const value = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (value < LEAST || value > MOST) continue;
    if (hex === undefined && !isNumberOfAddress(text, match.index, value)) continue;
    found.push({
      start: match.index,
      end: match.index + written.length,
      prefixes: [{ family: 4, first: BigInt(value), length: 32 }],
      confidence: "likely",
    });
  }
  return found;
}
