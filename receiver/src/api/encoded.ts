import { pipeline, Readable, type Transform } from "node:stream";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import type { Context } from "hono";

/** Answers with the pieces one behind the other, made smaller in the way the caller takes that does it best. */
export function encoded(
  c: Context,
  pieces: Iterable<Uint8Array | string>,
  headers: Readonly<Record<string, string>>,
): Response {
  const coding = codingFor(c.req.header("accept-encoding") ?? "");
  const body = Readable.from(pieces, { objectMode: false });
  const told = { ...headers, vary: "accept-encoding" };
  if (coding === undefined) return c.body(Readable.toWeb(body) as ReadableStream, 200, told);
  // A caller that goes away ends both streams, and there is nothing else to do about it.
  const smaller = pipeline(body, coders[coding](), () => undefined);
  return c.body(Readable.toWeb(smaller) as ReadableStream, 200, { ...told, "content-encoding": coding });
}

export const coders = {
  zstd: (): Transform => createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
  gzip: (): Transform => createGzip({ level: 4 }),
} as const;

type Coding = keyof typeof coders;
const codings = Object.keys(coders) as Coding[];

/** https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding */
export function codingFor(accepted: string): Coding | undefined {
  const weights = new Map(accepted.toLowerCase().slice(0, 1000).split(",").map(weightOf));
  const weightOfCoding = (coding: string) => weights.get(coding) ?? weights.get("*") ?? 0;
  const [best] = codings.toSorted((one, other) => weightOfCoding(other) - weightOfCoding(one));
  return best !== undefined && weightOfCoding(best) > 0 ? best : undefined;
}

function weightOf(item: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = item.split(";").map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return [coding, weight === undefined ? 1 : Number(weight) || 0];
}
