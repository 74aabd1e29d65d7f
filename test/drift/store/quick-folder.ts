import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

/** Where tests keep many stores: in memory where the machine can, since each run waits until the disk has it. */
export const quickFolder = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
