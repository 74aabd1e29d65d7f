import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli/run";
import { readGraph } from "../../graph/recognise";
import type { Finding } from "../../policies/finding";
import { judge } from "../../policies/judge";
import { parseRegister, type Register } from "../../register/register";
import { fakeIo } from "../cli/fake-io";
import type { EngineEvent, Verdict } from "./policy-events";

/** What `leasehold check` says of a file in a project's folder, without a process of its own. @throws Error with what it printed */
export async function check(
  folder: string,
  text: string,
  asOf: string,
  options: readonly string[] = [],
): Promise<Verdict[]> {
  const stdin = (async function* () {
    yield Buffer.from(text);
  })();
  // Programs are judged as they lie here, also in CI, where the command would look at the base commit.
  const io = {
    ...fakeIo({ folder, environment: { LEASEHOLD_BASE: "none", LEASEHOLD_AUTHOR: "dev@example.com" } }),
    stdin,
  };
  const code = await run(["check", "-", "--format", "json", "--as-of", asOf, ...options], io);
  if (code > 1) throw new Error(`leasehold check ended with ${code}: ${io.err()}`);
  const { findings } = JSON.parse(io.out()) as { findings: Finding[] };
  return findings.flatMap(({ rule, resource, status }) =>
    status === "waived" ? [] : [{ rule, resource: resource?.urn ?? "", status }],
  );
}

/**
 * What the engine printed of a preview that a policy pack refused, as if it had not: that is the one failure after which
 * every resource is there all the same.
 */
export function withoutRefusal(printed: string): PreviewDocument {
  const document = JSON.parse(printed) as PreviewDocument & { diagnostics?: { message: string; severity: string }[] };
  const errors = (document.diagnostics ?? []).filter(({ severity }) => severity === "error");
  if (errors.some(({ message }) => message.trim() !== "error: preview failed")) return document;
  return { ...document, diagnostics: [] } as PreviewDocument;
}

/** A log of the engine's events as it streams them, likewise. */
export function streamed(events: readonly EngineEvent[]): string {
  return events
    .filter(({ policyEvent }) => policyEvent === undefined)
    .map((event) =>
      event.summaryEvent === undefined
        ? event
        : { ...event, summaryEvent: { ...event.summaryEvent, result: "succeeded" } },
    )
    .map((event) => `${JSON.stringify(event)}\n`)
    .join("");
}

/** URNs of resources in which a preview hides secrets. */
export function hiding(document: PreviewDocument): Set<string> {
  const { graph } = readGraph(Buffer.from(JSON.stringify(document)), "preview");
  return new Set(graph.resources.flatMap(({ urn, secrets }) => (secrets === undefined ? [] : [urn])));
}

export interface PreviewDocument {
  readonly steps: readonly {
    readonly newState?: { readonly urn: string; readonly inputs?: Record<string, unknown> };
  }[];
}

/**
 * Rules that broke, and that a preview no longer speaks of once one input is a secret that it hides: `rule on resource,
 * without input`. There must be none, since what nobody can see is never clean.
 */
export async function lostByHiding(folder: string, document: PreviewDocument, today: string): Promise<string[]> {
  const file = join(folder, "leases.json");
  const register: Register = existsSync(file)
    ? parseRegister(readFileSync(file, "utf8"), file)
    : { version: 1, leases: [] };
  const findings = async () => {
    const { graph } = readGraph(Buffer.from(JSON.stringify(document)), "preview");
    return (await judge({ graph, register, today })).findings;
  };
  const broken = (await findings()).filter(({ status }) => status === "violation");
  const lost: string[] = [];
  for (const { holder, key, place } of broken.length === 0 ? [] : places(document)) {
    const value = holder[key];
    holder[key] = "[secret]";
    const left = await findings();
    holder[key] = value;
    for (const { rule, resource } of broken) {
      const isThere = left.some(
        (one) => one.rule === rule && (one.status === "undetermined" || one.resource?.urn === resource?.urn),
      );
      if (!isThere) lost.push(`${rule} on ${resource?.name ?? "the stack"}, without ${place}`);
    }
  }
  return lost;
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly place: string;
}

function* places({ steps }: PreviewDocument): Generator<Place> {
  for (const { newState } of steps) {
    if (newState?.inputs !== undefined) yield* below(newState.inputs, newState.urn.split("::").at(-1) ?? "");
  }
}

function* below(holder: object, at: string): Generator<Place> {
  for (const [key, value] of Object.entries(holder)) {
    // The provider bridge's own bookkeeping, and what is not set.
    if (key.startsWith("__") || value === null) continue;
    const place = `${at}.${key}`;
    yield { holder: holder as Record<string, unknown>, key, place };
    if (typeof value === "object") yield* below(value, place);
  }
}
