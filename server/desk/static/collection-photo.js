// A photo is sent as soon as it is taken; its answer is shown only while its book still is.
const place = document.getElementById("scans");
place.classList.add("sends-photos");

place.addEventListener("change", async (event) => {
  const input = event.target;
  if (!input.matches("[data-photo]") || !input.files.length) return;
  const { form } = input;
  const scan = form.elements.scan.value;
  const body = new FormData(form);
  const label = input.closest("label");
  label.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { "X-Part": "1", Accept: "text/html" } });
    const text = await answer.text();
    const shown = place.querySelector("[data-photo]")?.form.elements.scan.value === scan;
    if ([200, 422].includes(answer.status) && shown) place.dispatchEvent(new CustomEvent("scanned", { detail: text }));
  } catch {
    // No connection: the photo is still chosen, the button sends it.
    place.classList.remove("sends-photos");
  }
  label.removeAttribute("aria-busy");
});
