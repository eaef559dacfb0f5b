import type { Proof } from "./harness.ts";

/** `assistant` is what the library calls the step that decides how a graph goes on. */
export const factsWith = (assistant: string): Proof["facts"] => ({
  "a call": [
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
  "a graph with tools": [
    {
      name: "invoke_workflow LangGraph",
      kind: "workflow",
      status: "ok",
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
                city: "Paris",
                celsius: 18,
              },
            },
          ],
        },
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
    {
      name: "assistant",
      kind: "task",
      status: "ok",
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
      name: assistant,
      kind: "task",
      status: "ok",
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
      ],
      output: [
        {
          role: "assistant",
          parts: [
            {
              type: "text",
              text: "tools",
            },
          ],
        },
      ],
    },
    {
      name: "tools",
      kind: "task",
      status: "ok",
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
      ],
      output: [
        {
          role: "tool",
          parts: [
            {
              type: "tool_result",
              id: "call_Wx1Paris0001",
              result: {
                city: "Paris",
                celsius: 18,
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
          city: "Paris",
          celsius: 18,
        },
      },
    },
    {
      name: "assistant",
      kind: "task",
      status: "ok",
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
                city: "Paris",
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
                city: "Paris",
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
    {
      name: assistant,
      kind: "task",
      status: "ok",
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
                city: "Paris",
                celsius: 18,
              },
            },
          ],
        },
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
      output: [
        {
          role: "assistant",
          parts: [
            {
              type: "text",
              text: "__end__",
            },
          ],
        },
      ],
    },
  ],
  "a stream": [
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
  "a stream that is broken off": [
    {
      name: "chat slow-gpt",
      kind: "llm",
      status: "ok",
      provider: "openai",
      model: "slow-gpt",
      responseModel: "slow-gpt",
      streaming: true,
      firstToken: true,
      interrupted: true,
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
      output: [
        {
          role: "assistant",
          parts: [
            {
              type: "text",
              text: "It is 18 degrees",
            },
          ],
        },
      ],
    },
  ],
  "a call that is refused": [
    {
      name: "chat fail-400",
      kind: "llm",
      status: "error",
      provider: "openai",
      model: "fail-400",
      error: "BadRequestError",
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
});
