import { existsSync } from "node:fs";
import { Config } from "@pulumi/pulumi";
import { readRegisterFile } from "../register/load";
import type { Register } from "../register/register";
import type { ArgumentErrors } from "./argument-errors";

/**
 * The register that config `leasehold:register` names, where it is the path of a file that exists (relative to the
 * project's folder, in which Pulumi runs the program). A register that is not there yet is no error: a first lease has
 * none. An https register cannot be read in a constructor and is given as the argument `register` instead.
 */
export function configuredRegister(errors: ArgumentErrors): Register | undefined {
  const source = new Config("leasehold").get("register");
  if (source === undefined || source.startsWith("https:") || !existsSync(source)) return undefined;
  try {
    return readRegisterFile(source);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    errors.add("config leasehold:register", source, error.message);
    return undefined;
  }
}
