import type { Trace } from "../../../receiver/src/model/trace.ts";
import { usePageTitle } from "../parts/page-title.ts";
import { Arrival } from "./arrival.tsx";
import { Guide } from "./guide.tsx";
import { Listening } from "./listening.tsx";

interface FirstRunProps {
  readonly project: string;
  /** Undefined until something came. */
  readonly first: Trace | undefined;
  readonly onGoOn: () => void;
}

const opensAfterSeconds = 6;

/** The page of a project that has nothing yet; what comes first is shown and opened. */
export function FirstRun({ project, first, onGoOn }: FirstRunProps) {
  usePageTitle("Connect");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 pt-8 pb-12">
        <h1 className="font-semibold text-title tracking-tight">See what your agents do</h1>
        <p className="mt-1 max-w-2xl text-quiet">
          Connect what you have. Nothing of it leaves for anywhere but this receiver.
        </p>
        <div className="mt-4 mb-6 min-h-[112px] md:min-h-[74px]">
          {first ? (
            <Arrival project={project} trace={first} isFirst opensAfter={opensAfterSeconds} onStay={onGoOn} />
          ) : (
            <Listening words="Waiting for your first session" />
          )}
        </div>
        <Guide project={project} />
      </div>
    </div>
  );
}
