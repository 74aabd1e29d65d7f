/** Version of the package, and so of the `leasehold` provider plugin that its custom resources want. */
export const VERSION = "0.1.0";
