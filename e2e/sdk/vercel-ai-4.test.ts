import { prove } from "./harness.ts";
import { factsOf } from "./vercel-ai-facts.ts";

prove({
  peers: ["ai-4"],
  scenarios: "vercel-ai",
  ways: ["before", "register"],
  facts: factsOf({ abort: true, firstOfAborted: true }),
});
