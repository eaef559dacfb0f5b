/** One span that ends now and began a second ago, with ids of its own each time it is run. */
export function curlLine(address: string): string {
  return `curl -s ${address}/v1/traces -H 'content-type: application/json' -d '
{"resourceSpans":[{
  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my-terminal"}}]},
  "scopeSpans":[{"spans":[{"name":"hello","kind":1,
    "traceId":"'$(openssl rand -hex 16)'","spanId":"'$(openssl rand -hex 8)'",
    "startTimeUnixNano":"'$(($(date +%s) - 1))'000000000",
    "endTimeUnixNano":"'$(date +%s)'000000000"}]}]}]}'`;
}

export function environmentLines(address: string): string {
  return `export OTEL_EXPORTER_OTLP_ENDPOINT=${address}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`;
}

export function grpcLines({ protocol, hostname }: { protocol: string; hostname: string }): string {
  return `export OTEL_EXPORTER_OTLP_ENDPOINT=${protocol}//${hostname}:4317
export OTEL_EXPORTER_OTLP_PROTOCOL=grpc`;
}

/** All three signals: a span that runs still is told of by a log record. */
export function collectorConfig(address: string): string {
  const pipelines = ["traces", "logs", "metrics"].map(
    (signal) => `
    ${signal}:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]`,
  );
  return `exporters:
  otlphttp/spanwise:
    endpoint: ${address}

service:
  pipelines:${pipelines.join("")}`;
}
