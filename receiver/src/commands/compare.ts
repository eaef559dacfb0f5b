import type { ProjectClient } from "../client/client.ts";
import { comparisonLines } from "../terminal/comparison-lines.ts";
import { asking, documentOf } from "./asking.ts";
import { askingOptions } from "./filter-options.ts";
import { printDocument, printLines, sheetNow } from "./printing.ts";
import { traceIdFrom } from "./trace-id.ts";
import { command } from "./words.ts";

const told = {
  usage: "compare LEFT RIGHT [options]",
  meaning: "what differs between two traces, or sessions: session:ID; in all and step by step",
  words: [2, 2],
  options: {
    all: { type: "boolean", meaning: "the steps that are the same, too" },
    "no-content": { type: "boolean", meaning: "compares no messages, arguments and results" },
    ...askingOptions,
  },
  examples: ["spanwise compare 500bf6a7 8f6d3daf", "spanwise compare session:planner-224d session:planner-1d95 --json"],
} as const;

export const compare = command(told, async (values, [one = "", other = ""]) => {
  const sides = await asking(values, async (project) => ({
    left: await sideIn(project, one),
    right: await sideIn(project, other),
  }));
  const asked = { ...sides, content: values["no-content"] ? "none" : "full" } as const;
  if (values.json) await printDocument(await documentOf(values, (project) => project.open("compare", asked)));
  else {
    const answer = await asking(values, (project) => project.get("compare", asked));
    await printLines(comparisonLines(answer, values.all === true, sheetNow()));
  }
  return 0;
});

async function sideIn(project: ProjectClient, told: string): Promise<string> {
  return told.startsWith("session:") ? told : `trace:${await traceIdFrom(project, told)}`;
}
