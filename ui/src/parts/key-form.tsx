import { KeyRound } from "lucide-react";
import type { FormEvent } from "react";
import { keepApiKey } from "../api/key.ts";

export function KeyForm({ said, onKept }: { said: string; onKept: () => void }) {
  function keep(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get("key");
    if (typeof key !== "string" || key.trim() === "") return;
    keepApiKey(key.trim());
    onKept();
  }
  return (
    <form onSubmit={keep} className="mx-auto mt-16 max-w-md px-4">
      <h1 className="flex items-center gap-2 font-semibold text-title">
        <KeyRound size={18} aria-hidden /> This receiver asks for a key
      </h1>
      <p className="mt-2 text-quiet">
        Paste an API key of your project. It stays in this tab and is forgotten when you close it.
      </p>
      <div className="mt-4 flex gap-2">
        <input
          name="key"
          type="password"
          autoComplete="off"
          aria-label="API key"
          className="h-9 min-w-0 flex-1 rounded-box border border-line bg-raised px-3 font-mono"
        />
        <button type="submit" className="h-9 rounded-box bg-accent px-4 font-semibold text-on-accent">
          Open
        </button>
      </div>
      <p className="mt-3 text-quiet text-table">The receiver said: {said}</p>
    </form>
  );
}
