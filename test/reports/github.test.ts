import fc from "fast-check";
import { renderGithub } from "../../reports/github";
import { plainText } from "../../reports/plain-text";
import { context, fullReport, reportOf } from "./full-report";
import { hostileReport } from "./hostile-report";
import { finding } from "./sample";

/** Reads a line as GitHub's runner does: `::name key=value,key=value::message`, with its escapes undone. */
function readCommand(line: string) {
  const match = /^::([a-z]+)(?: ([^:]*))?::(.*)$/.exec(line);
  if (!match) throw new Error(`no workflow command: ${line}`);
  const [, name = "", properties = "", message = ""] = match;
  const undone = (text: string) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  const pairs = properties.split(",").map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return [
      pair.slice(0, at),
      undone(pair.slice(at + 1))
        .replaceAll("%3A", ":")
        .replaceAll("%2C", ",")
        .replaceAll("%25", "%"),
    ];
  });
  return { name, properties: Object.fromEntries(pairs), message: undone(message).replaceAll("%25", "%") };
}

const commandsOf = (text: string) => text.trimEnd().split("\n").map(readCommand);

test("every line is one command, and its message is the finding's, whatever the names are", () => {
  fc.assert(
    fc.property(hostileReport, ([report, around]) => {
      const text = renderGithub(report, around);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      const commands = commandsOf(text);
      expect(commands).toHaveLength(report.findings.length + (report.notRun.length > 0 ? 1 : 0) + 1);
      for (const { properties } of commands.slice(0, report.findings.length)) {
        expect(Object.keys(properties)).toEqual(["file", "line", "col", "title"]);
        expect(Number(properties.line)).toBeGreaterThan(0);
      }
      const messages = commands.map(({ message }) => message.split("\n")[0]);
      for (const { message } of report.findings) expect(messages).toContain(plainText(message));
    }),
    { numRuns: 300 },
  );
});

test("properties keep their percent signs, colons, commas and line ends to themselves", () => {
  const odd = finding({ location: { file: "a:b,c%2C\r\nd.ts", line: 2, column: 5 }, message: "100%\n::error::x" });
  const [command] = commandsOf(renderGithub(reportOf([odd]), context));
  expect(command?.properties).toMatchObject({ file: "stacks/shop/a:b,c%2C\\u000d\\u000ad.ts", line: "2", col: "5" });
  expect(command?.message.split("\n")[0]).toBe("100%\\u000a::error::x");
});

test("errors come first, since only the first ten of a level are shown", () => {
  const names = commandsOf(renderGithub(fullReport, context)).map(({ name }) => name);
  expect(names.lastIndexOf("error")).toBeLessThan(names.indexOf("warning"));
  expect(names.lastIndexOf("warning")).toBeLessThan(names.indexOf("notice"));
});

test("what is undetermined is a warning, what is waived a notice that says by whom", () => {
  const commands = commandsOf(renderGithub(fullReport, context));
  expect(commands.find(({ properties }) => properties.title?.startsWith("undetermined: open-egress"))?.name).toBe(
    "warning",
  );
  const waived = commands.find(({ message }) => message.includes("Waived by netops until 2026-12-31"));
  expect(waived?.name).toBe("notice");
});

test("the last line sums up, and does not call clean what is undetermined", () => {
  const last = commandsOf(renderGithub(reportOf([finding({ status: "undetermined" })]), context)).at(-1);
  expect(last?.message).toBe("Offline preview of shop, stack dev: no violation, 1 undetermined");
});
