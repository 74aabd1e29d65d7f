import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runTool } from "../run-tool";
import type { Signer } from "./allowed-signers";

/** Namespace of our signatures: one that was made for anything else (a commit, an e-mail) approves nothing. */
export const NAMESPACE = "leasehold-approval@v1";

/** What a signature says about itself; nothing of it is proven yet. */
export interface SignatureParts {
  /** Key type and key as OpenSSH writes them. */
  readonly key: string;
  readonly namespace: string;
}

/** A key could not sign, or ssh-keygen is not there. */
export class SigningError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SigningError";
  }
}

/** Reads an armoured signature (OpenSSH, PROTOCOL.sshsig); `undefined` where it is none. */
export function readSignature(armoured: string): SignatureParts | undefined {
  const body = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n?$/.exec(armoured)?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body, "base64");
  if (bytes.subarray(0, 6).toString("latin1") !== "SSHSIG") return undefined;
  const key = field(bytes, 10);
  const namespace = key && field(bytes, key.end);
  const type = key && field(key.value, 0);
  if (!key || !namespace || !type) return undefined;
  return {
    key: `${type.value.toString("latin1")} ${key.value.toString("base64")}`,
    namespace: namespace.value.toString("utf8"),
  };
}

/** A field of SSH's wire format (RFC 4251 §5): its length in four bytes, then its bytes. */
function field(bytes: Buffer, at: number): { value: Buffer; end: number } | undefined {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : { value: bytes.subarray(at + 4, end), end };
}

/** Whether the signature is one of `text` by that signer's key, in our namespace, in force now. Throws `SigningError`. */
export function verifySignature(text: string, signature: string, signer: Signer, principal: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-signature-"));
  try {
    const signers = join(folder, "allowed_signers");
    const file = join(folder, "signature");
    writeFileSync(signers, `${signer.line}\n`, { mode: 0o600 });
    writeFileSync(file, signature, { mode: 0o600 });
    const args = ["-Y", "verify", "-f", signers, "-I", principal, "-n", NAMESPACE, "-s", file];
    const run = runTool("ssh-keygen", args, { input: text });
    if (run.missing) throw new SigningError("ssh-keygen is not installed: no approval can be verified");
    return run.code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Signs `text` with the private key in `keyFile`; where it is a public key, with the agent's private one. A passphrase is
 * asked for on the terminal. Throws `SigningError`.
 */
export function sign(text: string, keyFile: string): string {
  const run = runTool("ssh-keygen", ["-q", "-Y", "sign", "-n", NAMESPACE, "-f", resolve(keyFile)], {
    input: text,
    interactive: true,
  });
  if (run.missing) throw new SigningError("ssh-keygen is not installed: nothing can be signed");
  const signature = run.stdout.toString("utf8");
  if (run.code !== 0 || readSignature(signature) === undefined) throw new SigningError(`${keyFile} did not sign`);
  return signature;
}

/** The public key that belongs to a key file, from the file beside it or itself, as `type key`. Throws `SigningError`. */
export function publicKeyOf(keyFile: string, read: (file: string) => string | undefined): string {
  const file = keyFile.endsWith(".pub") ? keyFile : `${keyFile}.pub`;
  const [type, key] = (read(file) ?? "").trim().split(/\s+/);
  if (!type || !key) throw new SigningError(`${file} holds no public key; it tells who approves`);
  return `${type} ${key}`;
}
