// Offers the phone's own sheet for sharing, where there is one.
let listening = false;

export function sharing(root) {
  if (!navigator.share) return;
  for (const button of root.querySelectorAll("[data-share]")) button.hidden = false;
  if (listening) return;
  listening = true;
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-share]");
    if (!button) return;
    const text = document.getElementById(button.dataset.share)?.value;
    try {
      await navigator.share({ text });
    } catch {
      // The person closed the sheet.
    }
  });
}
