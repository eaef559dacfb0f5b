import { expect, test } from "vitest";
import { command } from "./words.ts";

const options = {
  agent: { type: "string", multiple: true, value: "NAME", meaning: "agents" },
  "min-cost": { type: "string", value: "DOLLARS", meaning: "at least" },
  json: { type: "boolean", meaning: "as it is" },
} as const;

const asked: unknown[] = [];
const run = command(
  { usage: "look ID", meaning: "looks", words: [1, 1], options, examples: [] },
  async (values, words) => {
    asked.push([{ ...values }, words]);
    return 0;
  },
);

test("what is asked reaches the command", async () => {
  expect(await run(["--agent", "a", "id", "--agent=b", "--json"])).toBe(0);
  expect(asked.pop()).toEqual([{ agent: ["a", "b"], json: true }, ["id"]]);
});

test.for([
  [["id", "--agnet", "x"], "There is no option --agnet; did you mean --agent? --help names all."],
  [["id", "--minCost=3"], "There is no option --minCost; did you mean --min-cost? --help names all."],
  [["id", "--zebra"], "There is no option --zebra; --help names all."],
  [["id", "-x"], "There is no option -x; --help names all."],
  [[], "Something is missing: spanwise look ID; --help tells more."],
  [["a", "b"], '"b" is one word too many: spanwise look ID; --help tells more.'],
  [["id", "--json=1"], "Option '--json' does not take an argument"],
  [["id", "--agent"], "Option '--agent <value>' argument missing"],
] as const)("%j is refused", async ([words, message]) => {
  await expect(run(words)).rejects.toThrow(message);
});
