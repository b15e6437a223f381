// Takes the word behind "#" into the form and out of the address; shows how strong a password is.
const form = document.getElementById("set-up");
const word = document.getElementById("word");
if (location.hash.length > 1) {
  word.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  sessionStorage.setItem("word", word.value);
} else if (!word.value) {
  // The language was changed: the page came anew without what stood behind "#".
  word.value = sessionStorage.getItem("word") ?? "";
}
if (word.value && !form.dataset.wordWrong) form.classList.add("word-known");

const place = document.getElementById("strength");
const said = document.getElementById("strength-said");
let asked = 0;
let timer = 0;

async function judge() {
  const mine = (asked += 1);
  const values = Object.fromEntries(["password", "login", "name", "school"].map((name) => [name, form.elements[name].value]));
  try {
    const answer = await fetch("/set-up/strength", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Library-Kiosk": "1" },
      body: JSON.stringify(values),
    });
    const found = await answer.json();
    if (mine !== asked) return;
    place.dataset.level = values.password ? found.level : 0;
    said.textContent = values.password ? found.said : "";
  } catch {
    // The server judges again when the form is sent.
  }
}

form.addEventListener("input", (event) => {
  if (!["password", "login", "name", "school"].includes(event.target.name)) return;
  clearTimeout(timer);
  timer = setTimeout(judge, 200);
});
form.addEventListener("submit", () => sessionStorage.removeItem("word"));
