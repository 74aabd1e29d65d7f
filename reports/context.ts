import type { Rule } from "../policies/catalogue";

/** What a renderer has to know besides the findings. The same report and context give the same text, byte for byte. */
export interface ReportContext {
  /** What was judged and how, for example `Offline preview of shop, stack dev`. */
  readonly title: string;
  /** Pulumi project. With `stack` it keys what is updated rather than added: the sticky comment, the SARIF category. */
  readonly project: string;
  readonly stack: string;
  /** Calendar day, UTC, on which terms were judged. */
  readonly asOf: string;
  /** Version of leasehold that judged. */
  readonly version: string;
  /**
   * Folder that findings' locations are relative to, seen from the root of the repository, such as `stacks/shop`. Formats
   * that annotate lines (SARIF, github, gitlab) need it.
   * @default "" the root itself
   */
  readonly folder?: string;
  /**
   * File, in `folder`, that a finding without a place in the program is shown at, for formats that demand a place.
   * @default "Pulumi.yaml"
   */
  readonly fallbackFile?: string;
  /** http or https address where the whole report can be read; other schemes are left out. */
  readonly link?: string;
  /** Rules that are not of the catalogue, for their titles and help texts. */
  readonly ownRules?: readonly Rule[];
}
