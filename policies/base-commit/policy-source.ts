import { decode, readBounded, readBoundedBytes } from "./bounded-file";
import type { Checkout } from "./checkout";
import { type FolderFiles, readFolder } from "./folder-files";

/** Longest settings, baseline, register or list of signers, in bytes. */
export const MAX_POLICY_BYTES = 16 * 1024 * 1024;

/** Where the files are read that say how a stack is judged. */
export interface PolicySource {
  /** Of the commit that they are read from; `undefined`: from the disk. */
  readonly commit: string | undefined;
  /** Text of a file; `undefined` where there is none. Throws `FileError` or `CheckoutError`. */
  read(file: string): string | undefined;
  /** As `read`, of any bytes. */
  readBytes(file: string): Uint8Array | undefined;
  /** The files under a folder whose names end so; `undefined` where there is no such folder. Throws as `read`. */
  list(folder: string, ending: string): FolderFiles | undefined;
}

/** Files as they lie on the disk. */
export const workingTree: PolicySource = {
  commit: undefined,
  read: (file) => readBounded(file, MAX_POLICY_BYTES),
  readBytes: (file) => readBoundedBytes(file, MAX_POLICY_BYTES),
  list: readFolder,
};

/** A project's folder as the commit has it, and as it is now: paths inside the checkout. */
export interface MovedFolder {
  readonly before: string;
  readonly after: string;
}

/**
 * Files as a commit has them, so that a pull request cannot change what it is judged by. What lies outside of the checkout
 * no pull request can change: it is read from the disk. Below a folder that was moved since, paths lead to where it was.
 */
export class CommitSource implements PolicySource {
  constructor(
    private readonly checkout: Checkout,
    readonly commit: string,
    private readonly moved?: MovedFolder,
  ) {}

  read(file: string): string | undefined {
    const bytes = this.readBytes(file);
    return bytes === undefined ? undefined : decode(bytes, this.#nameOf(file));
  }

  readBytes(file: string): Uint8Array | undefined {
    const path = this.checkout.pathOf(file);
    if (path === undefined) return workingTree.readBytes(file);
    return this.checkout.read(this.commit, this.#before(path), MAX_POLICY_BYTES);
  }

  list(folder: string, ending: string): FolderFiles | undefined {
    const path = this.checkout.folderPathOf(folder);
    if (path === undefined) return workingTree.list(folder, ending);
    return this.checkout.readFolder(this.commit, this.#before(path), ending);
  }

  #before(path: string): string {
    if (this.moved === undefined) return path;
    const { before, after } = this.moved;
    if (path === after) return before;
    if (after !== "" && !path.startsWith(`${after}/`)) return path;
    const rest = after === "" ? path : path.slice(after.length + 1);
    return before === "" ? rest : `${before}/${rest}`;
  }

  #nameOf(file: string): string {
    const path = this.checkout.pathOf(file);
    return path === undefined ? file : `${path} of the base commit`;
  }
}
