import { useState } from "react";
import { formatCount } from "../../../receiver/src/format.ts";

/** Characters of a picture that is shown at most. */
const most = 16_000_000;

/** Whether all of a picture stands in its address, as dots: nothing is asked of anybody to show it, and it runs nothing. */
export function isInlinePicture(uri: string | null): uri is string {
  return (
    uri !== null && uri.length <= most && /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/i.test(uri.slice(0, 40))
  );
}

/** A picture that was sent within a message, shown when it is asked for. */
export function InlinePicture({ uri }: { uri: string }) {
  const [isShown, setShown] = useState(false);
  if (isShown) {
    return (
      <img
        src={uri}
        alt="As it was sent"
        className="mt-1 max-h-96 max-w-full rounded-box border border-line bg-ground"
      />
    );
  }
  return (
    <button type="button" onClick={() => setShown(true)} className="text-accent text-table hover:underline">
      Show it, {formatCount(uri.length)} characters
    </button>
  );
}
