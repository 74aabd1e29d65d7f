import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import * as engineService from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { main } from "@pulumi/pulumi/provider";
import * as structs from "google-protobuf/google/protobuf/struct_pb";
import { type CallContext, inCall, type LogSeverity } from "./call-context";
import type { LeaseholdProvider } from "./leasehold-provider";
import type { Properties } from "./property-value";

/** Calls that touch a resource, and so have an URN to log at and mostly a time-out. */
const RESOURCE_CALLS = ["diff", "create", "read", "update", "delete"] as const;
type ResourceCall = (typeof RESOURCE_CALLS)[number];

/** What these calls send besides properties; each has some of it. */
interface ResourceRequest {
  getUrn(): string;
  getTimeout?(): number;
  getOldInputs?(): structs.Struct | undefined;
}
type Handler = grpc.handleUnaryCall<unknown, unknown>;
type Implementation = grpc.UntypedServiceImplementation & Record<ResourceCall | "checkConfig" | "configure", Handler>;

/**
 * Serves the provider to the engine through the SDK's own server, and adds what that leaves out (3.248): `checkConfig` is
 * unimplemented there, `configure` drops the values, time-outs and old inputs of a call are not passed on, an import's read
 * fails, and the SDK's log knows no URN. The server's class is not exported, so it is met where it is handed to gRPC; components, references and
 * cancelling stay the SDK's.
 *
 * @param args Arguments of the plugin's process; the first that is no flag is the engine's address.
 */
export async function serve(provider: LeaseholdProvider, args: string[]): Promise<void> {
  const sdk = createRequire(require.resolve("@pulumi/pulumi/provider"));
  const { Server, credentials } = sdk("@grpc/grpc-js") as typeof grpc;
  const log = engineLog(args, credentials);
  const { addService } = Server.prototype;
  let met = false;
  Server.prototype.addService = function (service, implementation) {
    Server.prototype.addService = addService;
    met = true;
    addService.call(this, service, extend(implementation as Implementation, provider, log));
  };
  // Up to its first wait, which comes after addService, main runs at once.
  const served = main(provider, args);
  if (!met) {
    Server.prototype.addService = addService;
    throw new Error(
      "this version of @pulumi/pulumi serves plugins in another way; install 3.202 to 3.248 beside leasehold",
    );
  }
  await served;
}

type EngineLog = (urn: string) => CallContext["log"] & { flushed?: () => Promise<unknown> };

function extend(implementation: Implementation, provider: LeaseholdProvider, log: EngineLog): Implementation {
  const extended = Object.create(implementation) as Implementation;
  extended.checkConfig = answer((request: messages.CheckRequest) => {
    const { inputs, failures } = provider.checkConfig(request.getNews()?.toJavaScript() ?? {});
    return new messages.CheckResponse()
      .setInputs(structs.Struct.fromJavaScript(inputs as Record<string, structs.JavaScriptValue>))
      .setFailuresList(
        failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason)),
      );
  });
  extended.configure = (call, callback) => {
    try {
      provider.configure((call.request as messages.ConfigureRequest).getArgs()?.toJavaScript() ?? {});
    } catch (error) {
      callback(error as Error);
      return;
    }
    implementation.configure.call(extended, call, callback);
  };
  for (const name of RESOURCE_CALLS) {
    extended[name] = (call, callback) => {
      // An import reads without properties, on which the SDK's server falls over.
      if (call.request instanceof messages.ReadRequest && !call.request.hasProperties())
        call.request.setProperties(structs.Struct.fromJavaScript({}));
      const request = call.request as ResourceRequest;
      const seconds = request.getTimeout?.() ?? 0;
      const oldInputs = request.getOldInputs?.()?.toJavaScript() as Properties | undefined;
      const logHere = log(request.getUrn());
      const context = {
        ...(seconds > 0 && { timeoutMs: seconds * 1000 }),
        ...(oldInputs && { oldInputs }),
        log: logHere,
      };
      // The engine ends a failed operation at once: what was said before has to be there by then.
      const flush: typeof callback = (...result) => {
        void (logHere.flushed?.() ?? Promise.resolve()).then(() => callback(...result));
      };
      return inCall(context, () => implementation[name].call(extended, call, flush));
    };
  }
  return extended;
}

/** A handler that answers at once. */
function answer<Request, Response>(work: (request: Request) => Response): Handler {
  return (call, callback) => {
    try {
      callback(null, work(call.request as Request));
    } catch (error) {
      callback(error as Error);
    }
  };
}

const SEVERITIES: Record<LogSeverity, engine.LogSeverity> = {
  debug: engine.LogSeverity.DEBUG,
  info: engine.LogSeverity.INFO,
  warning: engine.LogSeverity.WARNING,
  error: engine.LogSeverity.ERROR,
};

/** Messages to the engine, beside a resource; without an engine they go to the standard error. */
function engineLog(args: readonly string[], credentials: typeof grpc.credentials): EngineLog {
  const address = args.find((argument) => /^[^-].*:\d+$/.test(argument));
  if (address === undefined) return () => (severity, message) => void process.stderr.write(`${severity}: ${message}\n`);
  const client = new engineService.EngineClient(address, credentials.createInsecure());
  return (urn) => {
    const pending = new Set<Promise<void>>();
    const log = (severity: LogSeverity, message: string, passing = false): void => {
      const request = new engine.LogRequest()
        .setSeverity(SEVERITIES[severity])
        .setMessage(message)
        .setUrn(urn)
        .setEphemeral(passing);
      // A message that cannot be delivered is no reason to fail what it is about.
      const sent: Promise<void> = new Promise<void>((done) => client.log(request, () => done())).then(() => {
        pending.delete(sent);
      });
      pending.add(sent);
    };
    return Object.assign(log, { flushed: () => Promise.all(pending) });
  };
}
