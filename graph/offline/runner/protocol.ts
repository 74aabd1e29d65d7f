/** What the parent tells the runner over the IPC channel, once: everything that the program may know. */
export interface RunMessage {
  /** Address of the monitor and engine services, as gRPC writes it: `unix:/path` or `127.0.0.1:port`. */
  readonly address: string;
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Working directory of the program. */
  readonly workingDirectory: string;
  /** File or folder inside the working directory; `.` lets package.json decide. */
  readonly entry: string;
  /** Full configuration keys to values; what is encrypted holds UNKNOWN_TEXT. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Keys of `config` whose whole value is encrypted. */
  readonly encryptedKeys: readonly string[];
  readonly typescript: boolean;
  /** tsconfig file as Pulumi.yaml names it, relative to the working directory. */
  readonly tsconfig: string;
  /** Folder for compiled code, private to the user; absent: nothing is cached. */
  readonly cacheFolder?: string;
  /** Pass the SDK's debug messages on. */
  readonly debug: boolean;
}

/** How the Pulumi protocol writes a value that nobody knows yet. Text that contains it is unknown as a whole. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
