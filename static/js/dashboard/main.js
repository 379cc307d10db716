// Everything works without these scripts; they save taps and reloads.
import { watch } from "./live.js";
import { copying } from "./copy.js";
import { sharing } from "./share.js";
import { menus } from "./menu.js";
import { sendOnce } from "./once.js";
import { dueDates } from "./due.js";
import { countSegments } from "./counter.js";
import { searchKey, showTab } from "./search.js";
import { wording } from "./wording.js";

document.documentElement.classList.add("has-js");

// What was just done is said once, not again on reload.
const here = new URL(location.href);
if (here.searchParams.has("notice")) {
  here.searchParams.delete("notice");
  history.replaceState(null, "", here);
}

copying(document);
menus(document);
sendOnce(document);
dueDates(document);
countSegments(document);
searchKey(document);
showTab(document);
sharing(document);
wording(document.querySelector("[data-preview]"));
watch(document.querySelector("[data-live]"), () => sharing(document));
