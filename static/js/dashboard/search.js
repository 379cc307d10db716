// "/" goes to the search, as people of many programs expect.
export function searchKey(root) {
  const field = root.querySelector("[data-search]");
  if (!field) return;
  root.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

// On a phone the lit tab may lie outside the bar.
export function showTab(root) {
  const bar = root.querySelector("[data-tabs]");
  const lit = bar?.querySelector("[aria-current]");
  if (lit) bar.scrollLeft = lit.offsetLeft - bar.offsetLeft - (bar.clientWidth - lit.offsetWidth) / 2;
}
