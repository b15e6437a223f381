// A screen nobody touches: it renews its picture by itself, changes its language and turns leaves.
const place = document.getElementById("board");
const { path } = place.dataset;
const TURN_MS = Number(place.dataset.turnSeconds) * 1000;
const RENEW_MS = Number(place.dataset.renewSeconds) * 1000;
const AGAIN_MS = 60000; // refused as one too many, it tries for a stream again
let leaf = 0;
let stream = null;
let streamedAt = 0;

const version = () => document.getElementById("picture").dataset.version;

function showLeaf() {
  const leaves = place.querySelectorAll("[data-leaf]");
  for (const [at, each] of leaves.entries()) each.hidden = at !== leaf % leaves.length;
}

function take(text) {
  const part = document.createElement("template");
  part.innerHTML = text;
  place.replaceChildren(part.content);
  showLeaf();
}

async function renew() {
  try {
    const answer = await fetch(`${path}/now?version=${version()}`, { headers: { Accept: "text/html" } });
    if (answer.status === 404) location.reload();
    if (answer.status === 200) take(await answer.text());
  } catch {
    // No connection: the last picture stays, the next try comes by itself.
  }
}

function watch() {
  streamedAt = performance.now();
  stream = new EventSource(`${path}/stream?version=${version()}`);
  stream.addEventListener("board", (event) => take(event.data));
  stream.addEventListener("ended", () => location.reload());
  stream.addEventListener("error", () => {
    if (stream?.readyState !== EventSource.CLOSED) return;
    stream = null;
  });
}

addEventListener("pagehide", () => stream?.close());
setInterval(() => {
  place.dataset.shown = place.dataset.shown === "kk" ? "ru" : "kk";
  document.documentElement.lang = place.dataset.shown;
  leaf += 1;
  showLeaf();
}, TURN_MS);
setInterval(() => {
  if (stream?.readyState === EventSource.OPEN) return;
  renew();
  if (!stream && performance.now() - streamedAt >= AGAIN_MS) watch();
}, RENEW_MS);
watch();
