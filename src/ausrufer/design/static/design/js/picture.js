// A picture is shown before it is sent, and the field lights up while one is dragged over it.
const size = (bytes) =>
  new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: bytes < 1e6 ? "kilobyte" : "megabyte",
    maximumFractionDigits: bytes < 1e6 ? 0 : 1,
  }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));

const preview = (field, place) => {
  const file = field.files[0];
  place.replaceChildren();
  if (!file?.type.startsWith("image/")) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = document.createElement("img");
    image.alt = "";
    image.src = reader.result;
    const caption = document.createElement("figcaption");
    caption.textContent = `${file.name}, ${size(file.size)}`;
    place.replaceChildren(image, caption);
  });
  reader.readAsDataURL(file);
};

const enhance = (root) => {
  for (const field of root.querySelectorAll("input[data-picture]:not([data-shown])")) {
    field.dataset.shown = "";
    const place = document.createElement("figure");
    place.className = "aus-picture";
    field.after(place);
    field.addEventListener("change", () => preview(field, place));
    for (const name of ["dragenter", "dragover"]) {
      field.addEventListener(name, () => field.classList.add("aus-drop"));
    }
    for (const name of ["dragleave", "drop"]) {
      field.addEventListener(name, () => field.classList.remove("aus-drop"));
    }
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
