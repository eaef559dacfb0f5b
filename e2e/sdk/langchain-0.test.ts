import { prove } from "./harness.ts";
import { factsWith } from "./langchain-facts.ts";

prove({
  peers: ["langchain-0"],
  scenarios: "langchain",
  facts: factsWith("Branch<assistant>"),
});
