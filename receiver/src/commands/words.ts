import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { nearest } from "./nearest.ts";
import { print } from "./printing.ts";
import type { Run } from "./run.ts";
import { WrongUse } from "./wrong-use.ts";

interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly default?: string;
  /** How its value is called in the help. */
  readonly value?: string;
  readonly meaning: string;
}
export type Options = Readonly<Record<string, Option>>;

export interface Asking<Known extends Options> {
  readonly usage: string;
  readonly meaning: string;
  readonly options: Known;
  readonly examples: readonly string[];
  /** How many words that are no options there may be. */
  readonly words?: readonly [least: number, most: number];
}

/** What was asked, by the names of the options. */
export type Values<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known & ParseArgsOptionsConfig }>
>["values"];

/** Tells how it is used when asked to; whatever is not understood is refused with what was probably meant. */
export function command<Known extends Options>(
  asking: Asking<Known>,
  run: (values: Values<Known>, words: readonly string[]) => Promise<number>,
): Run {
  return async (args) => {
    if (!args.includes("--help") && !args.includes("-h")) {
      const { values, positionals } = parsed(args, asking.options);
      refuseCount(positionals, asking);
      return run(values, positionals);
    }
    await print(helpOf(asking));
    return 0;
  };
}

function refuseCount(positionals: readonly string[], { usage, words: [least, most] = [0, 0] }: Asking<Options>): void {
  if (positionals.length >= least && positionals.length <= most) return;
  const extra = positionals[most];
  const what = extra === undefined ? "Something is missing" : `"${extra}" is one word too many`;
  throw new WrongUse(`${what}: spanwise ${usage}; --help tells more.`);
}

function parsed<Known extends Options>(args: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...args], options: options as Known & ParseArgsOptionsConfig, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error)) throw error;
    if (error.code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") throw new WrongUse(`${error.message.split("\n")[0]}`);
    throw new WrongUse(unknownOption(args, Object.keys(options)));
  }
}

/** The first that has no meaning; parseArgs tells one letter of what begins with one dash. */
function unknownOption(args: readonly string[], known: readonly string[]): string {
  const names = args.filter((word) => word.startsWith("-") && word.length > 1).map((word) => word.split("=")[0] ?? "");
  const name = names.find((one) => !known.includes(one.slice(2))) ?? "";
  const meant = nearest(name.replace(/^-+/, ""), known);
  return `There is no option ${name}; ${meant === undefined ? "" : `did you mean --${meant}? `}--help names all.`;
}

function helpOf({ usage, meaning, options, examples }: Asking<Options>): string {
  const shown = Object.entries(options).map(([name, { value, meaning }]) => {
    return [`--${name}${value === undefined ? "" : ` ${value}`}`, meaning] as const;
  });
  const width = Math.max(...shown.map(([told]) => told.length));
  const lines = shown.map(([told, meaning]) => `  ${told.padEnd(width)}  ${meaning}`);
  return `spanwise ${usage}\n    ${meaning}\n\n${lines.join("\n")}\n\n${examples.map((one) => `  ${one}`).join("\n")}\n`;
}
