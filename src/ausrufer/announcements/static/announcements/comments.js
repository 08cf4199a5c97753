// Words that are selected in the text can be commented on at once: a button beside them opens the
// form with these words in it. Without scripts they are written into the form by hand.
const box = document.querySelector("[data-comment-form]");
const CONTEXT = 200; // letters before the words, to tell two equal places apart

const chosen = () => {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = whole(selection.getRangeAt(0).cloneRange());
  const parent = range.commonAncestorContainer;
  const place = (parent.closest ? parent : parent.parentElement)?.closest("[data-comment-field]");
  const quote = words(range);
  if (!place || !quote) return null;
  const head = document.createRange();
  head.setStart(place, 0);
  head.setEnd(range.startContainer, range.startOffset);
  return { range, field: place.dataset.commentField, quote, before: words(head).slice(-CONTEXT) };
};

// Half a word is meant as the word.
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const whole = (range) => {
  const { startContainer: first, endContainer: last } = range;
  if (first.nodeType === Node.TEXT_NODE) {
    let at = range.startOffset;
    while (at > 0 && LETTER.test(first.data[at - 1]) && LETTER.test(first.data[at] ?? "")) at -= 1;
    range.setStart(first, at);
  }
  if (last.nodeType === Node.TEXT_NODE) {
    let at = range.endOffset;
    while (at < last.data.length && LETTER.test(last.data[at]) && LETTER.test(last.data[at - 1] ?? "")) at += 1;
    range.setEnd(last, at);
  }
  return range;
};

// The numbers of comments stand among the words but are none of them.
const words = (range) => {
  const part = range.cloneContents();
  for (const mark of part.querySelectorAll(".msg-mark")) mark.remove();
  for (const block of part.querySelectorAll("p, li, h2, h3, br")) block.append("\n");
  return part.textContent.trim();
};

const offer = () => {
  const found = chosen();
  button.hidden = !found;
  if (!found) return;
  const { bottom, left } = found.range.getBoundingClientRect();
  button.style.top = `${scrollY + bottom + 8}px`;
  button.style.left = `${scrollX + Math.max(8, Math.min(left, innerWidth - 240))}px`;
};

const take = () => {
  const found = chosen();
  if (!found) return;
  const form = box.querySelector("form");
  form.elements.field.value = found.field;
  form.elements.quote.value = found.quote;
  form.elements.before.value = found.before;
  button.hidden = true;
  box.open = true;
  form.elements.text.focus();
};

const button = document.createElement("button");
if (box) {
  button.type = "button";
  button.hidden = true;
  button.className = "kern-btn kern-btn--primary msg-comment-these";
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = box.dataset.commentForm;
  button.append(label);
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", take);
  document.body.append(button);
  document.addEventListener("selectionchange", offer);
  // somebody who selects with the keyboard: c as the overlay of keys says
  document.addEventListener("keydown", (event) => {
    if (event.key === "c" && !event.ctrlKey && !event.metaKey && !event.altKey && !button.hidden) {
      event.preventDefault();
      take();
    }
  });
}
// A link to a comment that is dealt with opens the list it lies in.
const reveal = () => {
  const goal = location.hash.startsWith("#kommentar-") && document.getElementById(location.hash.slice(1));
  if (!goal) return;
  for (let at = goal.parentElement; at; at = at.parentElement) if (at.matches("details")) at.open = true;
  goal.focus();
};
reveal();
addEventListener("hashchange", reveal);
