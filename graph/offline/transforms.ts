import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import {
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";

/**
 * Runs the transforms of a program (functions that change every resource below them) before a resource is registered, in
 * the engine's order: the resource's own, then its parents' from the inside out, then the stack's.
 */
export class Transforms {
  readonly #stack: Callback[] = [];
  readonly #invokes: Callback[] = [];
  readonly #own = new Map<string, { parent: string; callbacks: readonly Callback[] }>();
  readonly #clients = new Map<string, CallbacksClient>();

  addToStack(callback: Callback): void {
    this.#stack.push(callback);
  }

  addToInvokes(callback: Callback): void {
    this.#invokes.push(callback);
  }

  /** Keeps a registered resource's transforms for its children. */
  remember(urn: string, request: RegisterResourceRequest): void {
    this.#own.set(urn, { parent: request.getParent(), callbacks: request.getTransformsList() });
  }

  /** Changes the request in place: its properties, and of its options those that a graph keeps. */
  async apply(request: RegisterResourceRequest): Promise<void> {
    const callbacks = [...request.getTransformsList()];
    for (let urn = request.getParent(); urn !== ""; ) {
      const above = this.#own.get(urn);
      callbacks.push(...(above?.callbacks ?? []));
      urn = above?.parent ?? "";
    }
    callbacks.push(...this.#stack);
    for (const callback of callbacks) await this.#applyOne(callback, request);
  }

  async applyToInvoke(request: ResourceInvokeRequest): Promise<void> {
    for (const callback of this.#invokes) {
      const question = new TransformInvokeRequest();
      question.setToken(request.getTok());
      question.setArgs(request.getArgs());
      const answer = TransformInvokeResponse.deserializeBinary(await this.#call(callback, question.serializeBinary()));
      if (answer.hasArgs()) request.setArgs(answer.getArgs());
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #applyOne(callback: Callback, request: RegisterResourceRequest): Promise<void> {
    const options = new TransformResourceOptions();
    options.setDependsOnList(request.getDependenciesList());
    options.setProtect(request.getProtect() ?? false);
    options.setRetainOnDelete(request.getRetainondelete() ?? false);
    options.setProvider(request.getProvider());
    options.setIgnoreChangesList(request.getIgnorechangesList());
    const question = new TransformRequest();
    question.setType(request.getType());
    question.setName(request.getName());
    question.setCustom(request.getCustom());
    question.setParent(request.getParent());
    question.setProperties(request.getObject());
    question.setOptions(options);
    const answer = TransformResponse.deserializeBinary(await this.#call(callback, question.serializeBinary()));
    if (answer.hasProperties()) request.setObject(answer.getProperties());
    const changed = answer.getOptions();
    if (changed === undefined) return;
    request.setDependenciesList(changed.getDependsOnList());
    if (changed.hasProtect()) request.setProtect(changed.getProtect() ?? false);
    if (changed.hasRetainOnDelete()) request.setRetainondelete(changed.getRetainOnDelete() ?? false);
  }

  #call(callback: Callback, bytes: Uint8Array): Promise<Uint8Array> {
    const target = callback.getTarget();
    let client = this.#clients.get(target);
    if (client === undefined) {
      client = new CallbacksClient(target, grpc.credentials.createInsecure());
      this.#clients.set(target, client);
    }
    const request = new CallbackInvokeRequest();
    request.setToken(callback.getToken());
    request.setRequest(bytes);
    const { promise, settle } = pending<CallbackInvokeResponse>();
    client.invoke(request, settle);
    return promise.then((response) => response.getResponse_asU8());
  }
}

function pending<T>(): { promise: Promise<T>; settle: (error: Error | null, value?: T) => void } {
  let settle: (error: Error | null, value?: T) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = (error, value) => (error ? reject(error) : resolve(value as T));
  });
  return { promise, settle };
}
