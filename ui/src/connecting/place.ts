/** Where telemetry is sent, as whoever looks at this page reaches it. */
export interface Place {
  /** Without a path: `http://localhost:4318`. */
  readonly address: string;
  readonly grpc: string;
  /** Null where none is asked for. */
  readonly key: string | null;
  /** Beside the root, the path under which OTLP is taken too; "" is none. */
  readonly otlpPrefix: string;
}

const usualGrpcPort = 4317;

/** The port of gRPC is the receiver's word; until it is known, and where any free one is taken, the usual. */
export function placeAt(
  { origin, protocol, hostname }: Pick<URL, "origin" | "protocol" | "hostname">,
  told: { readonly grpcPort: number | null; readonly otlpPrefix: string } | undefined,
  key: string | null,
): Place {
  const grpc = `${protocol}//${hostname}:${told?.grpcPort ?? usualGrpcPort}`;
  return { address: origin, grpc, key, otlpPrefix: told?.otlpPrefix ?? "" };
}

/** Whether it is this machine alone that knows it by that name. */
export const isLoopback = ({ address }: Place): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);
