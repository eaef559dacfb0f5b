import { quietly } from "../quietly.ts";
import type { ModelCall } from "../record/model-call.ts";
import { type ChunkReader, isAbort } from "./stream.ts";

interface Watched {
  readonly call: ModelCall;
  readonly reader: ChunkReader;
  /** All of it came at once, so that nothing can be said of the first piece. */
  readonly isWhole?: boolean;
}

/** A stream with the same in it, read no sooner than it is asked for. The call ends when it does. */
export function watchReadable(stream: ReadableStream, { call, reader, isWhole = false }: Watched): ReadableStream {
  const source = stream.getReader();
  const end = (ended: () => void) =>
    quietly(() => {
      reader.told();
      ended();
    });
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await source.read();
          if (done) {
            end(() => call.end());
            return controller.close();
          }
          quietly(() => {
            if (!isWhole) call.arrived();
            reader.read(value);
          });
          controller.enqueue(value);
        } catch (error) {
          end(() => (isAbort(error) ? call.interrupt() : call.fail(error)));
          controller.error(error);
        }
      },
      async cancel(reason) {
        end(() => call.interrupt());
        await source.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
