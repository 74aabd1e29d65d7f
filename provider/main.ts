import { main } from "@pulumi/pulumi/provider";
import { LeaseholdProvider } from "./leasehold-provider";

/** The plugin's process: serves the provider to the engine until the engine ends it. */
const { version } = require("leasehold/package.json") as { version: string };
main(new LeaseholdProvider(version), process.argv.slice(2));
