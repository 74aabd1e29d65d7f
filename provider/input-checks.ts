import type { CheckFailure } from "@pulumi/pulumi/provider";
import { AddressError } from "../lease/address-error";
import { formatPrefix, fullLength, parsePrefix } from "../lease/prefix";
import { parseAsn } from "../lease/rpki/route-origin";
import { type Properties, readProperty } from "./property-value";

/**
 * Checks the inputs of one resource, property by property, and keeps the normalised ones. Unknown values pass as they
 * are; a secret stays one where its value needs no change.
 */
export class InputChecks {
  readonly failures: CheckFailure[] = [];
  readonly inputs: Properties;

  constructor(news: Properties) {
    this.inputs = { ...news };
  }

  fail(property: string, reason: string): void {
    this.failures.push({ property, reason });
  }

  /** The property's known value; undefined where it is absent or unknown. */
  known(property: string): unknown {
    const value = readProperty(this.inputs, property);
    return value !== undefined && "known" in value ? value.known : undefined;
  }

  setDefault(property: string, value: unknown): void {
    if (readProperty(this.inputs, property) === undefined) this.inputs[property] = value;
  }

  require(property: string, fix: string): void {
    if (readProperty(this.inputs, property) === undefined) this.fail(property, `is missing; ${fix}`);
  }

  text(property: string): void {
    const value = this.known(property);
    if (value !== undefined && (typeof value !== "string" || value === ""))
      this.fail(property, "give a text that is not empty");
  }

  oneOf(property: string, words: readonly string[]): void {
    const value = this.known(property);
    if (value !== undefined && !words.includes(value as string)) this.fail(property, `use one of ${words.join(", ")}`);
  }

  /** Writes a prefix canonically; host bits and bad notation fail. */
  prefix(property: string): void {
    const value = this.known(property);
    if (value === undefined) return;
    if (typeof value !== "string") {
      this.fail(property, "give a prefix as text, such as 203.0.113.0/24");
      return;
    }
    try {
      this.replace(property, value, formatPrefix(parsePrefix(value)));
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      this.fail(property, error.message);
    }
  }

  /** Writes an ASN (`64496`, `"64496"`, `"AS64496"`) as a number. */
  asn(property: string): void {
    const value = this.known(property);
    if (value === undefined) return;
    try {
      this.replace(property, value, parseAsn(value as string | number));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.fail(property, "give an ASN from 0 to 4294967295, such as 64496 or AS64496");
    }
  }

  /** A max-length lies between the length of the prefix and that of an address (RFC 9582 §4.3.2). */
  maxLength(property: string, prefixProperty: string): void {
    const value = this.known(property);
    if (value === undefined) return;
    const [least, most] = this.lengthBounds(prefixProperty);
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
    this.fail(property, `give a whole number from ${least} to ${most}, or leave it out for the prefix's own length`);
  }

  private lengthBounds(prefixProperty: string): [number, number] {
    const text = this.known(prefixProperty);
    if (typeof text !== "string" || this.failures.some(({ property }) => property === prefixProperty)) return [0, 128];
    const prefix = parsePrefix(text);
    return [prefix.length, fullLength(prefix.family)];
  }

  private replace(property: string, old: unknown, value: unknown): void {
    if (value !== old) this.inputs[property] = value;
  }
}
