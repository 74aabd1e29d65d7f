// Test part: starts the stand-in plugins named on the command line in one process and prints their ports, one a line.
// `main.mjs aws` is what Pulumi starts through test/testbed/bin; `main.mjs --keep aws cloudflare language` serves many runs.
import { serve } from "./serve.mjs";

const plugins = {
  aws: async () => {
    const [{ resourceProvider, ResourceProviderService }, { awsFunctions }, { motoBackend }] = await Promise.all([
      import("./provider.mjs"),
      import("./functions.mjs"),
      import("./moto.mjs"),
    ]);
    let region = process.env.AWS_REGION ?? "us-east-1";
    const configure = (config) => {
      region = config.region ?? region;
    };
    const current = () => region;
    const provider = {
      backend: motoBackend(process.env.AWS_ENDPOINT_URL, current),
      functions: awsFunctions(current),
      configure,
    };
    return serve(ResourceProviderService, resourceProvider(provider));
  },
  cloudflare: async () => {
    const { resourceProvider, ResourceProviderService } = await import("./provider.mjs");
    return serve(ResourceProviderService, resourceProvider({}));
  },
  language: async (engineAddress) => {
    const { languageRuntime, LanguageRuntimeService } = await import("./language-host.mjs");
    return serve(LanguageRuntimeService, languageRuntime(engineAddress));
  },
};

const words = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const names = words.filter((word) => word in plugins);
// The engine puts its address last.
const engineAddress = words.findLast((word) => !(word in plugins));
const ports = await Promise.all(names.map((name) => plugins[name](engineAddress)));
process.stdout.write(`${ports.join("\n")}\n`);
