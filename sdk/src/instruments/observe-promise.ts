import { types } from "node:util";
import { quietly } from "../quietly.ts";
import type { ModelCall } from "../record/model-call.ts";

/**
 * Follows a plain promise of an answer to its end; `read` says true when the call ends later, as a stream's does. The
 * host has what it would have, after we have looked at it.
 */
export function observePromise<Result>(call: ModelCall, promise: Result, read: (answer: unknown) => boolean): Result {
  if (!types.isPromise(promise)) {
    call.end();
    return promise;
  }
  return promise.then(
    (answer) => {
      if (quietly(() => read(answer)) !== true) call.end();
      return answer;
    },
    (error: unknown) => {
      call.fail(error);
      throw error;
    },
  ) as Result;
}
