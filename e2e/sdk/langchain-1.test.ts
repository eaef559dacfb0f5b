import { prove } from "./harness.ts";
import { factsWith } from "./langchain-facts.ts";

prove({
  peers: ["langchain-1"],
  scenarios: "langchain",
  facts: factsWith("RunnableLambda"),
});
