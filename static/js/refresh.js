// Keeps a page that changes by itself up to date: asks for it again, soon at first, then more and more rarely, only while
// someone looks at it. When the state has become another, the new page takes its place. Without scripts <meta refresh> does it.
(() => {
  const { url, state } = document.currentScript.dataset;
  const LONGEST = 60_000;
  let wait = 2_000;
  let timer;
  let looking = false;

  const stateOf = (html) =>
    new DOMParser().parseFromString(html, "text/html").querySelector("script[data-state]")?.dataset.state;

  async function look() {
    timer = undefined;
    if (looking || document.hidden) return;
    looking = true;
    try {
      const answer = await fetch(url, { cache: "no-store", headers: { Accept: "text/html" } });
      if (answer.ok && stateOf(await answer.text()) !== state) {
        location.replace(answer.url);
        return;
      }
    } catch {
      // No network at the moment: the next look may find it.
    } finally {
      looking = false;
    }
    wait = Math.min(wait * 1.5, LONGEST);
    timer = setTimeout(look, wait);
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && timer === undefined) look();
  });
  timer = setTimeout(look, wait);
})();
