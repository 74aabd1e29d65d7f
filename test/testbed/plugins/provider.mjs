// Test part: a resource provider that stands in for one that cannot be had from the registries. What it must get right is
// what a preview shows: inputs pass unchanged, computed outputs stay unknown, and the real provider's replacements happen.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { computedProperties, replaceProperties } from "./schema.mjs";
import { proto, unary, unimplemented } from "./serve.mjs";
import { hasUnknown, same, toPlain, toStruct, UNKNOWN } from "./values.mjs";

const providerProto = proto("provider_pb.js");
const pluginProto = proto("plugin_pb.js");
const { Empty } = createRequire(import.meta.url)("google-protobuf/google/protobuf/empty_pb.js");
export const { ResourceProviderService } = proto("provider_grpc_pb.js");

const typeOf = (urn) => urn.split("::")[2].split("$").at(-1);
const PROVIDER_INPUT = /^(__|version$|pluginDownloadURL$)/;

/** An id that the same resource gets in every run, so that tests can be compared: nothing outside keeps it. */
export const madeUpId = (urn, prefix) => `${prefix}-${createHash("sha256").update(urn).digest("hex").slice(0, 17)}`;

/** Made-up values for whatever the cloud would have chosen, so that an output is never missing after a deployment. */
function madeUpOutputs(type, urn, inputs) {
  const outputs = { ...inputs };
  for (const name of computedProperties(type)) {
    if (name in outputs) continue;
    if (name === "tagsAll") outputs[name] = inputs.tags ?? {};
    else if (name === "arn")
      outputs[name] = `arn:aws:stand-in:us-east-1:123456789012:${madeUpId(urn, typeOf(urn).split(":")[2])}`;
    else if (name === "name") outputs[name] = urn.split("::").at(-1);
  }
  return outputs;
}

/**
 * @param {object} behaviour
 * @param {(type: string) => undefined | {create, read, remove}} behaviour.backend where the type really lives; nowhere: made-up ids
 * @param {Record<string, (args: object) => object>} behaviour.functions provider functions by token
 */
export function resourceProvider({ backend = () => undefined, functions = {}, configure = () => undefined }) {
  function plannedOutputs(type, inputs, olds = {}) {
    // The bridged providers keep a resource's id among its outputs as well.
    const planned = { ...inputs, id: olds.id ?? UNKNOWN };
    for (const name of computedProperties(type)) if (!(name in planned)) planned[name] = olds[name] ?? UNKNOWN;
    return planned;
  }

  function diff(request) {
    const type = typeOf(request.getUrn());
    const olds = toPlain(request.getOldInputs() ?? request.getOlds());
    const news = toPlain(request.getNews());
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
      (key) => !PROVIDER_INPUT.test(key) && !same(olds[key], news[key]),
    );
    const response = new providerProto.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = providerProto.DiffResponse.DiffChanges;
    const ignored = new Set(request.getIgnorechangesList());
    const real = changed.filter((key) => !ignored.has(key));
    response.setChanges(real.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(real);
    response.setReplacesList(real.filter((key) => replaceProperties(type).includes(key)));
    return response;
  }

  async function create(request) {
    const urn = request.getUrn();
    const type = typeOf(urn);
    const inputs = toPlain(request.getProperties());
    const response = new providerProto.CreateResponse();
    if (request.getPreview()) return response.setProperties(toStruct(plannedOutputs(type, inputs)));
    if (hasUnknown(inputs)) throw new Error(`${urn}: an input is still unknown at creation`);
    const real = await backend(type)?.create(inputs, urn);
    const id = real?.id ?? madeUpId(urn, type.split(":")[2].toLowerCase());
    return response.setId(id).setProperties(toStruct({ ...madeUpOutputs(type, urn, inputs), ...real?.outputs, id }));
  }

  function update(request) {
    const type = typeOf(request.getUrn());
    const inputs = toPlain(request.getNews());
    const olds = toPlain(request.getOlds());
    return new providerProto.UpdateResponse().setProperties(
      toStruct({ ...plannedOutputs(type, inputs, olds), ...("tagsAll" in olds ? { tagsAll: inputs.tags ?? {} } : {}) }),
    );
  }

  async function read(request) {
    const found = await backend(typeOf(request.getUrn()))?.read(request.getId(), toPlain(request.getProperties()));
    const response = new providerProto.ReadResponse();
    // No id tells the engine that the resource is gone.
    if (found === false) return response;
    response.setId(request.getId());
    response.setProperties(request.getProperties());
    response.setInputs(request.getInputs());
    return response;
  }

  async function remove(request) {
    await backend(typeOf(request.getUrn()))?.remove(request.getId(), toPlain(request.getProperties()));
    return new Empty();
  }

  function invoke(request) {
    const answer = functions[request.getTok()];
    if (!answer) throw new Error(`the stand-in plugin has no function ${request.getTok()}`);
    return new providerProto.InvokeResponse().setReturn(toStruct(answer(toPlain(request.getArgs()))));
  }

  return {
    handshake: unary(() => {
      throw unimplemented("handshake");
    }),
    getPluginInfo: unary(() => new pluginProto.PluginInfo().setVersion("99.0.0")),
    getSchema: unary(() => new providerProto.GetSchemaResponse().setSchema("{}")),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    checkConfig: unary((request) => new providerProto.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new providerProto.DiffResponse()),
    configure: unary((request) => {
      configure(toPlain(request.getArgs()));
      return new providerProto.ConfigureResponse().setSupportspreview(true);
    }),
    parameterize: unary(() => {
      throw unimplemented("parameterize");
    }),
    check: unary((request) => new providerProto.CheckResponse().setInputs(request.getNews())),
    diff: unary(diff),
    create: unary(create),
    read: unary(read),
    update: unary(update),
    delete: unary(remove),
    invoke: unary(invoke),
    call: unary(() => {
      throw unimplemented("call");
    }),
    construct: unary(() => {
      throw unimplemented("construct");
    }),
    getMapping: unary(() => new providerProto.GetMappingResponse()),
    getMappings: unary(() => new providerProto.GetMappingsResponse()),
  };
}
