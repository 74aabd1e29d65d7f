/**
 * Environment variables that a program run offline may see. Everything else (cloud credentials, tokens, proxies with
 * passwords) is held back, since a preview of somebody's pull request runs their code; `--env NAME` lets one more through.
 */
export const ALLOWED_ENVIRONMENT: readonly (string | RegExp)[] = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LANGUAGE",
  /^LC_[A-Z]+$/,
  "TZ",
  "TERM",
  "NO_COLOR",
  "FORCE_COLOR",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "CI",
  "NODE_ENV",
  "NODE_PATH",
  "NODE_EXTRA_CA_CERTS",
  "PULUMI_DEBUG_PROMISE_LEAKS",
  "LEASEHOLD_REGISTER",
];

/** The part of an environment that a program may see. `NODE_OPTIONS` is not in it: it can load code into the program. */
export function allowedEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  alsoAllowed: readonly string[] = [],
): Record<string, string> {
  const allowed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    const passes = ALLOWED_ENVIRONMENT.some((rule) => (typeof rule === "string" ? rule === name : rule.test(name)));
    if (passes || alsoAllowed.includes(name)) allowed[name] = value;
  }
  return allowed;
}
