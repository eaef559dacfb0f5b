/** LangSmith reads it while it is imported. */
Object.assign(process.env, {
  LANGSMITH_TRACING: "true",
  LANGSMITH_OTEL_ENABLED: "true",
  LANGSMITH_OTEL_ONLY: "true",
  LANGSMITH_API_KEY: "fake",
  LANGSMITH_ENDPOINT: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  LANGCHAIN_CALLBACKS_BACKGROUND: "false",
});
