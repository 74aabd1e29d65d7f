// Stands in for GoBGP's command in unit tests: the calls that the announcer makes, with the table in a file beside it.
// The output is as seen of GoBGP 3.10. `mode` in the table's file makes it go wrong.
const fs = require("node:fs");

const [file, ...args] = process.argv.slice(2);
const table = JSON.parse(fs.readFileSync(file, "utf8"));
table.calls.push(args.join(" "));
fs.writeFileSync(file, JSON.stringify(table));

const path = ({ asns, neighbor }) => ({
  nlri: {},
  age: 1,
  best: true,
  attrs: [
    { type: 1, value: 2 },
    ...(asns ? [{ type: 2, as_paths: [{ segment_type: 2, num: asns.length, asns }] }] : []),
    { type: 3, nexthop: "0.0.0.0" },
  ],
  stale: false,
  ...(neighbor ? { "source-id": neighbor, "neighbor-ip": neighbor } : {}),
});

function answer() {
  if (args[0] === "neighbor") return table.sessions.map((session_state) => ({ state: { session_state } }));
  if (args[1] === "-j") return { asn: table.asn, router_id: "192.0.2.1", listen_port: -1 };
  const verb = ["add", "del"].includes(args[2]) ? args[2] : "show";
  const prefix = verb === "show" ? args[2] : args[3];
  const paths = table.paths[prefix] ?? [];
  if (verb === "show") return paths.length === 0 ? {} : { [prefix]: paths.map(path) };
  const learned = paths.filter(({ neighbor }) => neighbor !== undefined);
  if (table.mode !== "deaf") table.paths[prefix] = verb === "add" ? [...learned, {}] : learned;
  fs.writeFileSync(file, JSON.stringify(table));
  return undefined;
}

if (table.mode === "hang") setInterval(() => undefined, 1000);
else if (table.mode === "down") {
  process.stdout.write('{"error":"context deadline exceeded"}\n');
  process.exit(1);
} else if (table.mode === "noise") process.stdout.write("Network  Next Hop  AS_PATH\n");
else if (table.mode === "flood") process.stdout.write("[".repeat(11_000_000));
else {
  const said = answer();
  if (said !== undefined) process.stdout.write(`${JSON.stringify(said)}\n`);
}
