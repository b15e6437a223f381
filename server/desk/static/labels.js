// While something prints, the changing part is asked for again; not while somebody types.
const ASK_MS = 1500;
const place = document.getElementById("labels-now");

async function ask() {
  const typing = place.contains(document.activeElement) && document.activeElement.matches("input, select");
  if (!typing && document.visibilityState === "visible") {
    try {
      const answer = await fetch("/desk/labels/now", { headers: { Accept: "text/html" } });
      if (answer.status === 401) return location.reload();
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch {
      // No connection: the next try comes by itself.
    }
  }
  setTimeout(ask, ASK_MS);
}

if (place) setTimeout(ask, ASK_MS);
