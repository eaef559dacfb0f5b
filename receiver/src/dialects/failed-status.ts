import { first, from, number, type Reader } from "./readers.ts";

const server = 2;

const httpStatus = number("http.response.status_code", "http.status_code");
const grpcStatus = number("rpc.grpc.status_code");

/** What a call was answered with, when that says it failed; a server has not failed when it refuses what was wrong. */
export const failedStatus: Reader<string> = first(
  from(httpStatus.keys, (said) => {
    const status = httpStatus.read(said) ?? 0;
    return status >= (said.spanKind === server ? 500 : 400) ? String(status) : undefined;
  }),
  from(grpcStatus.keys, (said) => {
    const status = grpcStatus.read(said) ?? 0;
    return status > 0 && said.spanKind !== server ? String(status) : undefined;
  }),
);
