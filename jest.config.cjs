// Unit tests need Node alone; test/e2e drives the real parts and has its own project so that each can be run apart. With it
// go the suites that kill hundreds of processes: they take minutes, and once is enough.
const transform = {
  "^.+\\.ts$": [
    "@swc/jest",
    { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" }, sourceMaps: "inline" },
  ],
};
const common = { testEnvironment: "node", transform, modulePathIgnorePatterns: ["<rootDir>/dist/"] };

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/e2e/", "/crash/", "/node_modules/"],
    },
    {
      ...common,
      displayName: "e2e",
      testMatch: ["<rootDir>/test/e2e/**/*.test.ts", "<rootDir>/test/**/crash/*.test.ts"],
    },
  ],
};
