// Says how many SMS a text becomes while it is typed. The same counting as in messaging/segments.rs: 160 or 153 septets of GSM's alphabet,
// otherwise 70 or 67 units; what it makes plain before sending (quotes, dashes) is made plain here.
const PLAIN = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const DOUBLE = "\f^{}\\[~]|€";

export function countSegments(root) {
  for (const text of root.querySelectorAll("textarea[data-segments]")) {
    const says = document.getElementById(text.dataset.segments);
    if (!says) continue;
    const show = () => {
      const { units, parts } = weigh(text.value);
      const words = parts === 1 ? says.dataset.one : says.dataset.many;
      says.value = parts === 0 ? "" : words.replace("[units]", units).replace("[parts]", parts);
    };
    text.addEventListener("input", show);
    show();
  }
}

export function weigh(typed) {
  const text = typed.trim().replace(/[‘’‚‛‹›′´`]/g, "'").replace(/[“”„‟«»″]/g, '"').replace(/[\u2010-\u2015−]/g, "-").replaceAll("…", "...").replaceAll("\u00a0", " ");
  const letters = [...text];
  const gsm = letters.every((letter) => PLAIN.includes(letter) || DOUBLE.includes(letter));
  const size = (letter) => (gsm ? (DOUBLE.includes(letter) ? 2 : 1) : letter.length);
  const units = letters.reduce((sum, letter) => sum + size(letter), 0);
  if (units <= (gsm ? 160 : 70)) return { units, parts: units > 0 ? 1 : 0 };
  let parts = 1;
  let filled = 0;
  for (const letter of letters) {
    if (filled + size(letter) > (gsm ? 153 : 67)) {
      parts += 1;
      filled = 0;
    }
    filled += size(letter);
  }
  return { units, parts };
}
