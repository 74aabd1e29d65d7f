import type { ApprovalFact } from "../../facts/fact";
import type { Graph } from "../../graph/resource";
import type { Checkout } from "../base-commit/checkout";
import { approvalsFolder, type OpenedSource, readSigners, signersFile } from "../base-commit/policy-files";
import type { Notice } from "../notice";
import type { Settings } from "../settings";
import type { ApprovalSettings } from "./approval-settings";
import { checkApprovals } from "./approvals";
import { notConfigured } from "./no-approvals";

export interface StackApprovalOptions {
  readonly graph: Graph;
  readonly settings: Settings;
  /** leasehold.yaml, whether there is one or not: paths in it are relative to its folder. */
  readonly settingsFile: string;
  readonly opened: OpenedSource;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Approvals are a matter of the clock, whatever day the rules are asked about. @default the current time */
  readonly now?: Date;
}

/** What is known about the approval of a stack's privileged surface: asked by the command and by the pack alike. */
export function stackApproval(options: StackApprovalOptions): { fact: ApprovalFact; notices: Notice[] } {
  const { graph, settings, settingsFile, opened } = options;
  const { approvals } = settings;
  if (approvals === undefined) return { fact: notConfigured, notices: [] };
  const folder = approvalsFolder(approvals, settingsFile);
  return checkApprovals({
    graph,
    settings: approvals,
    signers: readSigners(opened.source, signersFile(approvals, settingsFile)),
    folder,
    authors: authorsOf(approvals, options.environment, opened.checkout(), opened.source.commit, folder),
    now: options.now ?? new Date(),
  });
}

/** Who wrote the change; `undefined`: nobody can tell. */
function authorsOf(
  { author }: ApprovalSettings,
  environment: Readonly<Record<string, string | undefined>>,
  checkout: Checkout | undefined,
  base: string | undefined,
  folder: string,
): string[] | undefined {
  const given = (environment.LEASEHOLD_AUTHOR ?? "").split(",").map((name) => name.trim());
  const named = given.filter(Boolean);
  const written = author === "git" ? checkout?.authors(base, checkout.pathOf(folder)) : undefined;
  return named.length === 0 && written === undefined ? undefined : [...named, ...(written ?? [])];
}
