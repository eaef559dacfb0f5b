export interface Options {
  /** Where to send, without a path: `http://localhost:4318`. */
  readonly endpoint?: string;
  readonly apiKey?: string;
  /** What this program is called. Else `OTEL_SERVICE_NAME`. */
  readonly serviceName?: string;
  /** Put on every span as `session.id`. */
  readonly sessionId?: string;
}

export interface Settings {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string | undefined;
  readonly sessionId: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An option beats `SPANWISE_…`, which beats `OTEL_…`. Throws when the endpoint is no http address. */
export function readSettings(options: Options, environment: Environment): Settings {
  const apiKey = options.apiKey || environment.SPANWISE_API_KEY;
  return {
    endpoint: readEndpoint(
      options.endpoint ||
        environment.SPANWISE_ENDPOINT ||
        environment.OTEL_EXPORTER_OTLP_ENDPOINT ||
        "http://localhost:4318",
    ),
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    serviceName: options.serviceName || environment.OTEL_SERVICE_NAME || undefined,
    sessionId: options.sessionId || undefined,
  };
}

function readEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new Error(`the endpoint "${text}" is no http address; give one like http://localhost:4318`);
  }
  return text.replace(/\/+$/, "");
}
