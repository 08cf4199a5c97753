// The chosen appearance applies at once; without scripts the same form does it with a page load.
const root = document.documentElement;
const year = 365 * 24 * 60 * 60;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-choice]");
  const pressed = event.submitter;
  if (!form || pressed?.name !== "theme") return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const forgotten = pressed.value === "system";
  document.cookie = `darstellung=${pressed.value}; Path=/; Max-Age=${forgotten ? 0 : year}; SameSite=Lax${secure}`;
  if (forgotten) delete root.dataset.kernTheme;
  else root.dataset.kernTheme = pressed.value;
  for (const button of document.querySelectorAll("[data-theme-choice] button")) {
    button.setAttribute("aria-pressed", String(button.value === pressed.value));
  }
});
