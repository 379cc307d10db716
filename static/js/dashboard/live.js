// Keeps the page of one request true while it is looked at: asks every two seconds (less often when nothing has happened for ten
// minutes), exchanges only the parts that changed, and leaves alone what the person is using.
const EVERY_MS = 2000;
const QUIET_EVERY_MS = 10000;
const QUIET_AFTER = 300;
const AT_MOST_MS = 60000;

export function watch(section, enhance) {
  if (!section) return;
  const address = section.dataset.live;
  const said = section.querySelector("[data-live-status]");
  const shown = new Map([...section.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part.innerHTML]));
  let version = section.dataset.version;
  let pending = null;
  let pause = EVERY_MS;
  let timer = 0;
  let asking = false;
  let unchanged = 0;

  const plan = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, pause);
  };

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(address, {
        headers: { "If-None-Match": `"${version}"`, Accept: "text/html" },
        cache: "no-store",
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout?.(10000),
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) return location.reload();
      if (answer.status === 404 || answer.status === 403) return;
      if (answer.status === 200) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        pending = page.querySelector("[data-live]");
        unchanged = 0;
        exchange();
      } else if (answer.status !== 304) {
        throw new Error(`answer ${answer.status}`);
      }
      unchanged += 1;
      pause = unchanged > QUIET_AFTER ? QUIET_EVERY_MS : EVERY_MS;
    } catch {
      pause = Math.min(pause * 2, AT_MOST_MS);
    } finally {
      asking = false;
    }
    plan();
  }

  // Parts in use wait; the version moves on only when all of them are exchanged.
  function exchange() {
    if (!pending) return;
    let waiting = false;
    for (const fresh of pending.querySelectorAll("[data-part]")) {
      const name = fresh.dataset.part;
      const old = section.querySelector(`[data-part="${name}"]`);
      if (!old || shown.get(name) === fresh.innerHTML) continue;
      if (inUse(old)) {
        waiting = true;
        continue;
      }
      shown.set(name, fresh.innerHTML);
      swap(old, fresh);
      if (name === "head" && said && said.textContent !== fresh.dataset.says) said.textContent = fresh.dataset.says;
      if (name === "share") moveOn(section);
    }
    if (waiting) return;
    version = pending.dataset.version;
    section.dataset.version = version;
    pending = null;
    enhance();
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return clearTimeout(timer);
    pause = EVERY_MS;
    unchanged = 0;
    ask();
  });
  section.addEventListener("focusout", () => setTimeout(exchange, 0));
  section.addEventListener("toggle", () => setTimeout(exchange, 0), true);
  plan();
}

// The link is in use now: "send it" is said no longer.
function moveOn(section) {
  section.classList.remove("is-new");
  document.querySelector("[data-notice=\"created\"]")?.remove();
}

function inUse(part) {
  const active = document.activeElement;
  return (part.contains(active) && active.matches("input, textarea, select")) || part.querySelector("details[open], form[data-sent]") !== null;
}

function swap(old, fresh) {
  const known = new Set([...old.querySelectorAll("[data-event]")].map((entry) => entry.dataset.event));
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const again = focused && (focused.id ? `#${CSS.escape(focused.id)}` : focused.getAttribute("href") && `[href="${CSS.escape(focused.getAttribute("href"))}"]`);
  const next = document.importNode(fresh, true);
  old.replaceWith(next);
  if (again) next.querySelector(again)?.focus({ preventScroll: true });
  for (const entry of next.querySelectorAll("[data-event]")) {
    if (!known.has(entry.dataset.event)) entry.classList.add("is-fresh");
  }
}
