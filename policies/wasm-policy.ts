import { type LoadedPolicy, loadPolicySync } from "@open-policy-agent/opa-wasm";
import { RuleError } from "./rule-error";

/** Rules that were compiled to WebAssembly, loaded when they are first asked. */
export class WasmPolicy {
  #loaded: LoadedPolicy | undefined;

  /**
   * @param what the rules as an error names them, such as `the rules`
   * @param bytes gives the compiled rules; may throw `RuleError`
   * @param maxMegabytes most memory that they get @default as much as WebAssembly can address
   */
  constructor(
    private readonly what: string,
    private readonly bytes: () => Uint8Array,
    private readonly maxMegabytes?: number,
  ) {}

  /** Everything they find on an input, which is JSON. Throws `RuleError`. */
  evaluate(input: ArrayBuffer): unknown[] {
    let answer: unknown;
    try {
      this.#loaded ??= loadPolicySync(this.bytes(), this.#memory());
      answer = this.#loaded.evaluate(input);
    } catch (error) {
      // The memory of an instance that was aborted is in no known state.
      this.#loaded = undefined;
      if (error instanceof RuleError) throw error;
      throw new RuleError(`${this.what} could not be evaluated: ${reasonOf(error)}`, { cause: error });
    }
    const result = Array.isArray(answer) ? (answer[0] as { result?: unknown } | undefined)?.result : undefined;
    if (!Array.isArray(result)) throw new RuleError(`${this.what} gave no answer`);
    return result;
  }

  #memory(): { initial: number; maximum?: number } {
    const pages = this.maxMegabytes === undefined ? undefined : this.maxMegabytes * PAGES_A_MEGABYTE;
    return { initial: FIRST_PAGES, ...(pages !== undefined && { maximum: pages }) };
  }
}

const PAGES_A_MEGABYTE = 16;
const FIRST_PAGES = 5;

/** The runtime throws strings and plain objects, not errors. */
function reasonOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return String(error);
}
