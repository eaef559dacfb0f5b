import { factsOf } from "./alike-facts.ts";
import { prove } from "./harness.ts";

prove({
  peers: ["together-0"],
  scenarios: "together",
  ways: ["before", "after", "register", "client"],
  facts: factsOf("together_ai"),
});
