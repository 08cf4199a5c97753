// A picture is shown before it is sent, and the field lights up while one is dragged over it.
const size = (bytes) =>
  new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit: bytes < 1e6 ? "kilobyte" : "megabyte",
    maximumFractionDigits: bytes < 1e6 ? 0 : 1,
  }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));

const MOST_SHOWN = 12;

const drawn = (file) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const image = document.createElement("img");
      image.alt = "";
      image.src = reader.result;
      done(image);
    });
    reader.readAsDataURL(file);
  });

const preview = async (field, place) => {
  const files = [...field.files].filter((file) => file.type.startsWith("image/"));
  place.replaceChildren();
  if (!files.length) return;
  const images = await Promise.all(files.slice(0, MOST_SHOWN).map(drawn));
  const caption = document.createElement("figcaption");
  caption.textContent = files.map((file) => `${file.name}, ${size(file.size)}`).join(" · ");
  place.replaceChildren(...images, caption);
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
