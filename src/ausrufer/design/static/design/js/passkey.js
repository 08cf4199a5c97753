// Passkeys: asks the browser's authenticator and sends what it says with the form around the button.
//
// <form data-passkey="create|get" data-options="id of a JSON script, or an address to fetch it from">
// The button has data-passkey-start and stays hidden where a browser knows no passkeys.

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const toText = (buffer) => {
  const signs = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const withBytes = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

const creation = ({ publicKey }, passwordless) => ({
  ...publicKey,
  challenge: toBytes(publicKey.challenge),
  user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
  excludeCredentials: withBytes(publicKey.excludeCredentials),
  authenticatorSelection: {
    ...publicKey.authenticatorSelection,
    ...(passwordless
      ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
      : { residentKey: "discouraged", requireResidentKey: false }),
  },
});

const request = ({ publicKey }) => ({
  ...publicKey,
  challenge: toBytes(publicKey.challenge),
  allowCredentials: withBytes(publicKey.allowCredentials),
});

const told = (credential) => {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const buffers = parts.filter((part) => response[part]);
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: {
      ...Object.fromEntries(buffers.map((part) => [part, toText(response[part])])),
      ...(response.getTransports ? { transports: response.getTransports() } : {}),
    },
    clientExtensionResults: credential.getClientExtensionResults(),
  });
};

const options = async (form) => {
  const here = document.getElementById(form.dataset.options);
  if (here) return JSON.parse(here.textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const ask = async (form) => {
  const given = await options(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: request(given.request_options) });
  }
  const passwordless = form.elements.passwordless?.checked ?? false;
  return navigator.credentials.create({ publicKey: creation(given.creation_options, passwordless) });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const start = form.querySelector("[data-passkey-start]");
  const fault = form.querySelector("[data-passkey-fault]");
  if (!window.PublicKeyCredential) {
    form.querySelector("[data-passkey-unknown]")?.removeAttribute("hidden");
    continue;
  }
  start.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    fault.hidden = true;
    start.disabled = true;
    try {
      form.elements.credential.value = told(await ask(form));
      form.submit();
    } catch {
      // cancelled, timed out, or a key that cannot do what was asked: the browser says which
      fault.hidden = false;
      start.disabled = false;
    }
  });
}
