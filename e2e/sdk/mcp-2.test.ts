import { prove } from "./harness.ts";
import { factsWith } from "./mcp-facts.ts";

prove({
  peers: ["mcp-2"],
  scenarios: "mcp",
  facts: factsWith("ProtocolError"),
});
