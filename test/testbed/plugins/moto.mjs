// Test part: creates, reads and deletes on moto through the AWS SDK, for the types that moto has. All others live in
// Pulumi's state alone. Only a loopback endpoint is ever talked to: without AWS_ENDPOINT_URL nothing is.
import { ec2Types } from "./moto-ec2.mjs";
import { eventTypes } from "./moto-events.mjs";
import { identityTypes } from "./moto-identity.mjs";
import { logTypes } from "./moto-logs.mjs";
import { storageTypes } from "./moto-storage.mjs";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Answers "not there" for the errors by which AWS says so; every other error is passed on. */
async function found(read) {
  try {
    return await read();
  } catch (error) {
    if (/NotFound|NoSuch|Malformed|DoesNotExist/i.test(`${error.name} ${error.Code ?? ""}`)) return false;
    throw error;
  }
}

/** @returns {(type: string) => undefined | {create, read, remove}} */
export function motoBackend(endpoint, region) {
  if (!endpoint) return () => undefined;
  if (!LOOPBACK.has(new URL(endpoint).hostname))
    throw new Error("the stand-in aws plugin talks to a loopback endpoint only");
  const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
  const clients = new Map();
  /** One client a service, loaded when the first resource of it comes up; several calls may ask before it is there. */
  const client = (load, options = {}) => {
    if (!clients.has(load)) {
      clients.set(
        load,
        load().then((Client) => new Client({ endpoint, region: region(), credentials, ...options })),
      );
    }
    return clients.get(load);
  };
  const types = {
    ...ec2Types(client),
    ...eventTypes(client),
    ...logTypes(client),
    ...identityTypes(client),
    ...storageTypes(client),
  };
  return (type) => {
    const own = types[type];
    if (!own) return undefined;
    return {
      create: own.create,
      read: async (id, state) => (await found(() => own.read(id, state))) !== false,
      remove: (id, state) => found(() => own.remove(id, state)),
    };
  };
}
