/**
 * Prefixes of both families, in one place: values and arithmetic, strict parsing for boundaries, fast reading for hot
 * loops, canonical text.
 */
export { formatAddress, formatPrefix, formatShort } from "./format-prefix";
export { parseAddress, parsePrefix } from "./parse-prefix";
export {
  comparePrefixes,
  contains,
  type Family,
  fullLength,
  lastAddress,
  overlaps,
  type Prefix,
  prefixSize,
  rangeToPrefixes,
  splitPrefix,
  supernet,
} from "./prefix-value";
export { readPrefix } from "./read-prefix";
