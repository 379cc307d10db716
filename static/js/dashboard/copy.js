// Copies the text of a field and says so on the button.
const SHOWN_MS = 1800;

export function copying(root) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    if (field && (await copy(field))) say(button);
  });
  // One tap selects the whole link, also where copying is not allowed.
  root.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-select]")) event.target.select();
  });
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

function say(button) {
  const label = button.querySelector("span");
  if (!label || button.classList.contains("is-done")) return;
  const before = label.textContent;
  label.textContent = button.dataset.done;
  label.setAttribute("role", "status");
  button.classList.add("is-done");
  setTimeout(() => {
    label.textContent = before;
    label.removeAttribute("role");
    button.classList.remove("is-done");
  }, SHOWN_MS);
}
