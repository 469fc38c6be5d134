// The desk works without this file; it adds keys, and shows which places of a text made a tag.
(function () {
  "use strict";

  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var first = function (selector) { return document.querySelector(selector); };

  function move(step) {
    var links = all("[data-hit] [data-open]").filter(function (link) { return link.offsetParent !== null; });
    if (!links.length) { return; }
    var at = links.indexOf(document.activeElement);
    var next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
    links[next].focus({ preventScroll: true });
    links[next].closest("[data-hit]").scrollIntoView({ block: "nearest" });
  }

  function follow(selector) {
    var link = first(selector);
    if (link) { link.click(); }
  }

  var KEYS = {
    "/": function () { var box = first("[data-focus]"); box.focus(); box.select(); },
    "j": function () { move(1); },
    "k": function () { move(-1); },
    "n": function () { follow("[data-next]"); },
    "p": function () { follow("[data-first]"); },
    "?": function () { first("#keys-dialog").showModal(); }
  };

  // Arrows walk from the search box through what may be meant and back.
  function suggest(event) {
    var choices = all("[data-focus], #suggestions a"), at = choices.indexOf(document.activeElement);
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (at >= 0 && next >= 0 && next < choices.length) { event.preventDefault(); choices[next].focus(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { suggest(event); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || first("dialog[open]")) { return; }
    if (event.target.closest(".query")) {
      if (event.key === "Escape") { event.target.blur(); }
      return;
    }
    if (Object.prototype.hasOwnProperty.call(KEYS, event.key)) { event.preventDefault(); KEYS[event.key](); }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-keys]")) { event.preventDefault(); KEYS["?"](); return; }
    if (event.target.nodeName === "DIALOG") { event.target.close(); return; }
    var mark = event.target.closest("[data-article] mark[data-tags]");
    if (mark) { open(mark.getAttribute("data-tags").split(" ")); }
  });

  // Every piece of a mark carries the tags it belongs to, since an address can lead to the first piece only.
  function light(tag) {
    all("mark.lit").forEach(function (mark) { mark.classList.remove("lit"); });
    if (tag) { all("mark[data-tags~='" + tag + "']").forEach(function (mark) { mark.classList.add("lit"); }); }
  }

  function open(tags) {
    all(".evidence li.lit").forEach(function (item) { item.classList.remove("lit"); });
    tags.forEach(function (tag, number) {
      var item = document.getElementById("tag-" + tag);
      if (!item) { return; }
      item.classList.add("lit");
      if (number === tags.length - 1) { item.scrollIntoView({ block: "nearest" }); }
    });
    light(tags[tags.length - 1]);
  }

  ["mouseover", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var item = event.target.closest && event.target.closest("[data-tag]");
      if (item) { light(item.getAttribute("data-tag")); }
    });
  });

  // Where an answer in place is no good, the browser goes there plainly and shows what is wrong.
  function leave(event) {
    var context = event.detail.ctx, link = context && context.sourceElement;
    if (event.type === "htmx:before:response" && context.response.status < 400) { return; }
    event.preventDefault();
    if (link && link.href) { window.location.assign(link.href); }
  }
  document.addEventListener("htmx:before:response", leave);
  document.addEventListener("htmx:error", leave);

  function fold() {
    var narrow = window.matchMedia("(max-width: 60rem)").matches;
    all("details.facets").forEach(function (facets) { if (narrow) { facets.removeAttribute("open"); } });
  }
  document.addEventListener("htmx:after:swap", fold);
  fold();
})();
