import type { Place } from "./place.ts";

type Variables = Readonly<Record<string, string | null>>;

/** Lines for a shell; what is null is not told. */
export const exported = (variables: Variables): string =>
  Object.entries(variables)
    .flatMap(([name, value]) => (value === null ? [] : [`export ${name}=${shellWord(value)}`]))
    .join("\n");

/** A word that a shell takes as it is. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A literal of TypeScript, Python, TOML, JSON and YAML alike. */
export const quoted = (text: string): string => JSON.stringify(text);

/** What the exporters of OpenTelemetry read, in every language. */
export const otlpVariables = ({ address, grpc, key }: Place, protocol: "http/protobuf" | "grpc" = "http/protobuf") => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: protocol === "grpc" ? grpc : address,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_HEADERS: key === null ? null : `authorization=Bearer%20${inHeader(key)}`,
});

/** Exporters read it as a part of an address; what would end it for them or for a shell is told by its number. */
export const inHeader = (key: string): string =>
  encodeURIComponent(key.toWellFormed()).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const spanwiseVariables = ({ address, key }: Place) => ({
  SPANWISE_ENDPOINT: address,
  SPANWISE_API_KEY: key,
  SPANWISE_CAPTURE_CONTENT: "on",
});
