export interface Doors {
  readonly http: string;
  readonly grpc: string;
  readonly directory: string;
  readonly engine: string;
  readonly uiBuilt: boolean;
  readonly mode: "local" | "server";
}

/** What a person needs after the start: where things are, and a line to copy that sends a first trace. */
export function welcome(doors: Doors): string {
  const { http, grpc, directory, engine, uiBuilt, mode } = doors;
  const rows = [
    ["UI", uiBuilt ? http : "not built; run npm run build"],
    ["OTLP/HTTP", http],
    ["OTLP/gRPC", grpc],
    ["Data", directory],
    ["Engine", engine],
  ] as const;
  const table = rows.map(([name, value]) => `  ${name.padEnd(10)} ${value}`).join("\n");
  return `\nSpanwise is running.\n\n${table}\n\nSend a first trace:\n\n  ${firstTrace(http, mode)}\n\n`;
}

/** One line for a POSIX shell; the times and ids are made when it runs, so that it can be run again. */
function firstTrace(http: string, mode: Doors["mode"]): string {
  const key = mode === "server" ? " -H 'x-api-key: <your key>'" : "";
  const span = [
    `"traceId":"${"0".repeat(22)}'$(date +%s)'"`,
    `"spanId":"${"0".repeat(6)}'$(date +%s)'"`,
    `"name":"hello, Spanwise"`,
    `"startTimeUnixNano":"'$(date +%s)000000000'"`,
    `"endTimeUnixNano":"'$(date +%s)250000000'"`,
  ].join(",");
  const service = '{"attributes":[{"key":"service.name","value":{"stringValue":"hello"}}]}';
  const body = `{"resourceSpans":[{"resource":${service},"scopeSpans":[{"spans":[{${span}}]}]}]}`;
  return `curl ${http}/v1/traces -H 'content-type: application/json'${key} -d '${body}'`;
}
