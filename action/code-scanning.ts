import * as fs from "node:fs";
import { gzipSync } from "node:zlib";
import type { GithubApi } from "./github-api";
import { InputError } from "./input-error";
import type { WorkflowRun } from "./workflow-run";

/** GitHub takes no more, after gzip and before base64. */
const MOST_BYTES = 10_000_000;

/** Uploads a SARIF file to code scanning, for the commit that was judged. Throws what the API throws. */
export async function uploadSarif(api: GithubApi, run: WorkflowRun, file: string): Promise<void> {
  if (run.commit === undefined || run.ref === undefined) {
    throw new InputError("sarif: GITHUB_SHA and GITHUB_REF name no commit to upload for.");
  }
  const packed = gzipSync(fs.readFileSync(file));
  if (packed.length > MOST_BYTES) throw new InputError("sarif: the file is larger than the 10 MB that GitHub takes.");
  await api.request("POST /repos/{owner}/{repo}/code-scanning/sarifs", {
    owner: run.owner,
    repo: run.repository,
    commit_sha: run.commit,
    ref: run.ref,
    sarif: packed.toString("base64"),
  });
}
