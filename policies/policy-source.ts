import { decode, readBounded } from "./bounded-file";
import type { Checkout } from "./checkout";

/** Longest settings, baseline, register or list of signers, in bytes. */
export const MAX_POLICY_BYTES = 16 * 1024 * 1024;

/** Where the files are read that say how a stack is judged. */
export interface PolicySource {
  /** Of the commit that they are read from; `undefined`: from the disk. */
  readonly commit: string | undefined;
  /** Text of a file; `undefined` where there is none. Throws `FileError` or `CheckoutError`. */
  read(file: string): string | undefined;
}

/** Files as they lie on the disk. */
export const workingTree: PolicySource = {
  commit: undefined,
  read: (file) => readBounded(file, MAX_POLICY_BYTES),
};

/**
 * Files as a commit has them, so that a pull request cannot change what it is judged by. What lies outside of the checkout
 * no pull request can change: it is read from the disk.
 */
export class CommitSource implements PolicySource {
  constructor(
    private readonly checkout: Checkout,
    readonly commit: string,
  ) {}

  read(file: string): string | undefined {
    const path = this.checkout.pathOf(file);
    if (path === undefined) return workingTree.read(file);
    const bytes = this.checkout.read(this.commit, path, MAX_POLICY_BYTES);
    if (bytes === undefined) return undefined;
    return decode(bytes, `${path} of the base commit`);
  }
}
