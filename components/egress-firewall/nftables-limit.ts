/** Bursts below this would drop single packets: with segmentation offload one packet may be 64 KiB. */
const SMALLEST_BYTE_BURST = 128 * 1024;
/** nftables' own default. */
const SMALLEST_BURST = 5;
const UNITS = [
  ["second", 1],
  ["minute", 60],
  ["hour", 3600],
] as const;

/**
 * An nftables limit that matches what exceeds `perSecond` packets, with one second's worth of burst, at least five.
 * nftables takes whole numbers, so a fraction is counted per minute or hour; the smallest is one an hour.
 */
export function packetLimit(perSecond: number): string {
  const [unit, seconds] = UNITS.find(([, s]) => Number.isInteger(perSecond * s)) ?? UNITS[2];
  const rate = Math.max(1, Math.floor(perSecond * seconds));
  return `rate over ${rate}/${unit} burst ${Math.max(SMALLEST_BURST, Math.ceil(perSecond))} packets`;
}

/** An nftables limit that matches what exceeds `perSecond` bytes, with one second's worth of burst, at least 128 KiB. */
export function byteLimit(perSecond: number): string {
  const rate = Math.max(1, Math.floor(perSecond));
  return `rate over ${rate} bytes/second burst ${Math.max(SMALLEST_BYTE_BURST, rate)} bytes`;
}
