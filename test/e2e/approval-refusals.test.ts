import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph } from "../../graph/resource";
import { parseSigners } from "../../policies/approvals/allowed-signers";
import {
  type Approval,
  approvalFileName,
  formatApproval,
  signedText,
  surfaceFileName,
} from "../../policies/approvals/approval-file";
import { approvalSettingsSchema } from "../../policies/approvals/approval-settings";
import { checkApprovals } from "../../policies/approvals/approvals";
import { readSignature, sign } from "../../policies/approvals/ssh-signature";
import { desiredSurface, surfaceDigest, surfaceOf, surfaceSummary } from "../../policies/approvals/surface";
import { graphOf, resource } from "../policies/resource-maker";

/** Every reason for which an approval is refused, with keys and signatures that ssh-keygen makes. */

const PEOPLE = ["alice", "bob", "carol", "eve", "dev"] as const;
type Person = (typeof PEOPLE)[number];
const NOW = new Date("2026-11-20T12:00:00Z");

let home: string;
let signers: string[];
let folder: string;
let count = 0;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "leasehold-approvals-"));
  for (const name of PEOPLE) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(home, name)]);
  }
  // Everybody knows eve's key but the list.
  signers = (["alice", "bob", "carol", "dev"] as const).map((name) => {
    const role = name === "carol" ? "role=on-call" : "role=network";
    return `${name}@example.com,${name} ${publicKey(name)} ${role}`;
  });
});
beforeEach(() => {
  folder = join(home, `approvals-${count++}`);
  mkdirSync(folder);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const publicKey = (name: Person): string =>
  readFileSync(join(home, `${name}.pub`), "utf8")
    .split(" ")
    .slice(0, 2)
    .join(" ");

const graph = (address = "203.0.113.10"): Graph =>
  graphOf(resource("aws:ec2/eip:Eip", "nat", { domain: "vpc", address }));

function approval(who: Person, changes: Partial<Approval> = {}, of = graph()): Approval {
  const surface = surfaceOf(desiredSurface(of));
  writeFileSync(join(folder, surfaceFileName(surfaceDigest(surface))), JSON.stringify(surface));
  return {
    version: 1,
    project: of.project,
    stack: of.stack,
    surface: surfaceDigest(surface),
    summary: surfaceSummary(surface),
    previous: null,
    approver: `${who}@example.com`,
    role: who === "carol" ? "on-call" : "network",
    issued: "2026-11-20T10:00:00.000Z",
    expires: "2026-11-25T10:00:00.000Z",
    breakGlass: false,
    reason: null,
    reviews: [],
    ...changes,
  };
}

function place(signed: Approval, signature: string, shown: object = {}): undefined {
  const text = JSON.stringify({ ...JSON.parse(formatApproval(signed, signature)), ...shown });
  writeFileSync(join(folder, `${count++}-${approvalFileName(signed)}`), text);
}
const give = (who: Person, changes: Partial<Approval> = {}, of = graph()): undefined => {
  const signed = approval(who, changes, of);
  place(signed, sign(signedText(signed), join(home, who)));
};

const write = (text: string): undefined => {
  writeFileSync(join(folder, "a.json"), text);
};

interface Question {
  graph?: Graph;
  required?: number;
  roles?: string[];
  authors?: string[] | undefined;
  signers?: string[];
  now?: Date;
}
function check(question: Question = {}) {
  const { fact, notices } = checkApprovals({
    graph: question.graph ?? graph(),
    settings: approvalSettingsSchema.parse({ required: question.required ?? 1, roles: question.roles ?? ["network"] }),
    signers: parseSigners((question.signers ?? signers).join("\n"), "allowed_signers"),
    folder,
    authors: "authors" in question ? question.authors : ["dev@example.com"],
    now: question.now ?? NOW,
  });
  return { satisfied: fact.satisfied, fact, notices, reasons: fact.reasons.join("\n") };
}

test("an approval of this surface, by somebody who may, holds", () => {
  give("alice");
  const { fact } = check();
  expect(fact).toMatchObject({ configured: true, satisfied: true, reasons: [], approvers: ["alice@example.com"] });
});

test("nothing is approved without an approval, and a stack without anything privileged needs none", () => {
  expect(check()).toMatchObject({ satisfied: false, reasons: "0 of 1 approvals that are needed" });
  expect(check({ graph: graphOf() }).satisfied).toBe(true);
});

test("taking away all that was approved needs an approval too", () => {
  give("alice");
  expect(check({ graph: graphOf() }).reasons).toContain("this one removes nat");
});

test.each<[string, string, () => Question | undefined]>([
  [
    "another surface",
    "approves another surface: this one changes address of nat (Eip, address) from 203.0.113.11 to 203.0.113.10",
    () => give("alice", {}, graph("203.0.113.11")),
  ],
  [
    "an expired one",
    "expired at 2026-11-20T11:59:59.999Z",
    () => give("alice", { expires: "2026-11-20T11:59:59.999Z" }),
  ],
  ["one from the future", "is dated in the future", () => give("alice", { issued: "2026-11-20T13:00:00.000Z" })],
  [
    "one that holds too long",
    "would hold for longer than",
    () => give("alice", { expires: "2027-11-20T10:00:00.000Z" }),
  ],
  ["one of another stack", "is for stack prod of project shop", () => give("alice", {}, { ...graph(), stack: "prod" })],
  [
    "one of another project",
    "is for stack dev of project mail",
    () => give("alice", {}, { ...graph(), project: "mail" }),
  ],
  [
    "an unknown key",
    "signed with a key that allowed_signers does not know",
    () => give("eve", { approver: "alice@example.com" }),
  ],
  [
    "a known key under another name",
    "names alice@example.com, whose key did not sign it",
    () => give("bob", { approver: "alice@example.com" }),
  ],
  ["the author", "is by dev@example.com, who wrote the change", () => give("dev")],
  ["the author under another of their names", "who wrote the change", () => give("dev") ?? { authors: ["DEV"] }],
  ["nobody knows the author", "nobody can tell who wrote the change", () => give("alice") ?? { authors: undefined }],
  ["a role that is not asked for", "has none of the roles network", () => give("carol")],
  ["a role that somebody gives themselves", "has none of the roles network", () => give("carol", { role: "network" })],
  [
    "a key that is no longer in force",
    "or its key is not in force",
    () => {
      give("alice");
      return { signers: [`alice@example.com valid-before="20200101" ${publicKey("alice")} role=network`] };
    },
  ],
  [
    "a key for another namespace",
    "or its key is not in force",
    () => {
      give("alice");
      return { signers: [`alice@example.com namespaces="git" ${publicKey("alice")} role=network`] };
    },
  ],
  [
    "the same person twice",
    "is by the same person as",
    () => {
      give("alice");
      give("alice", { approver: "alice" });
      return { required: 2 };
    },
  ],
  [
    "a replayed one, after another surface was approved",
    "is replayed: another surface was approved since",
    () => {
      give("alice");
      give("bob", { issued: "2026-11-20T11:00:00.000Z" }, graph("203.0.113.11"));
      return undefined;
    },
  ],
  [
    "break-glass by somebody who is not on call",
    "has none of the roles on-call",
    () => give("alice", { breakGlass: true, reason: "outage" }),
  ],
  [
    "break-glass for days",
    "would hold for longer than the 24 hours",
    () => give("carol", { breakGlass: true, reason: "outage" }),
  ],
  [
    "break-glass without a reason",
    "gives no reason",
    () => give("carol", { breakGlass: true, expires: "2026-11-20T20:00:00.000Z" }),
  ],
  [
    "a signature in another namespace",
    "was signed in another namespace",
    () => {
      const signed = approval("alice");
      const file = join(home, "text");
      writeFileSync(file, signedText(signed));
      execFileSync("ssh-keygen", ["-q", "-Y", "sign", "-n", "git", "-f", join(home, "alice"), file], {
        stdio: "ignore",
      });
      place(signed, readFileSync(`${file}.sig`, "utf8"));
      rmSync(`${file}.sig`);
      return undefined;
    },
  ],
  [
    "a file that was changed",
    "was changed after it was signed",
    () => {
      const signed = approval("alice", { expires: "2026-11-20T11:00:00.000Z" });
      place(signed, sign(signedText(signed), join(home, "alice")), { expires: "2026-11-25T10:00:00.000Z" });
      return undefined;
    },
  ],
  ["no signature at all", "carries no SSH signature", () => place(approval("alice"), "trust me")],
  [
    "a file with more in it",
    "is no approval",
    () => {
      const signed = approval("alice");
      place(signed, sign(signedText(signed), join(home, "alice")), { note: "please" });
      return undefined;
    },
  ],
  ["a file that is no JSON", "is no approval", () => write("{")],
  ["a file that is too long", "at most 65536 are read", () => write(" ".repeat(70_000))],
  [
    "a link to a file elsewhere",
    "is a symbolic link",
    () => {
      writeFileSync(join(home, "elsewhere"), "{}");
      symlinkSync(join(home, "elsewhere"), join(folder, "a.json"));
      return undefined;
    },
  ],
])("refused: %s", (_, reason, prepare) => {
  const { satisfied, reasons } = check(prepare() ?? {});
  expect(reasons).toContain(reason);
  expect(satisfied).toBe(false);
});

test("two are enough where two are asked for, and an approval beside it that does not count changes nothing", () => {
  give("alice");
  give("eve", { approver: "bob@example.com" });
  expect(check({ required: 2 }).satisfied).toBe(false);
  give("bob");
  expect(check({ required: 2 }).fact.approvers).toEqual(["alice@example.com", "bob@example.com"]);
});

test("an approval whose surface file was changed does not hold where that file is needed", () => {
  const signed = approval("alice");
  place(signed, sign(signedText(signed), join(home, "alice")));
  writeFileSync(join(folder, surfaceFileName(signed.surface)), "{}");
  // Nothing in this stack comes from another resource, so its digest alone is enough.
  expect(check().satisfied).toBe(true);
  expect(check({ graph: graph("203.0.113.12") }).reasons).toContain("whose file is missing or changed");
});

test("break-glass holds for its hours, is told loudly, and until enough others reviewed it", () => {
  give("carol", { breakGlass: true, reason: "outage", expires: "2026-11-20T20:00:00.000Z" });
  const during = check({ authors: ["carol@example.com"] });
  expect(during.fact).toMatchObject({ satisfied: true, breakGlass: true, approvers: ["carol@example.com"] });
  expect(during.notices).toEqual([
    {
      about: "approval",
      level: "warning",
      message: expect.stringMatching(/^BREAK-GLASS: carol@example\.com alone .*outage/),
    },
  ]);
  const after = check({ now: new Date("2026-11-20T20:00:00Z") });
  expect([after.satisfied, after.notices.length]).toEqual([false, 1]);
  give("alice");
  const reviewed = check();
  expect([reviewed.fact.breakGlass, reviewed.satisfied, reviewed.notices]).toEqual([false, true, []]);
});

test("the author's own approval does not silence what holds by break-glass alone", () => {
  give("carol", { breakGlass: true, reason: "outage", expires: "2026-11-20T20:00:00.000Z" });
  give("alice");
  const { fact, notices } = check({ authors: ["alice@example.com"] });
  expect(fact).toMatchObject({ satisfied: true, breakGlass: true });
  expect(notices.map(({ message }) => message)).toEqual([expect.stringMatching(/^BREAK-GLASS: carol/)]);
});

test("a later approval reviews a break-glass approval of a surface that is gone", () => {
  const open = approval(
    "carol",
    { breakGlass: true, reason: "outage", expires: "2026-11-20T20:00:00.000Z" },
    graph("203.0.113.66"),
  );
  place(open, sign(signedText(open), join(home, "carol")));
  give("alice");
  expect(check().notices).toHaveLength(1);
  give("bob", { reviews: [open.surface] });
  expect(check().notices).toEqual([]);
});

test.each([
  "",
  "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----",
  "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n",
])("%j is no signature", (text) => {
  expect(readSignature(text)).toBeUndefined();
});
