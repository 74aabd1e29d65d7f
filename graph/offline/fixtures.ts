import * as fs from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { errorCode } from "./error-code";
import { PreviewError } from "./preview-error";

const properties = z.record(z.string(), z.unknown());

/**
 * Answers to what a program asks of the cloud and of other stacks. The first answer whose `args` all equal the call's is
 * given, so an entry without `args` answers every call of its function.
 */
export const fixturesSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Function token, for example `aws:ec2/getVpc:getVpc`, to its answers. */
  invokes: z
    .record(z.string(), z.array(z.strictObject({ args: properties.optional(), result: properties })))
    .optional(),
  /** Stack name as the program writes it (`organization/project/stack`) to that stack's outputs. */
  stackReferences: z.record(z.string(), z.strictObject({ outputs: properties })).optional(),
  /** Type token to the state of existing resources by id, for programs that look resources up with `Type.get`. */
  resources: z.record(z.string(), z.record(z.string(), properties)).optional(),
});
export type Fixtures = z.output<typeof fixturesSchema>;

/** The fixtures file that is read where none is named. */
export const FIXTURES_FILE = "leasehold.fixtures.json";

/** Reads a fixtures file. @throws PreviewError naming every problem in it. */
export function readFixtures(file: string): Fixtures {
  let content: unknown;
  try {
    content = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    const reason = errorCode(error) === "ENOENT" ? "it does not exist" : "it is no JSON text";
    throw new PreviewError(`${file}: cannot be read: ${reason}.`);
  }
  const parsed = fixturesSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new PreviewError(`${file} is not a fixtures file:\n${problems.join("\n")}`);
}

interface MissingCall {
  readonly section: "invokes" | "stackReferences";
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** Answers calls from fixtures and from what is built in, and remembers the calls that nothing answers. */
export class FixtureAnswers {
  readonly #fixtures: Fixtures;
  readonly #region: string;
  readonly #missing = new Map<string, MissingCall>();

  constructor(fixtures: Fixtures, region: string | undefined) {
    this.#fixtures = fixtures;
    this.#region = region ?? DEFAULT_REGION;
  }

  invoke(token: string, args: Record<string, unknown>): Record<string, unknown> | undefined {
    const answer = this.#fixtures.invokes?.[token]?.find((candidate) =>
      Object.entries(candidate.args ?? {}).every(([key, value]) => isDeepStrictEqual(args[key], value)),
    );
    if (answer) return answer.result;
    const region = typeof args.region === "string" ? args.region : this.#region;
    return BUILT_IN[token]?.(region) ?? this.#miss({ section: "invokes", name: token, args });
  }

  stackOutputs(name: string): Record<string, unknown> | undefined {
    return (
      this.#fixtures.stackReferences?.[name]?.outputs ?? this.#miss({ section: "stackReferences", name, args: {} })
    );
  }

  /** State of an existing resource; `undefined` leaves it unknown, which is no error. */
  resource(type: string, id: string): Record<string, unknown> | undefined {
    return this.#fixtures.resources?.[type]?.[id];
  }

  get missing(): readonly MissingCall[] {
    return [...this.#missing.values()].sort((a, b) => (`${a.section} ${a.name}` < `${b.section} ${b.name}` ? -1 : 1));
  }

  /** The fixtures with an empty answer for every missing call, for the user to fill in. */
  skeleton(): Fixtures {
    const invokes = structuredClone(this.#fixtures.invokes ?? {});
    const stackReferences = structuredClone(this.#fixtures.stackReferences ?? {});
    for (const { section, name, args } of this.missing) {
      if (section === "stackReferences") stackReferences[name] = { outputs: {} };
      else invokes[name] = [...(invokes[name] ?? []), { args, result: {} }];
    }
    return { ...this.#fixtures, invokes, stackReferences };
  }

  #miss(call: MissingCall): undefined {
    this.#missing.set(JSON.stringify(call), call);
    return undefined;
  }
}

/** Where the program's configuration names no `aws:region`. */
export const DEFAULT_REGION = "us-east-1";
/** The account of the AWS documentation's examples. */
const ACCOUNT = "123456789012";

const BUILT_IN: Readonly<Record<string, (region: string) => Record<string, unknown>>> = {
  "aws:index/getRegion:getRegion": (region) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: ACCOUNT,
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:user/offline`,
    userId: "AIDACKCEVSQ6C2EXAMPLE",
  }),
  "aws:index/getPartition:getPartition": (region) => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
    region,
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (region) => ({
    id: region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    zoneIds: ["az1", "az2", "az3"].map((zone) => `${region.replace(/(\w)\w*-/g, "$1")}-${zone}`),
    groupNames: [region],
    region,
  }),
};
