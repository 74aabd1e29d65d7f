import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as engineService from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as resourceService from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Frame } from "./location";
import type { Monitor } from "./monitor";
import { Transforms } from "./transforms";

/** A message that the program, or the SDK on its behalf, logged. */
export interface LogMessage {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  readonly urn: string;
}

export interface Services {
  /** As gRPC writes addresses: `unix:/path` or `127.0.0.1:port`. */
  readonly address: string;
  close(): void;
}

/** What the SDK may ask of a monitor and gets here. Hooks are accepted, since a preview does not run them. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

/** Serves Pulumi's ResourceMonitor and Engine on a socket that only this user can open, or on loopback where there is none. */
export async function serve(monitor: Monitor, log: (message: LogMessage) => void): Promise<Services> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const transforms = new Transforms();
  server.addService(
    { ...resourceService.ResourceMonitorService, registerResource: measured },
    monitorHandlers(monitor, transforms),
  );
  server.addService(engineService.EngineService, engineHandlers(log));
  const folder = process.platform === "win32" ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-"));
  const address = await listen(server, folder);
  return {
    address,
    close() {
      transforms.close();
      server.forceShutdown();
      if (folder) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Bytes that each registration came in, so that nothing has to be written out again to measure it. */
const sizes = new WeakMap<messages.RegisterResourceRequest, number>();
const measured: typeof resourceService.ResourceMonitorService.registerResource = {
  ...resourceService.ResourceMonitorService.registerResource,
  requestDeserialize(bytes: Buffer) {
    const request = messages.RegisterResourceRequest.deserializeBinary(bytes);
    sizes.set(request, bytes.length);
    return request;
  },
};

/** A path longer than this does not fit the operating system's socket address. */
const MAX_SOCKET_PATH = 100;

async function listen(server: grpc.Server, folder: string | undefined): Promise<string> {
  const bind = (address: string): Promise<number> =>
    new Promise((resolve, reject) => {
      server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  const socket = folder === undefined ? undefined : path.join(folder, "monitor.sock");
  if (socket !== undefined && socket.length <= MAX_SOCKET_PATH) {
    await bind(`unix:${socket}`);
    return `unix:${socket}`;
  }
  return `127.0.0.1:${await bind("127.0.0.1:0")}`;
}

type Handler<Request, Response> = grpc.handleUnaryCall<Request, Response>;

/** A handler whose errors reach the program as the engine's do: by their message. */
function answer<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): Handler<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(handle)
      .then(
        (response) => callback(null, response),
        (error: unknown) =>
          callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }),
      );
  };
}

function monitorHandlers(monitor: Monitor, transforms: Transforms): grpc.UntypedServiceImplementation {
  return {
    supportsFeature: answer((request: messages.SupportsFeatureRequest) => {
      const response = new messages.SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    }),
    registerResource: answer(async (request: messages.RegisterResourceRequest) => {
      await transforms.apply(request);
      const { urn, id } = monitor.register({
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        custom: request.getCustom(),
        remote: request.getRemote(),
        inputs: plain(request.getObject()),
        dependencies: request.getDependenciesList(),
        propertyDependencies: propertyDependencies(request),
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        frames: frames(request.getStacktrace(), request.getSourceposition()),
        size: sizes.get(request) ?? 0,
      });
      transforms.remember(urn, request);
      const response = new messages.RegisterResourceResponse();
      response.setUrn(urn);
      response.setId(id);
      // A remote component computes its outputs elsewhere: the SDK takes what is missing here as unknown.
      response.setObject(request.getRemote() ? new Struct() : request.getObject());
      return response;
    }),
    registerResourceOutputs: answer((request: messages.RegisterResourceOutputsRequest) => {
      monitor.registerOutputs(request.getUrn(), plain(request.getOutputs()));
      return new Empty();
    }),
    readResource: answer((request: messages.ReadResourceRequest) => {
      const { urn, state } = monitor.read({
        type: request.getType(),
        name: request.getName(),
        id: request.getId(),
        parent: request.getParent(),
        properties: plain(request.getProperties()),
        dependencies: request.getDependenciesList(),
        frames: frames(request.getStacktrace(), request.getSourceposition()),
      });
      const response = new messages.ReadResourceResponse();
      response.setUrn(urn);
      response.setProperties(struct({ ...plain(request.getProperties()), ...state }));
      return response;
    }),
    invoke: answer(async (request: messages.ResourceInvokeRequest) => {
      await transforms.applyToInvoke(request);
      const response = new provider.InvokeResponse();
      response.setReturn(struct(monitor.invoke(request.getTok(), plain(request.getArgs()))));
      return response;
    }),
    call: answer((request: messages.ResourceCallRequest) => {
      const response = new provider.CallResponse();
      response.setReturn(struct(monitor.invoke(request.getTok(), plain(request.getArgs()))));
      return response;
    }),
    registerPackage: answer((request: messages.RegisterPackageRequest) => {
      const response = new messages.RegisterPackageResponse();
      response.setRef(`${request.getName()}@${request.getVersion()}#${request.getParameterization()?.getName() ?? ""}`);
      return response;
    }),
    registerStackTransform: answer((callback) => {
      transforms.addToStack(callback);
      return new Empty();
    }),
    registerStackInvokeTransform: answer((callback) => {
      transforms.addToInvokes(callback);
      return new Empty();
    }),
    registerResourceHook: answer(() => new Empty()),
    registerErrorHook: answer(() => new Empty()),
    signalAndWaitForShutdown: answer(() => new Empty()),
  };
}

const SEVERITIES = ["debug", "info", "warning", "error"] as const;

function engineHandlers(log: (message: LogMessage) => void): grpc.UntypedServiceImplementation {
  let root = "";
  return {
    log: answer((request: engine.LogRequest) => {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      log({ severity, message: request.getMessage(), urn: request.getUrn() });
      return new Empty();
    }),
    getRootResource: answer(() => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(root);
      return response;
    }),
    setRootResource: answer((request: engine.SetRootResourceRequest) => {
      root = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
    requirePulumiVersion: answer(() => new engine.RequirePulumiVersionResponse()),
  };
}

function propertyDependencies(request: messages.RegisterResourceRequest): Record<string, readonly string[]> {
  const byProperty: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    byProperty[property] = dependencies.getUrnsList();
  });
  return byProperty;
}

function plain(value: Struct | undefined): Record<string, unknown> {
  return value === undefined ? {} : value.toJavaScript();
}

/** Fixtures are JSON, and so are requests: both are what a Struct can hold. */
function struct(value: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}

function frames(trace: StackTrace | undefined, position: SourcePosition | undefined): Frame[] {
  const positions = trace?.getFramesList().map((frame) => frame.getPc()) ?? [];
  return [...positions, position].flatMap((at) =>
    at ? [{ uri: at.getUri(), line: at.getLine(), column: at.getColumn() }] : [],
  );
}
