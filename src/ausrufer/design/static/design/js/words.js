// Sentences for scripts come translated from the page (design/parts/words.html).
globalThis.ausruferWord = (name) => document.getElementById("worte")?.dataset[name] ?? "";
