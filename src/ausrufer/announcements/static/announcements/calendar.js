// Messages are carried to another day: drawn by the pointer, or taken with the space bar and moved
// with the arrow keys. On a good time of a day they take it over. Without this script the same link opens a form.
const form = document.getElementById("ablegen");
const told = document.getElementById("ablegen-stand");
const days = () => [...document.querySelectorAll("[data-day]")].filter((day) => day.offsetParent);
const isGrid = () => getComputedStyle(document.querySelector("[data-day]")).display === "table-cell";
const NOBODY = "00000000-0000-0000-0000-000000000000"; // stands where the message's key will be
const pattern = form?.getAttribute("action") ?? "";
let carried = null;
let goal = null;

const mark = (day) => {
  goal?.classList.remove("cal-day--goal");
  goal = day;
  goal?.classList.add("cal-day--goal");
};

const take = (entry) => {
  carried = entry;
  carried.classList.add("cal-entry--carried");
  mark(entry.closest("[data-day]"));
};

const leave = () => {
  carried?.classList.remove("cal-entry--carried");
  mark(null);
  carried = null;
};

const put = (hour = "") => {
  const entry = carried;
  const day = goal;
  const stays = !entry || !day || (day.contains(entry) && !hour);
  leave();
  if (stays) return;
  form.action = pattern.replace(NOBODY, entry.dataset.entry);
  form.elements.auf.value = day.dataset.day;
  form.elements.um.value = hour;
  form.elements.version.value = entry.dataset.version;
  form.submit();
};

const walk = (by) => {
  const all = days();
  const next = all[all.indexOf(goal) + by];
  if (!next) return;
  mark(next);
  next.scrollIntoView({ block: "nearest" });
  const good = next.querySelector("[data-hour]");
  const how = good ? form.dataset.good : "";
  const words = [next.querySelector("h3 a")?.textContent, good?.textContent, how];
  told.textContent = words.filter(Boolean).join(" ");
};

const steps = () => {
  const row = isGrid() ? 7 : 1;
  return { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row };
};

document.addEventListener("dragstart", (event) => {
  const entry = event.target.closest?.("[data-entry]");
  if (!entry) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", entry.querySelector(".cal-entry__title").textContent);
  take(entry);
});

document.addEventListener("dragover", (event) => {
  const day = carried && event.target.closest?.("[data-day]");
  if (!day) return;
  event.preventDefault();
  if (day !== goal) mark(day);
});

document.addEventListener("drop", (event) => {
  if (!carried) return;
  event.preventDefault();
  put(event.target.closest("[data-hour]")?.dataset.hour);
});

document.addEventListener("dragend", leave);

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-carry]");
  if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!carried && event.key !== " ") return;
  const by = steps()[event.key];
  if (!carried) {
    take(handle.closest("[data-entry]"));
    told.textContent = form.dataset.taken;
  } else if (by) walk(by);
  else if (event.key === "Enter" && event.shiftKey) put(goal?.querySelector("[data-hour]")?.dataset.hour);
  else if (event.key === "Enter" || event.key === " ") put();
  else if (event.key === "Escape") {
    leave();
    told.textContent = form.dataset.kept;
  } else return;
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  if (carried && event.target.matches("[data-carry]")) leave();
});

for (const hint of document.querySelectorAll("[data-carry-hint]")) hint.hidden = false;
