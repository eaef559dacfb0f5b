import { prove } from "./harness.ts";

prove({
  peers: ["mcp-1"],
  scenarios: "mcp",
  facts: {
    "a tool": [
      {
        name: "tools/call get_weather",
        kind: "tool",
        status: "ok",
        tool: {
          name: "get_weather",
          arguments: {
            city: "Paris",
          },
          result: "18 degrees",
        },
      },
      {
        name: "tools/call get_weather",
        kind: "operation",
        status: "ok",
        tool: {
          name: "get_weather",
          arguments: {
            city: "Paris",
          },
          result: "18 degrees",
        },
      },
    ],
    "a tool that fails": [
      {
        name: "tools/call get_weather",
        kind: "tool",
        status: "error",
        error: "tool_error",
        tool: {
          name: "get_weather",
          arguments: {
            city: "Nowhere",
          },
          result: "there is no such city",
        },
      },
      {
        name: "tools/call get_weather",
        kind: "operation",
        status: "error",
        error: "tool_error",
        tool: {
          name: "get_weather",
          arguments: {
            city: "Nowhere",
          },
          result: "there is no such city",
        },
      },
    ],
    "what is not there": [
      {
        name: "prompts/get nothing",
        kind: "operation",
        status: "error",
        error: "McpError",
      },
    ],
    "the tools": [
      {
        name: "tools/list",
        kind: "operation",
        status: "ok",
      },
      {
        name: "tools/list",
        kind: "operation",
        status: "ok",
      },
    ],
  },
});
