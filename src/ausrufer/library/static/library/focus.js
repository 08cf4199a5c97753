// A click into the picture fills in the two numbers of its focal point and moves the ring there.
const drawing = document.querySelector("[data-focus-point]");
const fields = ["id_x", "id_y"].map((id) => document.getElementById(id));

const ring = () => {
  const [x, y] = fields.map((field) => Math.min(100, Math.max(0, Number(field.value) || 0)) / 100);
  for (const circle of drawing.querySelectorAll("[data-point] circle")) {
    circle.setAttribute("cx", x * drawing.dataset.width);
    circle.setAttribute("cy", y * drawing.dataset.height);
  }
};

const clicked = (event) => {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(
    drawing.getScreenCTM().inverse(),
  );
  const shares = [point.x / drawing.dataset.width, point.y / drawing.dataset.height];
  shares.forEach((share, n) => {
    fields[n].value = Math.round(Math.min(1, Math.max(0, share)) * 100);
  });
  ring();
};

if (drawing && fields.every(Boolean)) {
  drawing.dataset.ready = "";
  drawing.addEventListener("click", clicked);
  for (const field of fields) field.addEventListener("input", ring);
}
