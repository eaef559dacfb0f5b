// Before the window's own scripts are there: what the page of an address needs beside them is loaded, and the first answers
// it will want are asked for. What is wrong here costs time and nothing else: the window asks again.
try {
  const [, , project, place, one] = location.pathname.split("/");
  const path = `/api/projects/${project}/${place}/${one}`;
  const asked = ["/api/projects"];
  if (place === "traces" && one) asked.push(`${path}/skeleton?ids=0`, `${path}?content=none&limit=1`);
  if (place === "sessions" && one) asked.push(path);
  const key = sessionStorage.getItem("spanwise.key");
  const headers = key ? { authorization: `Bearer ${key}` } : {};
  // Read to the end at once: what nobody reads is not sent on for long.
  const whole = async (answer) => new Response(await answer.arrayBuffer(), answer);
  window.spanwiseAsked = new Map(asked.map((address) => [address, fetch(address, { headers }).then(whole)]));
  // Who takes an answer hears why there is none.
  for (const answer of window.spanwiseAsked.values()) answer.catch(() => {});
  const files = JSON.parse(document.currentScript.dataset.files ?? "{}");
  for (const href of files[one === undefined ? (place ?? "") : `${place}/`] ?? []) {
    // A style that is only preloaded is complained of where the page turns out to need none of it.
    const how = href.endsWith(".css") ? { rel: "stylesheet", crossOrigin: "" } : { rel: "modulepreload" };
    document.head.append(Object.assign(document.createElement("link"), { ...how, href }));
  }
} catch {
  // Storage may be forbidden.
}
