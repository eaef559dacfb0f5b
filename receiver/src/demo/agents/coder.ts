import type { Agent } from "./agent.ts";
import { geminiPro, gpt5, sonnet } from "./models.ts";

export const coder: Agent = {
  name: "coder",
  id: "agent_coder",
  description: "Reads, changes and tests code",
  service: "code-agent",
  language: "python",
  platforms: ["cli", "ide", "ci"],
  tags: ["engineering", "pull-request", "tests"],
  models: [sonnet, sonnet, gpt5, geminiPro],
  steps: [4, 24],
  turns: [1, 3],
  answerLength: 900,
  system: [
    "You are a coding agent working in a git checkout of the Harbour & Pine monorepo.",
    "Read the code before you change it, and keep to the style you find there.",
    "Make the smallest change that solves the task; leave unrelated code alone.",
    "Run the tests of the package you touched after each change, and read the whole failure before you try again.",
    "Never push, never rewrite history, and never touch files outside the workspace.",
    "Packages live under packages/<name>/src with their tests beside them as *.test.ts.",
    "Use search_code to find callers before you change the signature of a function.",
    "When you are done, tell in a few sentences what was wrong, what you changed and how you know it works.",
    "If a test is wrong rather than the code, say so and explain why before changing it.",
    "Secrets in the environment are not for you; do not print them.",
  ],
  questions: [
    "The tests of packages/{module} fail since yesterday: '{verb} {noun} keeps the {field}' times out. Please find out why and fix it.",
    "In {module} we {verb} the same {noun} twice when two workers start together. Make it safe and add a test.",
    "Please add a {field} to the {noun} in {module}, with a migration, and fill it for old rows.",
    "{verb}() in {module} has grown to 200 lines. Split it into readable parts without changing behaviour.",
    "CI says the {module} build is {percent} % slower than last week. Find the cause.",
  ],
  followUps: [
    "Looks good. Can you also cover the case where the {noun} has no {field}?",
    "One test is still flaky on CI, about one run in twenty. Could you look again?",
    "Please rename it to {verb}{noun*} and update the callers.",
  ],
  thoughts: [
    "The failure points at the {noun} in {module}; let me read the code around it first.",
    "Two callers pass a {field} that may be undefined, that explains the wrong comparison.",
    "The test passes alone and fails with the others, so some state is shared between them.",
    "The change compiles; now run the tests of the package again.",
    "That was not it: the {noun} is still released twice. Look at who else calls {verb}.",
  ],
  answers: [
    "The failure came from {module}: the {noun} was released before the {noun*} had been written.",
    "I moved the call to {verb} behind the write, so the {field} is always set when a reader sees it.",
    "Both callers of `{verb}` now pass the {field*} on, and the default is gone.",
    "The new test starts two workers on the same {noun} and checks that exactly one of them wins.",
    "All {count} tests of packages/{module} pass, three times in a row, also with `--shuffle`.",
    "I left {module*} alone: it uses the same pattern, but holds the {noun} for the whole run.",
    "The slow part was a linear scan over every {noun} for each {noun*}; a map by {field} takes it away.",
    "Nothing else imports the old name, so I removed it.",
    "One thing to decide: old rows without a {field} are treated as expired. If that is wrong, it is one line to change.",
  ],
  tools: [
    {
      name: "read_file",
      description: "Reads a file of the workspace",
      millis: 12,
      arguments: (topic) => ({ path: `packages/${topic.module}/src/${topic.verb}-${topic.noun}.ts` }),
      result: (topic, random) => source(topic.verb, topic.noun, topic.field, random.between(2, 7)),
    },
    {
      name: "search_code",
      description: "Searches the workspace with a regular expression",
      millis: 90,
      arguments: (topic) => ({ pattern: `${topic.verb}${capital(topic.noun)}\\(`, glob: "packages/**/*.ts" }),
      result: (topic, random) =>
        Array.from(
          { length: random.between(3, 14) },
          (_, i) =>
            `packages/${i % 3 ? topic.module : "web"}/src/${topic.noun}-${i}.ts:${random.between(4, 260)}: ` +
            `const ${topic.noun} = await ${topic.verb}${capital(topic.noun)}(input.${topic.field});`,
        ).join("\n"),
    },
    {
      name: "edit_file",
      description: "Replaces one text by another in a file",
      millis: 15,
      arguments: (topic) => ({
        path: `packages/${topic.module}/src/${topic.verb}-${topic.noun}.ts`,
        old_text: `  if (!${topic.noun}.${topic.field}) return undefined;`,
        new_text: `  if (${topic.noun}.${topic.field} === undefined) {\n    throw new Missing("${topic.field}");\n  }`,
      }),
      result: (topic) => `1 replacement in packages/${topic.module}/src/${topic.verb}-${topic.noun}.ts`,
    },
    {
      name: "run_tests",
      description: "Runs the tests of one package",
      millis: 6400,
      arguments: (topic) => ({ package: topic.module, filter: topic.noun }),
      result: (topic, random) => {
        const total = random.between(20, 160);
        const failed = random.chance(0.4) ? random.between(1, 3) : 0;
        const lines = Array.from({ length: Math.min(total, 18) }, (_, i) => {
          const mark = i < failed ? "✗" : "✓";
          return ` ${mark} ${topic.module} > ${topic.verb} ${topic.noun} ${i} keeps the ${topic.field} (${random.between(1, 90)} ms)`;
        });
        return `${lines.join("\n")}\n\nTests  ${failed} failed | ${total - failed} passed (${total})`;
      },
    },
  ],
};

function source(verb: string, noun: string, field: string, functions: number): string {
  const one = (
    i: number,
  ) => `export async function ${verb}${capital(noun)}${i || ""}(input: Input): Promise<${capital(noun)}> {
  const ${noun} = await store.find(input.id, { lock: ${i % 2 === 0} });
  if (!${noun}.${field}) return undefined;
  const next = { ...${noun}, ${field}: clock.now() + ${i + 1} * seconds };
  await store.save(next, { expected: ${noun}.version });
  return next;
}`;
  return `import { clock, seconds } from "../clock.ts";\nimport { store } from "../store.ts";\n\n${Array.from(
    { length: functions },
    (_, i) => one(i),
  ).join("\n\n")}\n`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
