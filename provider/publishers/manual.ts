import { requestFiles, writeRequest } from "../roa-request/request-folder";
import type { Publisher } from "./publisher";

/** Folder of the request documents where a request names none, relative to the project's. */
export const DEFAULT_FOLDER = "./roa-requests";

/**
 * Somebody publishes by hand, mostly the lessor: the request lies in a folder, as JSON and as text to send on. Nobody can
 * be asked what is published.
 */
export function manualPublisher(): Publisher {
  return {
    name: "manual",
    async apply({ action, request, name, folder = DEFAULT_FOLDER }) {
      await writeRequest(folder, name, action, request);
      return { document: requestFiles(folder, name).text };
    },
  };
}
