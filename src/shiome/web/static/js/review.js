// @ts-check
// The review queue by the keyboard: each key does what the link or button that bears it does.

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

let jumpUntil = 0; // after "g" the next key is a jump to a page, as the frame has it

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const jumping = Date.now() < jumpUntil;
  jumpUntil = event.key === "g" ? Date.now() + 1500 : 0;
  if (jumping || !/^[jkars]$/.test(event.key)) return;
  const target = /** @type {HTMLElement | null} */ (document.querySelector(`[data-review-key~="${event.key}"]:not(:disabled)`));
  if (!target) return;
  event.preventDefault();
  target.click();
}

document.addEventListener("keydown", onKey);
