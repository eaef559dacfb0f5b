import { prove } from "./harness.ts";

prove({
  peers: ["google-adk-2"],
  scenarios: "google-adk",
  // Loaded before, it has asked for its tracer already: then only its calls of Gemini are told.
  ways: ["before", "register"],
  facts: {
    "a run with tools": [
      {
        name: "invocation",
        kind: "workflow",
        status: "ok",
      },
      {
        name: "invoke_agent weather_agent",
        kind: "agent",
        status: "ok",
        agent: "weather_agent",
      },
      {
        name: "call_llm",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "gemini-2.5-flash",
        responseModel: "gemini-2.5-flash",
        tokens: {
          input: 120,
          output: 28,
          cached: 64,
          reasoning: 10,
        },
        finishReasons: ["stop"],
        agent: "weather_agent",
        system: 'You are an agent. Your internal name is "weather_agent".\n\nYou tell the weather.',
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "How is the weather in Paris?",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "tool_call",
                id: null,
                name: "get_weather",
                arguments: {
                  city: "Paris",
                },
              },
            ],
          },
        ],
      },
      {
        name: "execute_tool get_weather",
        kind: "tool",
        status: "ok",
        tool: {
          name: "get_weather",
          arguments: {
            city: "Paris",
          },
          result: {
            celsius: 18,
          },
        },
      },
      {
        name: "call_llm",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "gemini-2.5-flash",
        responseModel: "gemini-2.5-flash",
        tokens: {
          input: 158,
          output: 42,
          cached: 128,
          reasoning: 16,
        },
        finishReasons: ["stop"],
        agent: "weather_agent",
        system: 'You are an agent. Your internal name is "weather_agent".\n\nYou tell the weather.',
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "How is the weather in Paris?",
              },
            ],
          },
          {
            role: "assistant",
            parts: [
              {
                type: "tool_call",
                id: null,
                name: "get_weather",
                arguments: {
                  city: "Paris",
                },
              },
            ],
          },
          {
            role: "tool",
            parts: [
              {
                type: "tool_result",
                id: "get_weather",
                result: {
                  celsius: 18,
                },
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "text",
                text: "It is 18 degrees and sunny in Paris.",
              },
            ],
          },
        ],
      },
    ],
  },
});
