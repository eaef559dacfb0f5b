#!/usr/bin/env node
import "./commands/threads.ts";
import { commands, help, helpOf } from "./commands/commands.ts";
import { nearest } from "./commands/nearest.ts";
import { WrongUse } from "./commands/wrong-use.ts";
import { BadSettings } from "./config.ts";
import { inert } from "./inert.ts";
import { StartProblem } from "./start-problem.ts";

const [name = "help", ...words] = process.argv.slice(2);
try {
  process.exit(await run());
} catch (error) {
  if (!(error instanceof BadSettings || error instanceof StartProblem || isWrongUse(error))) throw error;
  process.stderr.write(`${error.message.split("\n").map(inert).join("\n")}\n`);
  process.exit(isWrongUse(error) ? 2 : 1);
}

async function run(): Promise<number> {
  if (name === "help" || asksForHelp(name)) {
    process.stdout.write(help);
    return 0;
  }
  const command = commands.find((known) => known.names.includes(name));
  if (command !== undefined && command.tellsHelp === undefined && words.some(asksForHelp)) {
    process.stdout.write(`${helpOf(command)}\n`);
    return 0;
  }
  if (command !== undefined) return (await command.load())(words);
  process.stderr.write(`There is no command "${inert(name)}"${meant()}\n\n${help}`);
  return 2;
}

function asksForHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

function meant(): string {
  const known = nearest(
    name,
    commands.flatMap(({ names }) => names),
  );
  return known === undefined ? "." : `; did you mean ${known}?`;
}

function isWrongUse(error: unknown): error is Error {
  return error instanceof WrongUse || isOfParseArgs(error);
}

function isOfParseArgs(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
