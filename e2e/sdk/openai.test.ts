import { prove } from "./harness.ts";

prove({
  peers: ["openai-7", "openai-6"],
  scenarios: "openai",
  facts: {},
});
