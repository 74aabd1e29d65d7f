import type { Command } from "commander";
import { catalogue } from "../policies/catalogue";
import type { Io } from "./io";
import type { Subcommand, SubcommandEntry } from "./subcommand";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** `leasehold completion SHELL`: a script that completes these commands, their options, and the names of rules. */
export function completing(entries: readonly SubcommandEntry[]): Subcommand {
  return {
    define(command, io, done) {
      command
        .addArgument(command.createArgument("<shell>", "the shell to complete in").choices(SHELLS))
        .addHelpText("after", '\nFor bash: eval "$(leasehold completion bash)"')
        .action((shell: (typeof SHELLS)[number]) => {
          io.stdout(SCRIPTS[shell](allWords(entries, command, io)));
          done(0);
        });
    },
  };
}

/** A command, or a command inside of one, as shells are told of it. */
interface Words {
  /** `register`, `register add`. */
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  /** Names of the commands inside of it. */
  readonly inner: readonly string[];
  readonly options: readonly {
    readonly flag: string;
    readonly takesValue: boolean;
    readonly choices: readonly string[];
  }[];
  /** What its first argument may be, where that is known. */
  readonly arguments: readonly string[];
}

/** The options are read off the commands themselves, so that a new one is completed without further ado. */
function allWords(entries: readonly SubcommandEntry[], command: Command, io: Io): Words[] {
  return entries.flatMap(({ name, summary, load }) => {
    const scratch = command.createCommand(name).description(summary);
    if (name !== "completion") load().define(scratch, io, () => undefined);
    const own = name === "explain" ? catalogue.map((rule) => rule.name) : name === "completion" ? SHELLS : [];
    return [wordsOf(scratch, name, own), ...scratch.commands.map((one) => wordsOf(one, `${name} ${one.name()}`, []))];
  });
}

function wordsOf(command: Command, path: string, own: readonly string[]): Words {
  return {
    path,
    name: command.name(),
    summary: command.description().replaceAll("'", ""),
    inner: command.commands.map((inner) => inner.name()),
    options: command.options.map((option) => ({
      flag: option.long ?? option.short ?? "",
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
    arguments: own,
  };
}

/** What may come next where no option waits for its value. */
function next({ inner, options, arguments: own }: Words): string {
  return [...inner, ...own, ...options.map(({ flag }) => flag)].join(" ");
}

/** What stands for a value of an option, by `command --option`: its choices, else nothing, which leaves it to files. */
function values(commands: readonly Words[]): { readonly after: string; readonly choices: string }[] {
  return commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, choices }) => ({ after: `${path} ${flag}`, choices: choices.join(" ") })),
  );
}

function insideOnes(commands: readonly Words[]): string {
  return commands
    .filter(({ path, name }) => path !== name)
    .map(({ path }) => `"${path}"`)
    .join("|");
}

const outerOnes = (commands: readonly Words[]): readonly Words[] => commands.filter(({ path, name }) => path === name);

const SCRIPTS: Record<(typeof SHELLS)[number], (words: readonly Words[]) => string> = { bash, zsh, fish };

function bash(commands: readonly Words[]): string {
  return `# leasehold completion for bash
_leasehold() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  if [ "$COMP_CWORD" -gt 2 ]; then
    case "$command \${COMP_WORDS[2]}" in
      ${insideOnes(commands)}) command="$command \${COMP_WORDS[2]}" ;;
    esac
  fi
  case "$command" in
${commands.map((one) => `    "${one.path}") words="${next(one)}" ;;`).join("\n")}
  esac
  case "$command $before" in
${values(commands)
  .map(({ after, choices }) => `    "${after}") words="${choices}" ;;`)
  .join("\n")}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${outerOnes(commands)
    .map(({ name }) => name)
    .join(" ")}"; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _leasehold leasehold
`;
}

function zsh(commands: readonly Words[]): string {
  return `#compdef leasehold
_leasehold() {
  local -a commands
  commands=(
${outerOnes(commands)
  .map(({ name, summary }) => `    '${name}:${summary}'`)
  .join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="$words[2]"
  if (( CURRENT > 3 )); then
    case "$command $words[3]" in
      ${insideOnes(commands)}) command="$command $words[3]" ;;
    esac
  fi
  case "$command $words[CURRENT-1]" in
${values(commands)
  .map(({ after, choices }) => `    "${after}") ${choices === "" ? "_files" : `compadd -- ${choices}`}; return ;;`)
  .join("\n")}
  esac
  case "$command" in
${commands.map((one) => `    "${one.path}") compadd -- ${next(one)} ;;`).join("\n")}
  esac
  _files
}
compdef _leasehold leasehold
`;
}

function fish(commands: readonly Words[]): string {
  const lines = commands.flatMap((one) => {
    const { path, name, inner, options } = one;
    const [outer] = path.split(" ");
    const isInside = path !== name;
    const here = [
      `__fish_seen_subcommand_from ${outer}`,
      ...(isInside ? [`and __fish_seen_subcommand_from ${name}`] : []),
      ...(inner.length > 0 ? [`and not __fish_seen_subcommand_from ${inner.join(" ")}`] : []),
    ].join("; ");
    const offered = isInside
      ? `'__fish_seen_subcommand_from ${outer}; and ${lonely(commands, outer)}'`
      : "__fish_use_subcommand";
    return [
      `complete -c leasehold -n ${offered} -f -a ${name} -d '${one.summary}'`,
      ...options.map(({ flag, takesValue, choices }) => {
        const value = choices.length > 0 ? ` -x -a '${choices.join(" ")}'` : takesValue ? " -r" : "";
        return `complete -c leasehold -n '${here}' -l ${flag.replace(/^-+/, "")}${value}`;
      }),
      ...(one.arguments.length > 0 ? [`complete -c leasehold -n '${here}' -f -a '${one.arguments.join(" ")}'`] : []),
    ];
  });
  return `# leasehold completion for fish\n${lines.join("\n")}\n`;
}

/** That no command inside of another one was chosen yet. */
function lonely(commands: readonly Words[], outer: string | undefined): string {
  const inner = commands.find(({ path }) => path === outer)?.inner ?? [];
  return `not __fish_seen_subcommand_from ${inner.join(" ")}`;
}
