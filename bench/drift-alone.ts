// One run of the drift bench, in a process of its own: parses both documents, compares them, words what differs.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { compare } from "../drift/compare/compare";
import { driftFinding } from "../drift/compare/drift-finding";
import { IgnoreFile } from "../drift/compare/ignore-file";
import type { DriftDocuments } from "./drift-documents";

export interface DriftAlone {
  readonly parseSeconds: number;
  /** Comparison, ignore file and findings. */
  readonly compareSeconds: number;
  readonly findings: number;
  readonly peakMegabytes: number;
  /** Of all findings. */
  readonly digest: string;
}

const [declaredFile = "", seenFile = ""] = process.argv.slice(2);
const texts = [readFileSync(declaredFile, "utf8"), readFileSync(seenFile, "utf8")] as const;

const start = process.hrtime.bigint();
const declared = JSON.parse(texts[0]) as DriftDocuments["declared"];
const { seen, unseen } = JSON.parse(texts[1]) as Omit<DriftDocuments, "declared">;
const parsed = process.hrtime.bigint();
const observation = { items: seen, unseen };
const { differences } = compare(declared, [{ observer: { name: "aws", extra: "unmanaged" }, observation }]);
const ignore = new IgnoreFile("aws/ptr/203.0.113.50\naws/Eip/*/tags\n", ".leaseholdignore");
const findings = ignore.apply(differences).kept.map((difference) => driftFinding(difference));
const compared = process.hrtime.bigint();

const result: DriftAlone = {
  parseSeconds: Number(parsed - start) / 1e9,
  compareSeconds: Number(compared - parsed) / 1e9,
  findings: findings.length,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  digest: createHash("sha256").update(JSON.stringify(findings)).digest("hex"),
};
process.stdout.write(JSON.stringify(result));
