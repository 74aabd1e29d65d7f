/** Somebody who may approve: one line of an `allowed_signers` file (ssh-keygen(1), ALLOWED SIGNERS). */
export interface Signer {
  /** The names of the line; an approval names one of them. */
  readonly principals: readonly string[];
  /** Key type and key as OpenSSH writes them: `ssh-ed25519 AAAA…`. */
  readonly key: string;
  /** From `role=NAME` words behind the key, where ssh-keygen sees a comment. */
  readonly roles: readonly string[];
  /** The line itself, which the signature is verified with. */
  readonly line: string;
}

/** An `allowed_signers` file that cannot be used. */
export class SignersError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = "SignersError";
  }
}

/**
 * Reads an `allowed_signers` file: `PRINCIPALS [OPTIONS] KEYTYPE KEY [role=NAME …]`. Certificate authorities and patterns
 * are refused: each key stands for one person, who is known by name. Throws `SignersError`.
 */
export function parseSigners(text: string, file: string): Signer[] {
  const signers: Signer[] = [];
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.trim();
    if (line === "" || line.startsWith("#")) continue;
    const fail = (problem: string): never => {
      throw new SignersError(file, index + 1, problem);
    };
    const words = splitWords(line);
    const at = words.findIndex((word, position) => position > 0 && KEY_TYPE.test(word));
    const [first = ""] = words;
    const type = words[at];
    const key = words[at + 1];
    if (at < 1 || at > 2 || type === undefined || key === undefined || !/^[A-Za-z0-9+/]+=*$/.test(key)) {
      return fail("is no line of the form PRINCIPAL [OPTIONS] KEYTYPE KEY [role=NAME]");
    }
    if (at === 2 && /cert-authority/i.test(words[1] ?? "")) return fail("names a certificate authority; name each key");
    const principals = first.replaceAll('"', "").split(",").filter(Boolean);
    const pattern = principals.find((principal) => /[*?!]/.test(principal));
    if (pattern !== undefined) return fail(`${pattern} is a pattern; name each person`);
    const roles = words.slice(at + 2).flatMap((word) => (word.startsWith("role=") ? word.slice(5).split(",") : []));
    signers.push({ principals, key: `${type} ${key}`, roles: roles.filter(Boolean), line });
  }
  return signers;
}

const KEY_TYPE = /^(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)[a-z0-9@.-]+$/;

/** By blanks, which quotes may hold. */
function splitWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === " " || character === "\t")) {
      if (word !== "") words.push(word);
      word = "";
    } else {
      word += character;
    }
  }
  return word === "" ? words : [...words, word];
}
