declare global {
  interface Window {
    /** Answers by their addresses, asked for by `public/early.js` before the scripts of the window were there. */
    spanwiseAsked?: Map<string, Promise<Response>>;
  }
}

/** Milliseconds after the navigation: what was asked before then and is not wanted yet is old. */
const holdsFor = 10_000;

/** A `fetch` that takes what was asked early, each answer once. */
export async function fetchEarly(address: string, init: RequestInit): Promise<Response> {
  const early = takeEarly(address, init);
  if (early === undefined) return fetch(address, init);
  try {
    return await early;
  } catch {
    return fetch(address, init);
  }
}

function takeEarly(address: string, { method = "GET" }: RequestInit): Promise<Response> | undefined {
  const asked = window.spanwiseAsked;
  if (asked === undefined) return undefined;
  if (performance.now() > holdsFor) asked.clear();
  const answer = method === "GET" ? asked.get(address) : undefined;
  asked.delete(address);
  return answer;
}
