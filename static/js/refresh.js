// Keeps a page that changes by itself up to date: asks for it again, soon at first, then more and more rarely, only while
// someone looks at it. When it says something else, the new page takes its place. Without scripts <meta refresh> does it.
(() => {
  const { url } = document.currentScript.dataset;
  const LONGEST = 60_000;
  let wait = 2_000;
  let timer;
  let looking = false;

  const saidIn = (page) => page.querySelector("main")?.textContent;
  const said = saidIn(document);

  async function look() {
    timer = undefined;
    if (looking || document.hidden) return;
    looking = true;
    try {
      const answer = await fetch(url, { cache: "no-store", headers: { Accept: "text/html" } });
      if (answer.ok && saidIn(new DOMParser().parseFromString(await answer.text(), "text/html")) !== said) {
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
