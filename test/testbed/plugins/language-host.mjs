// Test part: stands in for Pulumi's Node language host, which cannot be had from the registries. It starts programs and
// policy packs with the SDK's own run commands; everything the engine may ask about dependencies is answered with nothing.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { proto, unary } from "./serve.mjs";

const languageProto = proto("language_pb.js");
const pluginProto = proto("plugin_pb.js");
const { Empty } = createRequire(import.meta.url)("google-protobuf/google/protobuf/empty_pb.js");
export const { LanguageRuntimeService } = proto("language_grpc_pb.js");

/** cmd/run exits with this once it has told the user what went wrong itself. */
const BAIL = 32;

/** The SDK of the program or pack itself, found from its own folder. */
const command = (folder, name) => createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);

/** TypeScript is on unless the project's runtime options turn it off. */
function typescriptOptions(info) {
  const options = info?.getOptions()?.toJavaScript() ?? {};
  return {
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript ?? true),
    ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
  };
}

function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ? 1 : (code ?? 0)));
  });
}

/** The language service for an engine that listens on `engineAddress`. */
export function languageRuntime(engineAddress) {
  let engine = engineAddress;

  async function run(request) {
    const folder = request.getPwd();
    const args = [
      command(folder, "run"),
      `--monitor=${request.getMonitorAddress()}`,
      `--engine=${engine}`,
      `--organization=${request.getOrganization()}`,
      `--project=${request.getProject()}`,
      `--stack=${request.getStack()}`,
      `--pwd=${folder}`,
      `--root-directory=${request.getInfo()?.getRootDirectory() ?? folder}`,
      `--dry-run=${request.getDryrun()}`,
      `--parallel=${request.getParallel()}`,
      request.getInfo()?.getEntryPoint() || ".",
      ...request.getArgsList(),
    ];
    const env = {
      ...process.env,
      ...typescriptOptions(request.getInfo()),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    };
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "inherit", "inherit"] });
    const code = await exitCode(child);
    const response = new languageProto.RunResponse();
    if (code === BAIL) response.setBail(true);
    else if (code !== 0) response.setError(`the program exited with code ${code}`);
    return response;
  }

  function runPlugin(call) {
    const request = call.request;
    const folder = request.getPwd();
    const program = request.getInfo()?.getProgramDirectory() || request.getProgram() || folder;
    const args =
      request.getKind() === "analyzer"
        ? [command(program, "run-policy-pack"), ...request.getArgsList(), "."]
        : [command(program, "run-plugin"), program, ...request.getArgsList()];
    const env = Object.fromEntries(
      request.getEnvList().map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    );
    const cwd = request.getKind() === "analyzer" ? program : folder;
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const send = (set) => (bytes) => {
      const response = new languageProto.RunPluginResponse();
      response[set](bytes);
      call.write(response);
    };
    child.stdout.on("data", send("setStdout"));
    child.stderr.on("data", send("setStderr"));
    call.on("cancelled", () => child.kill());
    exitCode(child).then(
      (code) => {
        send("setExitcode")(code);
        call.end();
      },
      (error) => call.destroy(error),
    );
  }

  return {
    handshake: unary((request) => {
      engine = request.getEngineAddress();
      return new languageProto.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => new pluginProto.PluginInfo().setVersion("0.0.0-stand-in")),
    getRequiredPlugins: unary(() => new languageProto.GetRequiredPluginsResponse()),
    getRequiredPackages: unary(() => new languageProto.GetRequiredPackagesResponse()),
    getProgramDependencies: unary(() => new languageProto.GetProgramDependenciesResponse()),
    about: unary(() => new languageProto.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    runtimeOptionsPrompts: unary(() => new languageProto.RuntimeOptionsResponse()),
    cancel: unary(() => new Empty()),
    run: unary(run),
    runPlugin,
    installDependencies: (call) => call.end(),
  };
}
