/** What the bench uses of the peer, which ships no types. */
declare module "rpki-validator" {
  interface RpkiVrp {
    readonly prefix: string;
    readonly asn: number;
    readonly maxLength: number;
  }
  /** true: valid, false: invalid, null: not found. */
  type Verdict = boolean | null;
  export default class RpkiValidator {
    constructor(options: { readonly connector: "external" });
    setVRPs(vrps: readonly RpkiVrp[]): void;
    preCache(): Promise<unknown>;
    validateFromCacheSync(prefix: string, origin: number, verbose: false): Verdict;
    validateFromCacheSync(prefix: string, origin: number, verbose: true): { readonly valid: Verdict };
  }
}
