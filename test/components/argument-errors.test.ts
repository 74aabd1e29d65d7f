import { RunError } from "@pulumi/pulumi";
import { ArgumentError, ArgumentErrors } from "../../components/argument-errors";

test("no problem, no error", () => {
  expect(() => new ArgumentErrors('EgressPool "pool"').throwIfAny()).not.toThrow();
});

test("all problems are in one error, each with argument, value where it may be shown, and fix", () => {
  const errors = new ArgumentErrors('EgressPool "pool"');
  errors.add("zones", undefined, "name a zone");
  errors.add("perZone", 0, "give 1 to 8");
  expect(() => errors.throwIfAny()).toThrow(
    'EgressPool "pool": 2 arguments cannot be used; nothing was created\n  zones: name a zone\n  perZone = 0: give 1 to 8',
  );
});

test("Pulumi prints the error without a stack trace", () => {
  const error = new ArgumentError("x", [{ argument: "a", fix: "b" }]);
  expect(RunError.isInstance(error)).toBe(true);
});
