#!/usr/bin/env node
import "./commands/threads.ts";
import { commands, help } from "./commands/commands.ts";
import { BadSettings } from "./config.ts";
import { StartProblem } from "./start-problem.ts";

const [name = "help", ...words] = process.argv.slice(2);
try {
  process.exit(await run());
} catch (error) {
  if (!(error instanceof BadSettings || error instanceof StartProblem || isWrongUse(error))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function run(): Promise<number> {
  if (["help", "--help", "-h"].includes(name)) {
    process.stdout.write(help);
    return 0;
  }
  const command = commands.find((known) => known.names.includes(name));
  if (command !== undefined) return (await command.load())(words);
  process.stderr.write(`There is no command "${name}".\n\n${help}`);
  return 1;
}

function isWrongUse(error: unknown): error is Error {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
