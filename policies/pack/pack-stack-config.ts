import { createRequire } from "node:module";
import { dirname } from "node:path";

/** What the engine says about the stack before it sends the first resource. */
interface StackConfigureRequest {
  getProject(): string;
  getStack(): string;
  getConfigMap(): { forEach(each: (value: string, key: string) => void): void };
  getTagsMap(): unknown;
}

/**
 * Keeps the stack's configuration that the engine sends in its ConfigureStack call, under the names that a program finds
 * it by (`PULUMI_CONFIG`, `PULUMI_PROJECT`, `PULUMI_STACK`). An engine that starts packs through a language host sets none
 * of them, and the policy SDK (1.21) takes only the tags of that call, so the reading of the tags is where this looks in.
 */
export function keepStackConfiguration(environment: NodeJS.ProcessEnv): void {
  // The SDK's own copy of the message, wherever it is installed.
  const sdk = createRequire(dirname(require.resolve("@pulumi/policy/package.json")));
  const messages = sdk("@pulumi/pulumi/proto/analyzer_pb") as {
    AnalyzerStackConfigureRequest: { prototype: StackConfigureRequest };
  };
  const { prototype } = messages.AnalyzerStackConfigureRequest;
  const getTagsMap = prototype.getTagsMap;
  prototype.getTagsMap = function (this: StackConfigureRequest, ...rest: []) {
    const config: Record<string, string> = {};
    this.getConfigMap().forEach((value, key) => {
      config[key] = value;
    });
    environment.PULUMI_CONFIG = JSON.stringify(config);
    environment.PULUMI_PROJECT = this.getProject();
    environment.PULUMI_STACK = this.getStack();
    return getTagsMap.apply(this, rest);
  };
}
