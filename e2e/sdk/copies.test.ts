import type { Facts } from "./facts.ts";
import { prove } from "./harness.ts";
import { answer, hi } from "./weather-facts.ts";

const answered: Facts = {
  name: "chat gpt-4o-mini",
  kind: "llm",
  status: "ok",
  provider: "openai",
  model: "gpt-4o-mini",
  responseModel: "gpt-4o-mini-2024-07-18",
  tokens: { input: 158, output: 42, cached: 128, reasoning: 16 },
  finishReasons: ["stop"],
  input: hi,
  output: answer,
};

/** Every copy that a process loads is patched, and each once. */
prove({
  peers: ["openai-7"],
  scenarios: "copies",
  ways: ["before", "after", "within"],
  facts: {
    "by name": [answered],
    "an older one, as CommonJS": [answered],
    "an older one, as an ES module": [answered],
  },
});
