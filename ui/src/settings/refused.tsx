import { messageOf } from "./problems.ts";

/** What the receiver said to a change that no form asked for. */
export function Refused({ failure }: { failure: unknown }) {
  if (failure === undefined) return null;
  return (
    <p role="alert" className="rounded-box bg-error-ground px-3 py-2 text-error">
      {messageOf(failure)}
    </p>
  );
}
