import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { run } from "../../cli/run";
import type { ObserverName } from "../../drift/drift-item";
import { fakeObservers } from "../cli/drift/fake-observer";
import { fakeIo } from "../cli/fake-io";
import { leaseOf } from "../facts/graph-builder";
import { describeWith, tool } from "../testbed/tools";
import { ROOT, type Workflow } from "./example-files";

const EXAMPLES = path.join(ROOT, "docs/examples/scheduling");
const PAGE = fs.readFileSync(path.join(ROOT, "docs/scheduling.md"), "utf8");
const example = (name: string): string => fs.readFileSync(path.join(EXAMPLES, name), "utf8");

test("every example is on the page, to the letter", () => {
  for (const name of fs.readdirSync(EXAMPLES)) expect(PAGE).toContain(`\n${example(name).trimEnd()}\n\`\`\`\n`);
});

describe("the workflow on a schedule", () => {
  const workflow = parse(example("github-drift.yml"), { strict: true, uniqueKeys: true }) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const scripts = steps.map(({ run = "" }) => run);

  test("starts off the full hour, one run at a time", () => {
    expect(workflow.on).toMatchObject({ schedule: [{ cron: expect.stringMatching(/^[1-9]\d? /) }] });
    expect(workflow.concurrency).toMatchObject({ "cancel-in-progress": false });
  });

  test("has no right but those its job names, and no expression inside a script", () => {
    expect(workflow.permissions).toEqual({});
    for (const script of scripts) expect(script).not.toContain("${{");
    expect(Object.values(workflow.jobs)[0]?.permissions).toEqual({
      contents: "read",
      "id-token": "write",
      issues: "write",
    });
  });

  test("keeps the store, the summary and the report also where drift was found", () => {
    const after = steps.slice(scripts.findIndex((script) => script.includes("leasehold drift")) + 1);
    expect(after.map((step) => step.if)).toEqual(["always()", "always()", "always()"]);
    const restored = steps.find(({ uses = "" }) => uses.includes("cache/restore"));
    const saved = steps.find(({ uses = "" }) => uses.includes("cache/save"));
    expect(String(saved?.with?.key).startsWith(String(restored?.with?.["restore-keys"]))).toBe(true);
    expect(saved?.with?.path).toBe(restored?.with?.path);
  });
});

describe("the Kubernetes manifest", () => {
  const documents = parseAllDocuments(example("kubernetes-cronjob.yaml"), { strict: true, uniqueKeys: true });
  const [claim, job] = documents.map((document) => document.toJS());
  const pod = job.spec.jobTemplate.spec.template.spec;
  const [container] = pod.containers;

  test("never has two runs at the store, nor the same run again", () => {
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    expect(job).toMatchObject({ apiVersion: "batch/v1", kind: "CronJob" });
    expect(job.spec.concurrencyPolicy).toBe("Forbid");
    expect(job.spec.jobTemplate.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 900 });
    expect(pod.restartPolicy).toBe("Never");
    expect(claim.spec.accessModes).toEqual(["ReadWriteOnce"]);
  });

  test("passes the restricted pod security standard, and writes to its volumes alone", () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    const volumes = pod.volumes.map((volume: { name: string }) => volume.name);
    expect(container.volumeMounts.map((mount: { name: string }) => mount.name)).toEqual(volumes);
    expect(container.args).toContain("--store=/var/lib/leasehold/drift.db");
    expect(container.volumeMounts).toContainEqual({ name: "store", mountPath: "/var/lib/leasehold" });
  });
});

describe("the systemd units", () => {
  test("drift is a result, and what could not be seen a failure", () => {
    expect(example("leasehold-drift.service")).toMatch(/^SuccessExitStatus=1$/m);
    expect(example("leasehold-drift.timer")).toMatch(/^Persistent=true$/m);
  });

  describeWith(["systemd-analyze"], "as systemd reads them", () => {
    test("nothing in them is unknown to it", () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-units-"));
      const command = "/opt/leasehold/node_modules/.bin/leasehold";
      expect(example("leasehold-drift.service")).toContain(`ExecStart=${command} drift`);
      for (const name of ["leasehold-drift.service", "leasehold-drift.timer"]) {
        fs.writeFileSync(path.join(folder, name), example(name).replace(`ExecStart=${command}`, "ExecStart=/bin/true"));
      }
      const units = ["leasehold-drift.timer", "leasehold-drift.service"].map((name) => path.join(folder, name));
      const { status, stdout, stderr } = spawnSync(tool("systemd-analyze"), ["verify", ...units], { encoding: "utf8" });
      fs.rmSync(folder, { recursive: true });
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  });
});

describe("the commands that are scheduled", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-scheduled-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const [, cronJob] = parseAllDocuments(example("kubernetes-cronjob.yaml")).map((document) => document.toJS());
  const [container] = cronJob.spec.jobTemplate.spec.template.spec.containers;
  const COMMANDS: [string, string[]][] = [
    ["GitHub Actions", wordsAfter(example("github-drift.yml"), "npx leasehold ")],
    [
      "systemd",
      wordsAfter(example("leasehold-drift.service"), "ExecStart=/opt/leasehold/node_modules/.bin/leasehold "),
    ],
    ["Kubernetes", container.args],
  ];

  /** The words of a command, its continued lines joined. */
  function wordsAfter(text: string, start: string): string[] {
    const [line = ""] = text
      .slice(text.indexOf(start) + start.length)
      .replaceAll(/\\\n\s*/g, "")
      .split("\n");
    return line.trim().split(/\s+/);
  }

  /** The same command with its places in the folder of the test, every observer seeing what is given. */
  async function scheduled(words: readonly string[], seen: { readonly unseen?: readonly { reason: string }[] }) {
    const local = words.map((word) =>
      word.replace(/(exports|\/etc\/leasehold|\/var\/lib\/leasehold|\.leasehold)\//, ""),
    );
    const empty = { version: 3, deployment: { resources: [] } };
    for (const name of ["network.json", "web.json"]) fs.writeFileSync(path.join(folder, name), JSON.stringify(empty));
    fs.writeFileSync(path.join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [leaseOf()] }));
    fs.writeFileSync(path.join(folder, "leasehold.yaml"), "{}\n");
    const names: readonly ObserverName[] = ["aws", "dns", "rpki", "bgp", "reputation", "rdap"];
    const io = {
      ...fakeIo({ folder, environment: { LEASEHOLD_REGISTER: "leases.json" } }),
      observers: fakeObservers(...names.map((name) => ({ name, seen }))),
    };
    const code = await run([...local, "--base", "none"], io);
    return { code, output: `${io.out()}${io.err()}` };
  }

  test.each(COMMANDS)("%s: nothing drifted, and the store knows of the run", async (_, words) => {
    expect(await scheduled(words, {})).toMatchObject({ code: 0 });
    expect(fs.existsSync(path.join(folder, "drift.db"))).toBe(true);
    fs.rmSync(path.join(folder, "drift.db"));
  });

  test.each(COMMANDS)("%s: what could not be seen ends with 2", async (_, words) => {
    expect(await scheduled(words, { unseen: [{ reason: "refused" }] })).toMatchObject({ code: 2 });
  });
});
