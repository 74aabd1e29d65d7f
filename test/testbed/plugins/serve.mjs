// Test part: what every stand-in plugin shares. A plugin is a gRPC server on loopback whose port is the first line it prints.
import { createRequire } from "node:module";
import grpc from "@grpc/grpc-js";

/** The generated messages and services that ship in the Pulumi SDK, loaded by name when they are needed. */
export const proto = (name) => createRequire(import.meta.url)(`@pulumi/pulumi/proto/${name}`);

/** Binds `service` with `implementation` to a free port of the loopback interface and answers with that port. */
export function serve(service, implementation) {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(service, implementation);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

/** Turns an async function of the request into a gRPC handler: what it throws reaches the engine as the call's error. */
export function unary(handle) {
  return (call, answer) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => answer(null, response),
        (error) => answer({ code: error.code ?? grpc.status.UNKNOWN, details: error.message }),
      );
  };
}

/** For the calls that a stand-in leaves out, as an older plugin would. */
export function unimplemented(what) {
  return Object.assign(new Error(`the stand-in plugin has no ${what}`), { code: grpc.status.UNIMPLEMENTED });
}
