// While a template is typed its preview, its cost and its faults follow. Everything is decided by the server, as for saving.
const PAUSE_MS = 300;

export function wording(form) {
  if (!form) return;
  const page = form.ownerDocument;
  let timer = 0;
  let asking = null;
  let field = form.elements.text;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea, input[name=subject]")) field = event.target;
  });

  async function ask() {
    asking?.abort();
    const own = (asking = new AbortController());
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "text/html" },
        credentials: "same-origin",
        redirect: "manual",
        signal: own.signal,
      });
      if (!answer.ok) return stale(true);
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      stale(false);
    } catch {
      // Typing went on: that answer is not wanted any more.
      if (!own.signal.aborted) stale(true);
    }
  }

  function show(fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (old && old.innerHTML !== part.innerHTML) old.replaceChildren(...page.importNode(part, true).childNodes);
    }
    for (const name of ["subject", "text"]) {
      const wrong = page.querySelector(`[data-part="faults-${name}"] li`) !== null;
      if (form.elements[name]) form.elements[name].setAttribute("aria-invalid", wrong);
    }
  }

  // What is shown is not what is typed: no connection, or logged out.
  function stale(is) {
    page.querySelector("[data-part=preview]")?.classList.toggle("is-stale", is);
  }

  page.addEventListener("click", (event) => {
    const insert = event.target.closest("[data-insert]");
    const line = event.target.closest("[data-line]");
    if (insert) put(field, insert.dataset.insert);
    if (line) select(form.elements[line.dataset.field], Number(line.dataset.line), event);
  });
}

function put(field, text) {
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function select(field, line, event) {
  event.preventDefault();
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}
