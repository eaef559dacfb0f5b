import { prove } from "./harness.ts";
import { facts } from "./mastra-facts.ts";

prove({
  peers: ["mastra-0"],
  scenarios: "mastra",
  // Loaded before, all is told as well; but the `ai` that it brings as an ES module cannot be, and the SDK says so.
  ways: ["before", "register"],
  facts,
});
