// Spends the word behind "#" once and goes on to the kiosk.
(async () => {
  const word = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  let answer = null;
  try {
    const reply = await fetch("/pair", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Library-Kiosk": "1" },
      body: JSON.stringify({ word }),
    });
    answer = reply.ok ? await reply.json() : null;
  } catch {
    answer = null;
  }
  if (answer) {
    location.replace(answer.next);
  } else {
    document.getElementById("working").hidden = true;
    document.getElementById("spent").hidden = false;
  }
})();
