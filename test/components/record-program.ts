import { runtime } from "@pulumi/pulumi";

/** A resource as a program registered it. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Everything a program registered, in the order of registration. */
export interface Recording<T> {
  readonly result: T;
  readonly resources: readonly RecordedResource[];
  /** The one resource of a type and name; throws where there is none, naming what there is. */
  one(type: string, name: string): RecordedResource;
  all(type: string): RecordedResource[];
}

/** Outputs that a mocked resource has besides its inputs. */
const OUTPUTS: Readonly<Record<string, (name: string) => object>> = {
  "aws:ec2/eip:Eip": (name) => ({ allocationId: `eipalloc-${name}` }),
};

/** Runs a program against mocks and waits until everything it registers is there. Throws what the program throws. */
export async function recordProgram<T>(program: () => T): Promise<Recording<T>> {
  const { outcome, resources } = await run(program);
  if (outcome.error) throw outcome.error;
  return {
    result: outcome.result as T,
    resources,
    all: (type) => resources.filter((resource) => resource.type === type),
    one(type, name) {
      const found = resources.find((resource) => resource.type === type && resource.name === name);
      if (found) return found;
      throw new Error(`no ${type} ${name} among ${resources.map((one) => `${one.type} ${one.name}`).join(", ")}`);
    },
  };
}

/** Runs a program that must refuse its arguments: the error's lines, trimmed, and what was registered all the same. */
export async function recordRefusal(
  program: () => unknown,
): Promise<{ lines: string[]; resources: RecordedResource[] }> {
  const { outcome, resources } = await run(program);
  if (outcome.error === undefined) throw new Error("the program refused nothing");
  if (outcome.error.name !== "ArgumentError") throw outcome.error;
  return { lines: outcome.error.message.split("\n").map((line) => line.trim()), resources };
}

async function run<T>(program: () => T) {
  const resources: RecordedResource[] = [];
  await runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        resources.push({ type, name, inputs });
        const arn = `arn:aws:mock:eu-west-1:111122223333:${name}`;
        return { id: `${name}-id`, state: { arn, name, ...inputs, ...OUTPUTS[type]?.(name) } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  );
  const outcome: { result?: T; error?: Error } = {};
  try {
    outcome.result = program();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    outcome.error = error;
  }
  // Registrations go on after the program; the next one must not meet them.
  await runtime.disconnect();
  return { outcome, resources };
}
