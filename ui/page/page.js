// What the page does without the server: citation marks, the source panel, keys, clipboard, theme.
// Everything listens on the document, so that it holds for whatever Gradio draws later.
(() => {
  "use strict";
  const language = window.policyLanguage.slice(0, 2);

  // Gradio takes its words from the browser's language; the visitor chose this page's.
  for (const [name, value] of [["language", window.policyLanguage], ["languages", [window.policyLanguage]]]) {
    Object.defineProperty(navigator, name, { get: () => value });
  }
  document.documentElement.lang = window.policyLanguage;

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  // Gradio may put this script into a page that stands already.
  const ready = (act) => {
    if (document.body) act();
    else document.addEventListener("DOMContentLoaded", act);
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // ---- Theme -------------------------------------------------------------------------------
  const setTheme = (dark) => document.body.classList.toggle("dark", dark);
  ready(() => {
    const kept = localStorage.getItem("policy-assistant.theme");
    if (kept) {
      setTheme(kept === "dark");
      // Gradio applies the system's choice once when it starts.
      new MutationObserver(() => {
        const wanted = localStorage.getItem("policy-assistant.theme") === "dark";
        if (document.body.classList.contains("dark") !== wanted) setTheme(wanted);
      }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    }
  });
  const switchTheme = () => {
    const dark = !document.body.classList.contains("dark");
    localStorage.setItem("policy-assistant.theme", dark ? "dark" : "light");
    setTheme(dark);
  };

  // ---- Source panel ------------------------------------------------------------------------
  const panels = new Map(); // address → HTML; a second click costs nothing
  let opener = null;

  const panelAddress = (link) => {
    const url = new URL(link, location.href);
    const address = new URL(url.pathname + "/panel", location.href);
    address.search = url.search;
    address.searchParams.set("language", language);
    return address.href;
  };

  const fetchPanel = async (address) => {
    if (!panels.has(address)) {
      const reply = await fetch(address);
      panels.set(address, await reply.text());
    }
    return panels.get(address);
  };

  const scrollInto = (container, element, share) => {
    const top = element.getBoundingClientRect().top - container.getBoundingClientRect().top;
    container.scrollTo({ top: container.scrollTop + top - container.clientHeight * share });
  };

  const openSource = async (link, from) => {
    const panel = one("#source-panel");
    if (!panel) return;
    if (from && from.closest("#thread, #live")) {
      opener = from;
      all(".cite.current, .source-card.current").forEach((e) => e.classList.remove("current"));
      const number = from.dataset.cite || from.dataset.source;
      const exchange = from.closest(".exchange");
      if (number && exchange) {
        all(`[data-cite="${number}"], [data-source="${number}"]`, exchange).forEach((e) => e.classList.add("current"));
      }
    }
    const html = await fetchPanel(panelAddress(link));
    panel.innerHTML = html;
    panel.dataset.open = "true";
    document.body.classList.add("source-open");
    const text = one(".text", panel);
    const place = one("#quote", panel) || document.getElementById(new URL(link, location.href).hash.slice(1));
    if (text && place) scrollInto(text, place, 0.3);
    const current = one('.outline [aria-current="true"]', panel);
    if (current) scrollInto(one(".outline", panel), current, 0.4);
  };

  const closeSource = () => {
    document.body.classList.remove("source-open");
    if (opener && document.contains(opener)) opener.focus();
    hideHint(); // the words were just read
  };

  const turnOutline = (anchor, link) => {
    const panel = link.closest(".panel");
    const target = panel && one(`[id="${CSS.escape(anchor)}"]`, panel);
    if (!target) return false;
    const box = one(".text", panel);
    scrollInto(box, target, 0.02);
    all('.outline [aria-current="true"]', panel).forEach((e) => e.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    return true;
  };

  // ---- The words of a source beside the pointer ----------------------------------------------
  const hint = document.createElement("div");
  hint.id = "quote-hint";
  hint.setAttribute("role", "tooltip");
  hint.hidden = true;

  const showHint = (mark) => {
    hint.replaceChildren();
    const where = document.createElement("p");
    where.className = "where";
    where.textContent = mark.dataset.where;
    const quote = document.createElement("p");
    quote.textContent = mark.dataset.quote.replaceAll("**", "").trim();
    hint.append(where, quote);
    if (!hint.isConnected) document.body.append(hint);
    hint.hidden = false;
    mark.setAttribute("aria-describedby", "quote-hint");
    const box = mark.getBoundingClientRect();
    const width = Math.min(420, innerWidth - 24);
    hint.style.width = `${width}px`;
    hint.style.left = `${Math.max(12, Math.min(box.left - 24, innerWidth - width - 12))}px`;
    const below = box.bottom + 8 + hint.offsetHeight < innerHeight;
    hint.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - hint.offsetHeight - 8)}px`;
  };
  const hideHint = () => {
    hint.hidden = true;
  };

  // ---- Asking ---------------------------------------------------------------------------------
  const questionBox = () => one("#question textarea, #question input");
  const send = (name, data) => window.policySend && window.policySend(name, data);

  const scrollToLast = () => {
    const last = one("#live .exchange") || all("#thread .exchange").at(-1);
    const box = one("#thread")?.closest("#conversation");
    if (last && box) last.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
  };

  // A screen reader is told the answer; the conversation itself is drawn anew each time and cannot tell.
  const announcer = document.createElement("div");
  announcer.className = "sr";
  announcer.setAttribute("role", "status");
  const announce = (words) => {
    if (!announcer.isConnected) document.body.append(announcer);
    announcer.textContent = words;
  };

  // Called when an answer is complete: open its first source where there is room for it.
  window.policyAnswered = () => {
    requestAnimationFrame(() => {
      if (!questionBox()?.offsetParent) return; // the visitor reads another view by now
      scrollToLast();
      const last = all("#thread .exchange").at(-1);
      if (last) announce(one(".answer .words, .error", last)?.textContent || "");
      const first = last && (one(".cite", last) || one(".source-card", last));
      if (first && matchMedia("(min-width: 1000px)").matches) openSource(first.href, first);
      const box = questionBox();
      if (box && matchMedia("(min-width: 1000px)").matches) box.focus({ preventScroll: true });
    });
  };

  // ---- Clipboard -------------------------------------------------------------------------------
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Only secure addresses have a clipboard; in an office network the page is often plain http.
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  const copied = (button) => {
    const before = button.textContent;
    button.textContent = window.policyCopied;
    setTimeout(() => (button.textContent = before), 1200);
  };
  const absolute = (words) => words.replace(/(^|\s)(\/d\/)/g, `$1${location.origin}$2`);

  // ---- Files that the server made for this visitor ---------------------------------------------
  window.policySave = (file) => {
    if (!file) return;
    const { name, type, base64 } = JSON.parse(file);
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  // ---- Feedback -----------------------------------------------------------------------------------
  const giveFeedback = (from, opinion, comment) => {
    const exchange = from.closest(".exchange");
    send("select", { exchange: from.dataset.exchange, opinion, comment });
    all("[data-feedback]", exchange).forEach((e) => {
      e.disabled = true;
      e.setAttribute("aria-pressed", String(e.dataset.feedback === opinion));
    });
    one("form.feedback", exchange).hidden = true;
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.feedback")) return;
    event.preventDefault();
    giveFeedback(event.target, "wrong", one("textarea", event.target).value);
  });

  // ---- History ------------------------------------------------------------------------------------
  // What is being answered stops first, so that it is kept where it belongs.
  const settled = async () => {
    if (one("#live .exchange")) one("#stop")?.click();
    for (let waited = 0; one("#live .exchange") && waited < 5000; waited += 50) {
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const historyAct = async ({ dataset }) => {
    let name = "";
    if (dataset.confirm && !confirm(dataset.confirm)) return;
    if (dataset.prompt && !(name = prompt(dataset.prompt, dataset.name))) return;
    if (!["docx", "md"].includes(dataset.history)) await settled();
    window.policyHistory?.(dataset.history, dataset.id, name);
    if (dataset.history === "open") one("#view-ask-button")?.click();
  };

  // ---- What Gradio's parts do not tell a screen reader --------------------------------------------
  let telling = 0;
  const tellState = () => {
    telling = 0;
    all(".label-wrap").forEach((e) => e.setAttribute("aria-expanded", String(e.classList.contains("open"))));
    all(".toast-close").forEach((e) => e.setAttribute("aria-label", window.policyClose));
    const more = one("#views .overflow-menu > button");
    if (!more) return;
    more.setAttribute("aria-label", window.policyMore);
    more.setAttribute("aria-expanded", String(!one("#views .overflow-dropdown.hide")));
  };
  ready(() => {
    new MutationObserver(() => {
      telling ||= setTimeout(tellState, 50);
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  });

  // ---- Events -----------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const hit = (selector) => event.target.closest?.(selector);
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    let found;
    if (plain && (found = hit("a.cite, a.source-card, a[data-open]"))) {
      event.preventDefault();
      hideHint();
      openSource(found.href, found);
    } else if ((found = hit(".outline a[data-anchor]")) && found.closest(".panel")) {
      if (turnOutline(found.dataset.anchor, found)) event.preventDefault();
    } else if ((found = hit("[data-ask]"))) {
      const thread = one("#thread");
      thread && send("submit", { question: found.dataset.ask });
    } else if ((found = hit("[data-claim]"))) {
      event.preventDefault();
      const entry = document.getElementById(`claim-${found.dataset.claim}`);
      all(".claims .current").forEach((e) => e.classList.remove("current"));
      entry?.classList.add("current");
      entry?.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
      entry?.focus({ preventScroll: true });
    } else if ((found = hit("[data-feedback]"))) {
      const form = one("form.feedback", found.closest(".exchange"));
      if (found.dataset.feedback === "right") giveFeedback(found, "right", "");
      else if ((form.hidden = !form.hidden) === false) one("textarea", form).focus();
    } else if ((found = hit("[data-history]"))) {
      historyAct(found);
    } else if ((found = hit("[data-remove]"))) {
      if (confirm(found.dataset.confirm)) window.policyDocuments?.("remove", found.dataset.remove);
    } else if ((found = hit("[data-department]"))) {
      window.policyDepartment?.(found.dataset.department);
    } else if ((found = hit("[data-copy]"))) {
      copy(absolute(found.dataset.copy)).then(() => copied(found));
    } else if ((found = hit("[data-copy-link]"))) {
      copy(new URL(found.dataset.copyLink, location.href).href).then(() => copied(found));
    } else if (hit("[data-close]")) {
      closeSource();
    } else if (hit("[data-theme]")) {
      switchTheme();
    } else if (hit("#views [role=tab], #views .overflow-dropdown button")) {
      document.body.classList.remove("source-open");
    } else if (hit("a.skip")) {
      event.preventDefault();
      questionBox()?.focus();
    }
  });

  for (const [name, act] of [["mouseover", showHint], ["focusin", showHint], ["mouseout", hideHint], ["focusout", hideHint]]) {
    document.addEventListener(name, (event) => {
      const mark = event.target.closest?.(".cite");
      if (mark) act(mark);
    });
  }

  const writing = (element) => element.matches?.("input, textarea, select, [contenteditable]");

  // Arrows go through the citations of the answer that has the focus, or of the last one.
  const stepCitation = (by) => {
    const exchange = document.activeElement.closest?.(".exchange") || all("#thread .exchange").at(-1);
    const marks = exchange ? all(".cite, .lesser .source-card", exchange) : [];
    if (!marks.length) return false;
    const at = marks.findIndex((m) => m === document.activeElement);
    const now = at < 0 ? marks.findIndex((m) => m.classList.contains("current")) : at;
    const next = marks[(now + by + marks.length) % marks.length];
    next.focus();
    openSource(next.href, next);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      hideHint();
      if (one("#live .exchange")) one("#stop")?.click();
      else if (document.body.classList.contains("source-open")) closeSource();
      else document.activeElement?.blur?.();
    } else if (!writing(event.target) && event.key === "/") {
      const box = questionBox();
      if (box && box.offsetParent) {
        event.preventDefault();
        box.focus();
      }
    } else if (!writing(event.target) && !event.target.closest?.("[role=tablist], .text, .outline, .table")) {
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        if (stepCitation(event.key === "ArrowRight" ? 1 : -1)) event.preventDefault();
      }
    }
  });
})();
