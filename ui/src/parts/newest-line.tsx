import { ArrowUp } from "lucide-react";

/** Says that the list holds still while someone reads further down, and leads back. */
export function NewestLine({ isShown, onClick }: { isShown: boolean; onClick: () => void }) {
  if (!isShown) return null;
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex shrink-0 items-center justify-center gap-1.5 border-line border-b bg-picked py-1 text-accent text-table hover:underline"
    >
      <ArrowUp size={12} aria-hidden /> Held still while you read. Show the newest
    </button>
  );
}
