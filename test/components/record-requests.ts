import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { type Recording, recordProgram } from "./record-program";

/** What a registration asks of the engine besides its inputs. */
export interface RecordedRequest {
  readonly type: string;
  readonly name: string;
  /** URN of the parent. */
  readonly parent: string;
  readonly protect: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly provider: string;
  readonly version: string;
  readonly pluginDownloadUrl: string;
  readonly dependencies: readonly string[];
}

/** Runs a program as `recordProgram` does, and keeps the options of every registration too. */
export async function recordRequests<T>(
  program: () => T,
): Promise<Recording<T> & { request(name: string, type: string): RecordedRequest }> {
  const requests: RecordedRequest[] = [];
  const original = MockMonitor.prototype.registerResource;
  const spy = jest.spyOn(MockMonitor.prototype, "registerResource").mockImplementation(function (
    this: MockMonitor,
    request,
    callback,
  ) {
    requests.push({
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent(),
      protect: request.getProtect(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      provider: request.getProvider(),
      version: request.getVersion(),
      pluginDownloadUrl: request.getPlugindownloadurl(),
      dependencies: request.getDependenciesList(),
    });
    return original.call(this, request, callback);
  });
  try {
    const recording = await recordProgram(program);
    const request = (name: string, type: string) => {
      const found = requests.find((one) => one.name === name && one.type === type);
      if (found) return found;
      throw new Error(`no registration of ${type} ${name}`);
    };
    return { ...recording, request };
  } finally {
    spy.mockRestore();
  }
}
