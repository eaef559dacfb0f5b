import { prove } from "./harness.ts";

prove({
  peers: ["openai-agents-0"],
  scenarios: "openai-agents",
  facts: {
    "a run with tools": [
      {
        name: "invoke_workflow Agent workflow",
        kind: "workflow",
        status: "ok",
      },
      {
        name: "invoke_agent weather agent",
        kind: "agent",
        status: "ok",
        agent: "weather agent",
      },
      {
        name: "chat gpt-4o-mini",
        kind: "llm",
        status: "ok",
        provider: "openai",
        model: "gpt-4o-mini",
        responseModel: "gpt-4o-mini-2024-07-18",
        tokens: {
          input: 120,
          output: 18,
          cached: 64,
        },
        finishReasons: ["tool_calls"],
        agent: "weather agent",
        system: "You tell the weather.",
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
                id: "call_Wx1Paris0001",
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
        agent: "weather agent",
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
        name: "chat gpt-4o-mini",
        kind: "llm",
        status: "ok",
        provider: "openai",
        model: "gpt-4o-mini",
        responseModel: "gpt-4o-mini-2024-07-18",
        tokens: {
          input: 158,
          output: 42,
          cached: 128,
          reasoning: 16,
        },
        finishReasons: ["stop"],
        agent: "weather agent",
        system: "You tell the weather.",
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
                id: "call_Wx1Paris0001",
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
                id: "call_Wx1Paris0001",
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
    "a streamed run": [
      {
        name: "invoke_workflow Agent workflow",
        kind: "workflow",
        status: "ok",
      },
      {
        name: "invoke_agent weather agent",
        kind: "agent",
        status: "ok",
        agent: "weather agent",
      },
      {
        name: "chat gpt-4o-mini",
        kind: "llm",
        status: "ok",
        provider: "openai",
        model: "gpt-4o-mini",
        responseModel: "gpt-4o-mini-2024-07-18",
        tokens: {
          input: 120,
          output: 18,
          cached: 64,
        },
        finishReasons: ["tool_calls"],
        streaming: true,
        firstToken: true,
        agent: "weather agent",
        system: "You tell the weather.",
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
                id: "call_Wx1Paris0001",
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
        agent: "weather agent",
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
        name: "chat gpt-4o-mini",
        kind: "llm",
        status: "ok",
        provider: "openai",
        model: "gpt-4o-mini",
        responseModel: "gpt-4o-mini-2024-07-18",
        tokens: {
          input: 158,
          output: 42,
          cached: 128,
          reasoning: 16,
        },
        finishReasons: ["stop"],
        streaming: true,
        firstToken: true,
        agent: "weather agent",
        system: "You tell the weather.",
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
                id: "call_Wx1Paris0001",
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
                id: "call_Wx1Paris0001",
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
    "a run that is refused": [
      {
        name: "invoke_workflow Agent workflow",
        kind: "workflow",
        status: "error",
        error: "BadRequestError",
      },
      {
        name: "invoke_agent weather agent",
        kind: "agent",
        status: "error",
        error: "Error",
        agent: "weather agent",
      },
      {
        name: "chat fail-400",
        kind: "llm",
        status: "error",
        provider: "openai",
        model: "fail-400",
        error: "Error",
        agent: "weather agent",
        system: "You tell the weather.",
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "hi",
              },
            ],
          },
        ],
      },
    ],
  },
});
