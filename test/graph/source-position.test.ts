import { SourcePositions } from "../../graph/source-position";

const frames = (...positions: (string | undefined)[]) =>
  positions.map((sourcePosition) => (sourcePosition === undefined ? {} : { sourcePosition }));
const locate = (stackTrace: unknown, sourcePosition?: unknown) =>
  new SourcePositions().locate(stackTrace, sourcePosition);

it("names the innermost frame that is the user's own, not the component's in a package", () => {
  const trace = frames(
    undefined,
    "project:///node_modules/leasehold/dist/components/telemetry.js#149,42",
    "project:///network/edge.ts#59,19",
    "project:///index.ts#3,1",
  );
  expect(locate(trace)).toEqual({ file: "network/edge.ts", line: 59, column: 19 });
});

it("prefers a file of the project to one elsewhere, and takes one elsewhere where there is no other", () => {
  const linked = "project:///../shared/edge.ts#7,2";
  expect(locate(frames(linked, "project:///index.ts#3,1"))).toEqual({ file: "index.ts", line: 3, column: 1 });
  expect(locate(frames(linked))).toEqual({ file: "../shared/edge.ts", line: 7, column: 2 });
});

it.each([
  ["project:///venv/lib/python3.12/site-packages/pulumi_aws/ec2/eip.py#10,1"],
  ["project:///../../go/pkg/mod/github.com/pulumi/pulumi-aws/sdk/v7/go/aws/ec2/eip.go#10"],
  ["project:///index.ts"],
  ["project:///index.ts#0,1"],
  ["project:///index.ts#x,1"],
  ["file:///etc/passwd#1,1"],
  [7],
  [undefined],
])("has no location for %j", (position) => {
  expect(locate(undefined, position)).toBeUndefined();
  expect(locate([null, 1, { sourcePosition: position }], undefined)).toBeUndefined();
});

it("reads positions of other languages: without a column, and with escaped names", () => {
  expect(locate(undefined, "project:///__main__.py#12")).toEqual({ file: "__main__.py", line: 12, column: 1 });
  expect(locate(undefined, "project:///my%20stack/main.go#3,9")).toEqual({
    file: "my stack/main.go",
    line: 3,
    column: 9,
  });
  expect(locate(undefined, "project:///100%/main.go#3,9")).toEqual({ file: "100%/main.go", line: 3, column: 9 });
});

it("gives the same answer the second time", () => {
  const positions = new SourcePositions();
  const first = positions.locate(undefined, "project:///index.ts#3,1");
  expect(positions.locate(undefined, "project:///index.ts#3,1")).toEqual(first);
  expect(first).toEqual({ file: "index.ts", line: 3, column: 1 });
});
