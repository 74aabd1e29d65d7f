import { parseSigners } from "../../../policies/approvals/allowed-signers";

const KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIJ";
const read = (...lines: string[]) => parseSigners(lines.join("\n"), "signers");

test("principals, key and roles are read; comments and blank lines are not", () => {
  expect(read("# people", "", `alice@example.com,al ssh-ed25519 ${KEY} laptop role=network,on-call role=lead`)).toEqual(
    [
      {
        principals: ["alice@example.com", "al"],
        key: `ssh-ed25519 ${KEY}`,
        roles: ["network", "on-call", "lead"],
        line: expect.stringContaining("alice@example.com"),
      },
    ],
  );
});

test("options stand before the key", () => {
  const [signer] = read(`bob namespaces="leasehold-approval@v1",valid-before="20300101" ssh-ed25519 ${KEY}`);
  expect(signer?.key).toBe(`ssh-ed25519 ${KEY}`);
  expect(signer?.roles).toEqual([]);
});

test.each([
  ["a pattern", `*@example.com ssh-ed25519 ${KEY}`, "is a pattern"],
  ["a negated pattern", `!eve ssh-ed25519 ${KEY}`, "is a pattern"],
  ["a certificate authority", `* cert-authority ssh-ed25519 ${KEY}`, "certificate authority"],
  ["no key", "alice ssh-ed25519", "is no line of the form"],
  ["no principal", `ssh-ed25519 ${KEY}`, "is no line of the form"],
  ["words between", `alice some words here ssh-ed25519 ${KEY}`, "is no line of the form"],
])("%s is refused with its line", (_, line, problem) => {
  expect(() => read("", line)).toThrow(`signers:2: `);
  expect(() => read("", line)).toThrow(problem);
});
