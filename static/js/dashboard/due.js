// "in 14 days" fills in the due date. Days are counted on the calendar, from the merchant's today.
export function dueDates(root) {
  const bar = root.querySelector("[data-due]");
  const field = bar && document.getElementById(bar.dataset.due);
  if (!field) return;
  const chips = [...bar.querySelectorAll("[data-days]")];
  const show = () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", String(field.value === later(bar, chip)));
  };
  bar.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-days]");
    if (!chip) return;
    const date = later(bar, chip);
    field.value = field.value === date ? "" : date;
    show();
  });
  field.addEventListener("input", show);
  show();
}

function later(bar, chip) {
  const [year, month, day] = bar.dataset.today.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + Number(chip.dataset.days))).toISOString().slice(0, 10);
}
