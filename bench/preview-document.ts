import { closeSync, openSync, writeSync } from "node:fs";
import { type Properties, type Resource, UNKNOWN, type Value } from "../graph/resource";

/** How Pulumi writes an unknown string into a preview. */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const STACK = "urn:pulumi:dev::bench::pulumi:pulumi:Stack::bench-dev";
const PIECE = 1_000;

/** Writes resources as `pulumi preview --json --show-sames` prints a first deployment of them. */
export function writePreview(file: string, resources: readonly Resource[]): void {
  const out = openSync(file, "w");
  const stack = { op: "create", urn: STACK, newState: { urn: STACK, custom: false, type: "pulumi:pulumi:Stack" } };
  writeSync(out, `{\n    "steps": [\n${indented(stack)}`);
  for (let start = 0; start < resources.length; start += PIECE) {
    const lines = resources
      .slice(start, start + PIECE)
      .map((resource, at) => `,\n${indented(step(resource, start + at))}`);
    writeSync(out, lines.join(""));
  }
  writeSync(out, `\n    ],\n    "changeSummary": {\n        "create": ${resources.length + 1}\n    }\n}\n`);
  closeSync(out);
}

/** As deep as it lies in the document, four spaces a level. */
function indented(value: object): string {
  return `        ${JSON.stringify(value, null, 4).replaceAll("\n", "\n        ")}`;
}

function step(resource: Resource, index: number): object {
  const provider = `urn:pulumi:dev::bench::pulumi:providers:${resource.type.split(":")[0]}::default_1_0_0::${UNKNOWN_STRING}`;
  const position = `project:///index.ts#${index + 1},1`;
  return {
    op: "create",
    urn: resource.urn,
    provider,
    newState: {
      urn: resource.urn,
      custom: resource.custom,
      type: resource.type,
      inputs: written(resource.inputs),
      parent: STACK,
      ...(resource.protect && { protect: true }),
      dependencies: resource.dependencies,
      provider,
      propertyDependencies: resource.propertyDependencies,
      sourcePosition: position,
      stackTrace: [{ sourcePosition: position }],
    },
    detailedDiff: null,
  };
}

function written(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, writtenValue(value)]));
}

function writtenValue(value: Value): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (Array.isArray(value)) return value.map(writtenValue);
  return typeof value === "object" && value !== null ? written(value) : value;
}
