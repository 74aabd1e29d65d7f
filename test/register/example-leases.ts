import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LeaseInput } from "../../lease/lease";
import type { Proposal } from "../../register/register-store";

const folders: string[] = [];

/** An empty folder of this test's own. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-register-"));
  folders.push(folder);
  return folder;
}

/** Removes what `newFolder` made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The nth lease of a run of /32s, with what matters to a test over it. */
export function exampleLease(at: number, over: Partial<LeaseInput> = {}): LeaseInput {
  return {
    id: `lease-${at}`,
    prefix: `203.0.113.${at}/32`,
    status: "active",
    term: { start: "2026-01-01", end: "2036-12-31" },
    ...over,
  };
}

/** A change that adds leases. */
export function adding(...leases: LeaseInput[]): Proposal {
  return { action: "add", changes: leases.map((after) => ({ lease: after.id, before: null, after })) };
}
