// One-letter keys. They sleep while somebody types, and can be switched off (WCAG 2.1.4).
const OFF = "tastaturkuerzel-aus";
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const asleep = () => localStorage.getItem(OFF) === "1";
const help = document.getElementById("kuerzel");

const rows = () =>
  [...document.querySelectorAll("[data-list] [data-row]")].filter((row) => row.offsetParent);

const step = (by) => {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
  all[Math.min(Math.max(next, 0), all.length - 1)].querySelector("a, button, input")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    help?.showModal();
    return;
  }
  if (asleep()) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else {
    const goal = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!goal) return;
    event.preventDefault();
    if (goal.matches("input")) goal.select();
    else goal.click();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-keys]")) help?.showModal();
});

const choice = help?.querySelector("input");
if (choice) {
  choice.checked = !asleep();
  choice.addEventListener("change", () => localStorage.setItem(OFF, choice.checked ? "0" : "1"));
}
