import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RecognisedInput, readGraph } from "../../graph/recognise";
import type { Graph, Resource } from "../../graph/resource";

const FOLDER = join(__dirname, "fixtures");

export const fixturePath = (name: string): string => join(FOLDER, name);
export const fixtureBytes = (name: string): Buffer => readFileSync(fixturePath(name));
export const readFixture = (name: string): RecognisedInput => readGraph(fixtureBytes(name), name);

/** The one resource of a name. */
export function named(graph: Graph, name: string): Resource {
  const found = graph.resources.filter((resource) => resource.name === name);
  if (found.length !== 1) throw new Error(`${found.length} resources are named ${name}`);
  return found[0] as Resource;
}

/** What reading a text as an input file ends with. */
export function messageOf(text: string | Buffer): string {
  try {
    readGraph(Buffer.isBuffer(text) ? text : Buffer.from(text), "in.json");
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") return error.message;
    throw error;
  }
  return "";
}

/** A resource as a state holds it. */
export const state = (name: string, changes: Record<string, unknown> = {}) => ({
  urn: `urn:pulumi:dev::shop::aws:ec2/eip:Eip::${name}`,
  custom: true,
  type: "aws:ec2/eip:Eip",
  inputs: { address: "203.0.113.9" },
  ...changes,
});

export const preview = (...steps: unknown[]): string => JSON.stringify({ steps });
export const create = (name: string, changes: Record<string, unknown> = {}) => ({
  op: "create",
  newState: state(name, changes),
});
