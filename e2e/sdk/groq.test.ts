import { factsOf } from "./alike-facts.ts";
import { prove } from "./harness.ts";

prove({
  peers: ["groq-1", "groq-0"],
  scenarios: "groq",
  ways: ["before", "after", "register", "client"],
  facts: factsOf("groq"),
});
