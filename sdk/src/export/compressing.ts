import type { Compression } from "./pipeline-shape.ts";

type Compress = (bytes: Buffer) => Promise<Buffer>;

/** How a body is sent, and its name in `content-encoding`; none for as it is. */
export interface Encoding {
  readonly name: "zstd" | "gzip" | undefined;
  readonly compress: Compress;
}

const identity: Encoding = { name: undefined, compress: async (bytes) => bytes };

/** The ways to send a body, best first: a server that does not take one is sent the next. */
export function encodingsFor(compression: Compression, url: string): readonly Encoding[] {
  const wanted = compression === "auto" ? (isLocal(url) ? "none" : "zstd") : compression;
  const zlib = globalThis.process?.getBuiltinModule?.("node:zlib");
  if (wanted === "none" || !zlib) return [identity];
  const gzip: Encoding = {
    name: "gzip",
    compress: (bytes) =>
      new Promise((resolve, reject) =>
        zlib.gzip(bytes, { level: 1 }, (error, result) => (error ? reject(error) : resolve(result))),
      ),
  };
  if (wanted === "gzip" || typeof zlib.zstdCompress !== "function") return [gzip, identity];
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: 1 };
  const zstd: Encoding = {
    name: "zstd",
    compress: (bytes) =>
      new Promise((resolve, reject) =>
        zlib.zstdCompress(bytes, { params }, (error, result) => (error ? reject(error) : resolve(result))),
      ),
  };
  return [zstd, gzip, identity];
}

/** There compressing costs more than sending. */
function isLocal(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
