import type { Way } from "./way.ts";
import { exported, otlpVariables, quoted } from "./written.ts";

export const codingAgents: readonly Way[] = [
  {
    id: "claude-code",
    name: "Claude Code",
    group: "coding",
    words: "anthropic claude cli terminal",
    about: "Each session with its prompts, calls, tools, tokens and costs. Start Claude Code from the same shell.",
    snippets: ({ address, key }) => [
      {
        title: "In your shell, or in its profile",
        language: "sh",
        text: `${exported({
          CLAUDE_CODE_ENABLE_TELEMETRY: "1",
          OTEL_LOGS_EXPORTER: "otlp",
          OTEL_METRICS_EXPORTER: "otlp",
          OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
          OTEL_EXPORTER_OTLP_ENDPOINT: address,
          OTEL_EXPORTER_OTLP_HEADERS: key === null ? null : `Authorization=Bearer ${key}`,
        })}
# What was said and done, when it is to be kept
${exported({ OTEL_LOG_USER_PROMPTS: "1", OTEL_LOG_TOOL_DETAILS: "1", OTEL_LOG_TOOL_CONTENT: "1" })}
# Spans as well
${exported({ CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: "1", OTEL_TRACES_EXPORTER: "otlp" })}`,
      },
    ],
  },
  {
    id: "codex",
    name: "Codex",
    group: "coding",
    words: "openai codex cli terminal",
    about: "Each session with its prompts, calls, tools and tokens.",
    snippets: ({ address, key }) => [
      {
        title: "~/.codex/config.toml",
        language: "toml",
        text: `[otel]
log_user_prompt = true
exporter = { otlp-http = { endpoint = ${quoted(`${address}/v1/logs`)}, protocol = "binary"${codexHeaders(key)} } }`,
      },
    ],
  },
  {
    id: "gemini-cli",
    name: "Gemini CLI",
    group: "coding",
    words: "google gemini cli terminal",
    about: "Each session with its prompts, calls, tools and tokens.",
    snippets: (place) => [
      {
        title: "~/.gemini/settings.json",
        language: "json",
        text: JSON.stringify({ telemetry: geminiTelemetry(place.address) }, null, 2),
      },
      ...(place.key === null
        ? []
        : [
            {
              title: "In your shell",
              language: "sh",
              text: exported({ OTEL_EXPORTER_OTLP_HEADERS: otlpVariables(place).OTEL_EXPORTER_OTLP_HEADERS }),
            } as const,
          ]),
    ],
  },
];

const codexHeaders = (key: string | null) =>
  key === null ? "" : `, headers = { "Authorization" = ${quoted(`Bearer ${key}`)} }`;

const geminiTelemetry = (otlpEndpoint: string) => ({
  enabled: true,
  target: "local",
  otlpProtocol: "http",
  otlpEndpoint,
  logPrompts: true,
});
