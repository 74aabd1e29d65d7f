// The design's import direction: lease <- register <- facts <- policies <- reports <- cli, action; lease <- components, provider <- cli, drift;
// graph <- facts <- drift. A folder may import only the folders named for it here.
const may = {
  lease: [],
  register: ["lease"],
  graph: ["lease"],
  facts: ["lease", "register", "graph"],
  policies: ["lease", "register", "graph", "facts"],
  components: ["lease", "register"],
  provider: ["lease", "register", "components"],
  drift: ["lease", "register", "graph", "facts", "policies", "provider", "reports"],
  reports: ["lease", "register", "graph", "facts", "policies"],
  cli: ["lease", "register", "graph", "facts", "policies", "provider", "drift", "reports"],
  action: ["lease", "register", "graph", "facts", "policies", "reports"],
};
const folders = Object.keys(may);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...folders.map((folder) => ({
      name: `${folder}-imports-one-way`,
      comment: `${folder}/ may import only ${may[folder].join(", ") || "nothing of ours"}`,
      severity: "error",
      from: { path: `^${folder}/` },
      to: { path: `^(${folders.filter((f) => f !== folder && !may[folder].includes(f)).join("|")})/` },
    })),
    {
      name: "pure-lease",
      comment: "lease/ is pure: no I/O and no Pulumi",
      severity: "error",
      from: { path: "^lease/" },
      to: { path: "(^(node:)?(fs|net|http|https|child_process|dns)(/|$))|node_modules/@pulumi" },
    },
    {
      name: "facts-and-rules-without-the-sdk",
      comment: "facts, rules and reports judge plain data; only the pack meets the Pulumi SDK",
      severity: "error",
      from: { path: "^(facts|policies|reports|register)/", pathNot: "^policies/pack" },
      to: { path: "node_modules/@pulumi" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
