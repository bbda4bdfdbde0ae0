// Opens what stands beside a page without loading the whole page anew. Everything works
// without this script.
"use strict";
(() => {
  let asked = 0;
  const show = async (address, isNew) => {
    const beside = document.getElementById("beside");
    const mine = ++asked;
    let page;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      location.assign(address);
      return;
    }
    if (mine !== asked) return;
    const found = page.getElementById("beside");
    if (!beside || !found) {
      location.assign(address);
      return;
    }
    beside.replaceChildren(...Array.from(found.childNodes, (node) => document.importNode(node, true)));
    beside.className = found.className;
    beside.scrollTop = 0;
    if (isNew) history.pushState({ beside: true }, "", address);
    for (const old of document.querySelectorAll("main .asked, main .cited")) old.classList.remove("asked", "cited");
    for (const link of document.querySelectorAll("main a[data-beside]")) {
      if (link.href === address && link.matches(".mark, .chip")) link.classList.add("asked");
    }
    beside.focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-beside]");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.href, true);
  });
  addEventListener("popstate", () => {
    if (document.getElementById("beside")) show(location.href, false);
  });
})();
