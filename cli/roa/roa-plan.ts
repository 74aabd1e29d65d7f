import type { Command } from "commander";
import { createColors } from "picocolors";
import type { LeaseSituation } from "../../facts/roa-situation";
import type { RoaPayload } from "../../lease/rpki/roa";
import type { PlannedRoute, RoaPlan, RoaStep } from "../../lease/rpki/roa-plan";
import type { RouteEffect } from "../../lease/rpki/roa-removal";
import type { Io } from "../io";
import { deliver, judgedDay, wantsColour } from "../options";
import { addRoaOptions, type RoaOptions, readSituations } from "./roa-situations";
import { coveringText, roaJson, roaText, routeJson, routeText, snapshotJson, snapshotText } from "./roa-words";

/** `leasehold roa plan`: the fewest ROAs that leases need, what differs, and in which order to change it. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addRoaOptions(command)
    .addHelpText(
      "after",
      `
Without files a lease is announced as a whole, as its register entry says. What is published is what --vrps shows, with the
RoaRequests of the files. A change that would make an announced route invalid is refused (RFC 6907, section 7.2.2).`,
    )
    .action(async (files: string[], options: RoaOptions) => done(await plan(files, options, io)));
}

interface Planned {
  readonly situation: LeaseSituation;
  readonly plan: RoaPlan;
}

async function plan(files: readonly string[], options: RoaOptions, io: Io): Promise<number> {
  const { leases, snapshot } = await readSituations(files, options, io);
  const { planRoas } = require("../../lease/rpki/roa-plan") as typeof import("../../lease/rpki/roa-plan");
  const planned = leases.map((situation) => ({ situation, plan: planRoas(situation) }));
  if (options.format === "json") {
    const asOf = judgedDay(options, io);
    const document = { version: 1, asOf, vrps: snapshotJson(snapshot), leases: planned.map(planJson) };
    deliver(`${JSON.stringify(document, null, 2)}\n`, options, io);
    return 0;
  }
  const text = planned.map((one) => planText(one, wantsColour(options, io))).join("\n");
  deliver(`${text}\n${snapshotText(snapshot)}\n`, options, io);
  return 0;
}

function planJson({ situation, plan }: Planned) {
  const { lease, live, published } = situation;
  return {
    lease: lease.id,
    prefix: lease.prefix,
    announcedBy: lease.routing?.announcedBy ?? null,
    live,
    wanted: plan.wanted.map(roaJson),
    published: published?.map(roaJson) ?? null,
    publish: plan.publish.map(roaJson),
    revoke: plan.revoke.map(roaJson),
    refused: plan.refused.map(({ action, roa, effects }) => ({
      action,
      roa: roaJson(roa),
      routes: effects.map(({ route, before, after }) => ({
        ...routeJson(route),
        before: before.state,
        after: after.state,
        covering: after.covering.map(roaJson),
      })),
    })),
    routes: plan.routes.map(({ route, before, after }) => ({ ...routeJson(route), before: before ?? null, after })),
    steps: plan.steps.map((step) =>
      "roas" in step
        ? { action: step.action, roas: step.roas.map(roaJson) }
        : { action: step.action, route: routeJson(step.route) },
    ),
    unknown: situation.unknown,
  };
}

function planText({ situation, plan }: Planned, colour: boolean): string {
  const colors = createColors(colour);
  const { lease, unknown } = situation;
  const lines = [`${colors.bold(`${lease.id}  ${lease.prefix}`)}  ${announcedText(situation)}`];
  const list = (title: string, rows: readonly string[], paint = (text: string) => text) => {
    for (const [at, row] of rows.entries()) lines.push(`  ${paint((at === 0 ? title : "").padEnd(8))} ${row}`);
  };
  list("wanted", plan.wanted.map(roaText));
  list("routes", plan.routes.map(effectText));
  list(
    "steps",
    plan.steps.map((step, at) => `${at + 1}. ${stepText(step)}`),
  );
  list(
    "refused",
    plan.refused.flatMap(({ action, roa, effects }) => [`${action} ${roaText(roa)}`, ...effects.map(refusalText)]),
    colors.red,
  );
  if (plan.steps.length === 0 && plan.refused.length === 0) lines.push("  nothing to do");
  list(
    "note",
    unknown.map((path) => `not known before a deployment: ${path}`),
  );
  const isOpen = !situation.routesKnown && plan.wanted.some(({ prefix, maxLength }) => maxLength > prefix.length);
  if (isOpen) {
    list("note", [
      `allows any part down to /${lease.routing?.longestAnnounced}: give the stack's file for the ROAs of what is announced`,
    ]);
  }
  return `${lines.join("\n")}\n`;
}

function announcedText({ lease, live }: LeaseSituation): string {
  if (!live) return "is over: nothing is to be announced";
  if (lease.routing === undefined) return "declares no routing: nothing can be planned";
  return lease.routing.announcedBy === "none"
    ? "is announced by nobody"
    : `is announced by ${lease.routing.announcedBy}`;
}

function effectText({ route, before, after }: PlannedRoute): string {
  return `${routeText(route)}: ${before ?? "unknown"} → ${after}`;
}

function stepText(step: RoaStep): string {
  switch (step.action) {
    case "publish":
      return `publish ${roasText(step.roas)}, and wait until relying parties see it`;
    case "announce":
      return `announce ${routeText(step.route)}`;
    case "withdraw":
      return `withdraw ${routeText(step.route)}, and wait until it is gone`;
    case "revoke":
      return `revoke ${roasText(step.roas)}`;
  }
}

/** ROAs that go in one change, so that no route is without its own in between. */
function roasText(roas: readonly RoaPayload[]): string {
  return roas.map(roaText).join(" together with ");
}

function refusalText({ route, before, after }: RouteEffect): string {
  return `  ${routeText(route)} would turn from ${before.state} to ${after.state}${coveringText(after.covering)}; withdraw it first`;
}
