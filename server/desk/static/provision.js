// The map renews itself: it asks for what is newer than it shows and never moves under a hand.
const place = document.getElementById("provision");
const RENEW_MS = Number(place.dataset.renewSeconds) * 1000;
const HIDDEN_MS = 6 * RENEW_MS; // nobody looks: it is only kept from growing old
let pressed = false;
let askedAt = performance.now();

function swap(text) {
  const part = document.createElement("template");
  part.innerHTML = text;
  const held = place.contains(document.activeElement) ? document.activeElement.id : "";
  const scroll = document.getElementById("map-scroll")?.scrollLeft ?? 0;
  place.replaceChildren(part.content);
  const map = document.getElementById("map-scroll");
  if (map) map.scrollLeft = scroll;
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

async function renew() {
  askedAt = performance.now();
  const version = document.getElementById("provision-now").dataset.version;
  try {
    const answer = await fetch(`/desk/provision/now?version=${version}`, { headers: { Accept: "text/html" } });
    if (answer.status === 401) location.reload();
    if (answer.status === 200) {
      const text = await answer.text();
      if (!pressed) swap(text);
    }
  } catch {
    // No connection: the next try comes by itself.
  }
}

addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, () => { pressed = false; });
setInterval(() => {
  if (performance.now() - askedAt >= (document.hidden ? HIDDEN_MS : RENEW_MS)) renew();
}, 1000);
