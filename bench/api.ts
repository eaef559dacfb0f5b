/** The query API, as far as the benches ask it. */
export interface TraceAnswer {
  readonly trace: { readonly spanCount: number };
  readonly spans: readonly SpanAnswer[];
  readonly nextCursor: string | null;
}

export interface SpanAnswer {
  readonly spanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface TraceRow {
  readonly traceId: string;
  readonly spanCount: number;
}

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

export function openApi(endpoint: string, project = "default") {
  const base = `${endpoint}/api/projects/${project}`;
  return {
    /** Undefined when it is not known. */
    trace: async (traceId: string, query: Record<string, string> = {}): Promise<TraceAnswer | undefined> => {
      const response = await fetch(`${base}/traces/${traceId}?${new URLSearchParams(query)}`);
      if (response.status === 404) return undefined;
      return (await checked(response)) as TraceAnswer;
    },
    traces: async (query: Record<string, string>): Promise<Page<TraceRow>> =>
      (await checked(await fetch(`${base}/traces?${new URLSearchParams(query)}`))) as Page<TraceRow>,
    models: async (query: Record<string, string>): Promise<Page<Record<string, unknown>>> =>
      (await checked(await fetch(`${base}/models?${new URLSearchParams(query)}`))) as Page<Record<string, unknown>>,
    usage: async (query: Record<string, string>): Promise<Page<Record<string, unknown>>> =>
      (await checked(await fetch(`${base}/usage?${new URLSearchParams(query)}`))) as Page<Record<string, unknown>>,
  };
}

export type Api = ReturnType<typeof openApi>;

async function checked(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`${response.url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
}
