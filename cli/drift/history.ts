import * as path from "node:path";
import type { Command } from "commander";
import type { DriftHistory } from "../../reports/history/drift-history";
import type { Io } from "../io";
import { addCommonOptions, type CommonOptions, deliver, wantsColour } from "../options";
import { packageVersion } from "../version";
import { historyStore } from "./history-store";
import { sinceWhen } from "./since";

export interface HistoryOptions extends CommonOptions {
  readonly store?: string;
  readonly settings?: string;
  readonly lease?: string;
  readonly since?: string;
}

/** `leasehold drift history`: what drift runs found over time. It reads the store, and changes nothing. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addCommonOptions(command, ["pretty", "json", "html"])
    .option("--store <file>", "store of the drift runs (default: drift.store of the settings)")
    .option("--settings <file>", "settings that name the store (default: leasehold.yaml)")
    .option("--lease <id>", "only this lease")
    .option("--since <when>", "leave out what was gone before: a day, a time, or 36h ago")
    .addHelpText(
      "after",
      `
Examples:
  leasehold drift history --store drift.db --since 7d
  leasehold drift history --store drift.db --format html --output history.html

Exit code: 0 the history was printed, whatever is in it; 2 bad usage, or a store that cannot be read.`,
    )
    .action((options: HistoryOptions) => {
      history(options, io);
      done(0);
    });
}

function history(options: HistoryOptions, io: Io): void {
  const asOf = new Date();
  const since = options.since === undefined ? undefined : sinceWhen(options.since, asOf);
  const file =
    options.store === undefined ? historyStore(options.settings, io) : path.resolve(io.folder, options.store);
  const { openDriftStore } = require("../../drift/store/drift-store") as typeof import("../../drift/store/drift-store");
  const store = openDriftStore(file, { readOnly: true });
  try {
    const { runs, findings } = store.timeline({ lease: options.lease, since });
    const read = {
      version: 1,
      asOf,
      since: since ?? null,
      lease: options.lease ?? null,
      runs,
      findings: findings.map(({ peak: _, ...one }) => one),
      untold: store.outbox.due().length,
    } as const;
    // Times become text, as JSON writes them.
    const document = JSON.parse(JSON.stringify(read)) as DriftHistory;
    deliver(render(document, options, io), options, io);
  } finally {
    store.close();
  }
}

function render(document: DriftHistory, options: HistoryOptions, io: Io): string {
  switch (options.format) {
    case "json":
      return `${JSON.stringify(document, null, 2)}\n`;
    case "html": {
      const { renderHistoryHtml } =
        require("../../reports/history/history-html") as typeof import("../../reports/history/history-html");
      return renderHistoryHtml(document, { version: packageVersion() });
    }
    default: {
      const { renderHistoryPretty } =
        require("../../reports/history/history-pretty") as typeof import("../../reports/history/history-pretty");
      return renderHistoryPretty(document, { colour: wantsColour(options, io), verbose: options.verbose });
    }
  }
}
