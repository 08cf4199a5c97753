// A line of a task list that is about some words leads to these words: they are selected in the
// field, on this page or on the one the line leads to. Offsets count code points, as the server does.
const LEFT = "ausrufer-words";
const units = (text, points) => [...text].slice(0, points).join("").length;

const select = (field, words) => {
  const [start, end] = words.split(" ").map((at) => units(field.value, Number(at)));
  // Where the field is already focused the browser would not scroll to the selection.
  field.blur();
  field.setSelectionRange(start, start);
  field.focus();
  field.setSelectionRange(start, end);
  field.scrollIntoView({ block: "center", behavior: "instant" });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-words]");
  if (!link) return;
  if (link.pathname !== location.pathname) {
    sessionStorage.setItem(LEFT, JSON.stringify([link.pathname, link.hash, link.dataset.words]));
    return;
  }
  const field = document.getElementById(link.hash.slice(1));
  if (!field?.setSelectionRange) return;
  event.preventDefault();
  select(field, link.dataset.words);
});

const [path, hash, words] = JSON.parse(sessionStorage.getItem(LEFT) ?? "[]");
sessionStorage.removeItem(LEFT);
if (path === location.pathname && hash === location.hash) {
  const field = document.getElementById(hash.slice(1));
  if (field?.setSelectionRange) select(field, words);
}
