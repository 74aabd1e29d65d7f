import { LeaseholdProvider } from "./leasehold-provider";
import { serve } from "./serve";

/** The plugin's process: serves the provider to the engine until the engine ends it. */
const { version } = require("leasehold/package.json") as { version: string };
void serve(new LeaseholdProvider(version), process.argv.slice(2));
