import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { tool } from "./tools";

/** An rsync daemon on loopback: RPKI repositories are fetched with it. */
export class RsyncServer {
  private constructor(private readonly child: ChildProcess) {}

  /** @param modules name of each module and the folder it serves, to read only @param scratch where its configuration goes */
  static async start(port: number, modules: Readonly<Record<string, string>>, scratch: string): Promise<RsyncServer> {
    const sections = Object.entries(modules).map(([name, path]) => `[${name}]\npath = ${path}\nread only = yes\n`);
    const file = join(scratch, "rsyncd.conf");
    writeFileSync(file, `address = 127.0.0.1\nport = ${port}\nuse chroot = no\n${sections.join("")}`);
    const child = spawn(tool("rsync"), ["--daemon", "--no-detach", `--config=${file}`], { stdio: "ignore" });
    const server = new RsyncServer(child);
    const deadline = Date.now() + 10_000;
    while (!(await answers(port))) {
      if (Date.now() > deadline || child.exitCode !== null) throw new Error("rsync's daemon does not answer");
      await new Promise((next) => setTimeout(next, 50));
    }
    return server;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }
}

function answers(port: number): Promise<boolean> {
  return promisify(execFile)(tool("rsync"), [`rsync://localhost:${port}/`]).then(
    () => true,
    () => false,
  );
}
