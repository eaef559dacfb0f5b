import type { Play, Stage } from "../scenario.ts";

const model = "gpt-4o-mini";
const messages = [{ role: "user", content: "hi" }];

async function ask({ load, provider }: Stage, name: string) {
  const { OpenAI } = await load(name);
  const client = new OpenAI({ apiKey: "sk-fake", baseURL: `${provider}/v1` });
  return await client.chat.completions.create({ model, messages });
}

const other = (file: string) => `../../openai-6/node_modules/openai/${file}`;

/** The newest copy by its name, and beside it an older one, as both kinds of module: as in a tree of packages that grew. */
export const play: Play = {
  packages: ["openai", other("index.js"), other("index.mjs")],
  scenarios: {
    "by name": (stage) => ask(stage, "openai"),
    "an older one, as CommonJS": (stage) => ask(stage, other("index.js")),
    "an older one, as an ES module": (stage) => ask(stage, other("index.mjs")),
  },
};
