// Shows how much of a limit is used; read out only when the limit comes near.
const describe = (used, limit) => {
  const words = `${used} ${ausruferWord("of")} ${limit} ${ausruferWord("characters")}`;
  return used > limit ? `${words} – ${used - limit} ${ausruferWord("over")}` : words;
};

const enhance = (root) => {
  for (const field of root.querySelectorAll("[data-limit]:not([data-counted])")) {
    field.dataset.counted = "";
    const limit = Number(field.dataset.limit);
    const counter = document.createElement("p");
    counter.className = "aus-counter";
    const heard = document.createElement("p");
    heard.className = "kern-sr-only";
    heard.setAttribute("role", "status");
    const update = () => {
      // Code points, as the server counts them.
      const used = [...field.value].length;
      counter.textContent = describe(used, limit);
      counter.classList.toggle("aus-counter--over", used > limit);
      heard.textContent = used > limit * 0.9 ? counter.textContent : "";
    };
    counter.setAttribute("aria-hidden", "true");
    field.addEventListener("input", update);
    update();
    (field.closest(".aus-formatting") ?? field).after(counter, heard);
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
