import type { Compression } from "./pipeline-shape.ts";

type Compress = (parts: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;

/** How a body is sent, and its name in `content-encoding`; none for as it is. */
export interface Encoding {
  readonly name: "zstd" | "gzip" | undefined;
  readonly compress: Compress;
}

const identity: Encoding = { name: undefined, compress: async (parts) => parts };

/** The ways to send a body, best first: a server that does not take one is sent the next. */
export function encodingsFor(compression: Compression, url: string): readonly Encoding[] {
  const wanted = compression === "auto" ? (isLocal(url) ? "none" : "zstd") : compression;
  const zlib = globalThis.process?.getBuiltinModule?.("node:zlib");
  if (wanted === "none" || !zlib) return [identity];
  const gzip = encoding("gzip", (bytes, chunkSize, done) => zlib.gzip(bytes, { level: 1, chunkSize }, done));
  if (wanted === "gzip" || typeof zlib.zstdCompress !== "function") return [gzip, identity];
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: 1 };
  const zstd = encoding("zstd", (bytes, chunkSize, done) =>
    zlib.zstdCompress(bytes, { params, chunkSize, pledgedSrcSize: bytes.length }, done),
  );
  return [zstd, gzip, identity];
}

type Done = (error: Error | null, result: Uint8Array) => void;

/** Each chunk of what comes out is a turn of the event loop and a copy: the fewer the better. */
const LEAST_CHUNK_BYTES = 16 * 1024;

function encoding(
  name: "zstd" | "gzip",
  compress: (bytes: Uint8Array, chunkSize: number, done: Done) => void,
): Encoding {
  return {
    name,
    compress: (parts) =>
      new Promise((resolve, reject) => {
        const bytes = Buffer.concat(parts);
        compress(bytes, Math.max(LEAST_CHUNK_BYTES, bytes.length >>> 1), (error, result) =>
          error ? reject(error) : resolve([result]),
        );
      }),
  };
}

/** There compressing costs more than sending. */
function isLocal(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
