// Lets this browser be told: asks for permission, then hands its address to the house by a form.
const box = document.querySelector("[data-push]");

if (box) {
  const form = box.querySelector("form[data-push-form]");
  const button = form.querySelector("button");
  const say = (name) => {
    for (const one of box.querySelectorAll("[data-push-said]")) one.hidden = one.dataset.pushSaid !== name;
  };
  const able = "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext;

  const bytes = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };

  const start = async () => {
    button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") return say("denied");
      const worker = await navigator.serviceWorker.register(box.dataset.receiver);
      await navigator.serviceWorker.ready;
      const known = await worker.pushManager.getSubscription();
      const found =
        known ??
        (await worker.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: bytes(box.dataset.push),
        }));
      const told = found.toJSON();
      form.elements.endpoint.value = told.endpoint;
      form.elements.p256dh.value = told.keys.p256dh;
      form.elements.auth.value = told.keys.auth;
      form.submit(); // not by the button: it would begin anew
    } catch {
      say("failed");
    } finally {
      button.disabled = false;
    }
  };

  if (able) {
    say("");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      start();
    });
  } else {
    say("unable");
  }
}
