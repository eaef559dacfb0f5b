import { prove } from "./harness.ts";
import { factsWith } from "./mcp-facts.ts";

prove({
  peers: ["mcp-1"],
  scenarios: "mcp",
  facts: factsWith("McpError"),
});
