#!/usr/bin/env node
/** `npx @spanwise/sdk doctor`: whether everything works, with the settings of the environment. */
import { doctor } from "../doctor/doctor.ts";
import { installedIn } from "../doctor/installed.ts";
import { loadBothWays } from "../doctor/load.ts";
import { wordsOf } from "../doctor/words.ts";
import { init } from "../init.ts";

const [command, ...rest] = process.argv.slice(2);
if (command !== "doctor" || rest.length > 0) {
  process.stderr.write("usage: npx @spanwise/sdk doctor\n");
  process.exitCode = 2;
} else {
  const spanwise = init();
  const home = process.cwd();
  for (const name of new Set(installedIn(home).map((one) => one.name))) await loadBothWays(home, name);
  const diagnosis = await doctor({}, home);
  process.stdout.write(`${wordsOf(diagnosis)}\n`);
  process.exitCode = diagnosis.problems.length === 0 ? 0 : 1;
  await spanwise.shutdown();
}
