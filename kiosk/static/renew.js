// Puts a new screen on the page and keeps what is the same on both: that needs no new styles
// and no new layout. What stands there afterwards is the new screen, node for node; a part
// that differs in one letter is replaced, so nothing of the last person can stay.

/** Boxes that are kept when only their children differ; they hold no words of their own. */
const HOLDERS = ".frame, .top, .head, .actions, .side, .choices, .languages, .tools, .context, .list, .left";
const reader = document.createElement("template");

/** Make `place` hold what `html` says. */
export function renew(place, html) {
  reader.innerHTML = html;
  renewChildren(place, reader.content);
  reader.innerHTML = "";
}

function renewChildren(place, fresh) {
  const before = new Map();
  for (const part of place.children) {
    const key = keyOf(part);
    if (before.has(key)) before.get(key).push(part);
    else before.set(key, [part]);
  }
  const after = [...fresh.children].map((next) => {
    const old = before.get(keyOf(next))?.shift();
    return old && becomes(old, next) ? old : next;
  });
  const stay = new Set(after);
  for (const part of [...place.children]) if (!stay.has(part)) part.remove();
  let here = place.firstElementChild;
  for (const part of after) {
    if (part === here) here = here.nextElementSibling;
    else place.insertBefore(part, here);
  }
}

/** A line of the list is the same line wherever it stands; other parts go by what they are. */
function keyOf(part) {
  return part.id || `${part.localName}.${part.classList[0] ?? ""}`;
}

function becomes(old, next) {
  if (old.isEqualNode(next)) return true;
  if (old.localName !== next.localName || !old.matches(HOLDERS) || !next.matches(HOLDERS)) return false;
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  renewChildren(old, next);
  return true;
}
