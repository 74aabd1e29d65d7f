import type { Command, Option } from "commander";
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

interface Words {
  readonly commands: readonly {
    readonly name: string;
    readonly summary: string;
    /** Its options, and its own subcommands with theirs. */
    readonly options: readonly string[];
  }[];
  readonly rules: readonly string[];
}

/** The options are read off the commands themselves, so that a new one is completed without further ado. */
function allWords(entries: readonly SubcommandEntry[], command: Command, io: Io): Words {
  const commands = entries.map(({ name, summary, load }) => {
    const scratch = command.createCommand(name);
    if (name !== "completion") load().define(scratch, io, () => undefined);
    const inner = scratch.commands.flatMap((nested) => [nested.name(), ...nested.options.map(wordOf)]);
    const options = [...new Set([...inner, ...scratch.options.map(wordOf)])].filter(Boolean);
    return { name, summary, options };
  });
  return { commands, rules: catalogue.map((rule) => rule.name) };
}

function wordOf(option: Option): string {
  return option.long ?? option.short ?? "";
}

const SCRIPTS: Record<(typeof SHELLS)[number], (words: Words) => string> = { bash, zsh, fish };

function bash({ commands, rules }: Words): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words="${options.join(" ")}" ;;`);
  return `# leasehold completion for bash
_leasehold() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=""
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(" ")}"
  elif [ "\${COMP_WORDS[1]}" = explain ] && [ "\${word#-}" = "$word" ]; then words="${rules.join(" ")}"
  elif [ "\${COMP_WORDS[1]}" = completion ]; then words="${SHELLS.join(" ")}"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _leasehold leasehold
`;
}

function zsh({ commands, rules }: Words): string {
  const described = commands.map(({ name, summary }) => `    '${name}:${summary.replaceAll("'", "")}'`);
  const cases = commands.map(({ name, options }) => {
    const extra = name === "explain" ? ` ${rules.join(" ")}` : name === "completion" ? ` ${SHELLS.join(" ")}` : "";
    return `    ${name}) compadd -- ${options.join(" ")}${extra} ;;`;
  });
  return `#compdef leasehold
_leasehold() {
  local -a commands
  commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "$words[2]" in
${cases.join("\n")}
  esac
  _files
}
compdef _leasehold leasehold
`;
}

function fish({ commands, rules }: Words): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c leasehold -n __fish_use_subcommand -f -a ${name} -d '${summary.replaceAll("'", "")}'`,
    ...options.map((option) => {
      const word = option.startsWith("-") ? `-l ${option.replace(/^-+/, "")}` : `-f -a ${option}`;
      return `complete -c leasehold -n '__fish_seen_subcommand_from ${name}' ${word}`;
    }),
  ]);
  return `# leasehold completion for fish
${lines.join("\n")}
complete -c leasehold -n '__fish_seen_subcommand_from explain' -f -a '${rules.join(" ")}'
complete -c leasehold -n '__fish_seen_subcommand_from completion' -f -a '${SHELLS.join(" ")}'
`;
}
