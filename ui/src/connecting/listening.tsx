/** Until something comes; as high as what takes its place. */
export function Listening({ words }: { words: string }) {
  return (
    <div
      role="status"
      className="flex min-h-[inherit] items-center gap-3 rounded-box border border-line bg-raised p-3.5"
    >
      <span className="size-2 shrink-0 animate-breathe rounded-full bg-running" />
      <span>
        <span className="font-semibold">{words}</span>
        <span className="block text-quiet [overflow-wrap:anywhere]">
          at {window.location.origin}. It shows here the moment it arrives.
        </span>
      </span>
    </div>
  );
}
