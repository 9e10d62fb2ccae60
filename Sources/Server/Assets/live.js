// The desks' pages renew by themselves when something changes that concerns them. Every page works without this file.
//   #live                 addresses and words; the server tells there, as events, which lists have changed
//   [data-live-part]      put in place of the old one when the page is asked for again
//   [data-live-list]      its children with data-case are the rows of a list; none moves under the pointer or the focus
// What was typed, chosen or unfolded stays. The page listens while it can be seen.
(function () {
  'use strict';
  var dock = document.getElementById('live');
  if (!dock || !window.EventSource || !window.fetch || !window.DOMParser) return;
  var words = dock.dataset;
  var lists = words.lists.split(' ').filter(Boolean);
  var main = document.getElementById('main');
  var say = dock.querySelector('[data-live-say]');
  var off = dock.querySelector('[data-live-off]');
  var note = dock.querySelector('[data-live-note]');

  // Milliseconds: between two looks at the same thing, before a look (pages of many people should not ask at once),
  // and after how long a page whose clocks run on is asked for anyway.
  var GAP = { counts: 3000, lists: 2000, page: 1000 };
  var SPREAD = 300;
  var TICK = 60000;
  var PATIENCE = 5000;
  var LONGEST = 60000;
  var RANK = ['counts', 'lists', 'page'];

  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }

  // ---------------------------------------------------------- the line
  var mark = words.mark;
  var stream = null;
  var failures = 0;
  var hasEnded = false;
  var reconnecting, offTimer;

  function connect() {
    clearTimeout(reconnecting);
    if (stream || hasEnded || document.hidden) return;
    var join = words.live.indexOf('?') < 0 ? '?' : '&';
    stream = new EventSource(words.live + join + 'since=' + encodeURIComponent(mark));
    stream.onopen = function () {
      failures = 0;
      clearTimeout(offTimer);
      offTimer = null;
      off.hidden = true;
    };
    stream.addEventListener('changed', function (event) {
      mark = event.lastEventId || mark;
      var news = JSON.parse(event.data);
      if (news['case']) want('page');
      else want(news.lists.some(function (list) { return lists.indexOf(list) >= 0; }) ? 'lists' : 'counts');
    });
    stream.addEventListener('end', end);
    stream.onerror = retry;
  }

  function disconnect() {
    clearTimeout(reconnecting);
    if (stream) stream.close();
    stream = null;
  }

  // The line is down: look by asking, less and less often, and try again. An answer says as well if the session is over.
  function retry() {
    disconnect();
    if (hasEnded || document.hidden) return;
    failures += 1;
    if (!offTimer) offTimer = setTimeout(function () { tell(words.off); }, PATIENCE);
    var wait = Math.min(LONGEST, 1000 * Math.pow(2, failures - 1)) * (0.75 + Math.random() / 2);
    reconnecting = setTimeout(function () {
      if (failures > 1) want(lists.length ? 'lists' : 'counts');
      connect();
    }, wait);
  }

  function tell(text) {
    off.hidden = false;
    off.textContent = text;
  }

  // The session is over. What stands here stays, so that nothing typed is lost.
  function end() {
    if (hasEnded) return;
    hasEnded = true;
    disconnect();
    clearTimeout(offTimer);
    clearTimeout(looking);
    tell(words.ended + ' ');
    off.append(link(words.again, words.signIn));
    say.textContent = words.ended;
  }

  document.addEventListener('visibilitychange', function () {
    if (document.hidden) disconnect(); else { connect(); tick(); }
  });
  window.addEventListener('pagehide', disconnect);
  window.addEventListener('pageshow', function (event) { if (event.persisted) connect(); });

  // ---------------------------------------------------------- looking again
  var wanted = null;
  var lastLook = 0;
  var looking = null;
  var isLooking = false;
  var ticking;

  function want(what) {
    if (hasEnded) return;
    if (!wanted || RANK.indexOf(what) > RANK.indexOf(wanted)) wanted = what;
    if (isLooking) return;
    clearTimeout(looking);
    looking = setTimeout(look, Math.max(Math.random() * SPREAD, lastLook + GAP[wanted] - Date.now()));
  }

  function look() {
    if (document.hidden || hasEnded) return;
    var what = wanted;
    wanted = null;
    isLooking = true;
    lastLook = Date.now();
    tick();
    fetch(what === 'counts' ? words.numbers : words.page, {
      headers: { 'Live-Refresh': what === 'page' ? 'page' : 'lists', Accept: what === 'counts' ? 'application/json' : 'text/html' }
    })
      .then(function (answer) {
        if (answer.status === 401) { end(); return null; }
        if (!answer.ok) return null;
        if (what === 'counts') return answer.json().then(showCounts);
        var hasGone = answer.redirected;
        return answer.text().then(function (html) {
          show(what, new DOMParser().parseFromString(html, 'text/html'), hasGone);
        });
      })
      .catch(function () { /* the line is down: what is there stays */ })
      .then(function () {
        isLooking = false;
        if (wanted) want(wanted);
      });
  }

  // Clocks run on without anything happening.
  function tick() {
    clearTimeout(ticking);
    if (lists.length && !hasEnded) ticking = setTimeout(function () { want('lists'); }, TICK * (0.9 + Math.random() / 5));
  }

  function showCounts(answer) {
    all('[data-count]').forEach(function (place) {
      var count = answer.counts[place.dataset.count];
      if (count !== undefined && place.textContent !== count) place.textContent = count;
    });
  }

  function show(what, page, hasGone) {
    var fresh = page.getElementById('main');
    if (!fresh) return;
    // Another page than this one was answered: the request that it shows is not there any more.
    if (hasGone) {
      notice(words.gone, [[words.next, words.nextPage], [words.reload, words.page]]);
      want('lists');
      return;
    }
    // A page that had nothing to show is shown whole, and one that nobody is busy with.
    var wasEmpty = !main.querySelector('[data-live-list]') && fresh.querySelector('[data-live-list]');
    if (what === 'lists' && wasEmpty && !main.querySelector('[data-live-part="work"]')) { want('page'); return; }
    if (what === 'page' && !isBusy()) {
      note.hidden = true;
      keepFocus(function () { morph(main, fresh); });
      document.dispatchEvent(new Event('renewed'));
    } else {
      if (what === 'page') notice(words.changed, [[words.reload, words.page]]);
      keepFocus(function () { showParts(page); });
    }
    words.mark = mark;
  }

  function showParts(page) {
    all('[data-live-part]').forEach(function (part) {
      var fresh = page.querySelector('[data-live-part="' + part.dataset.livePart + '"]');
      if (fresh) morph(part, fresh);
    });
    all('[data-live-list]').forEach(function (list) {
      if (list.closest('[data-live-part]')) return;
      renew(list, page.querySelector('[data-live-list]'));
    });
  }

  // Somebody is in the middle of something: writes, has unfolded a form, has marked words.
  function isBusy() {
    var at = document.activeElement;
    if (at && main.contains(at) && at.matches('input:not([type=radio]):not([type=checkbox]), textarea, select')) return true;
    if (main.querySelector('details[open].act, details[open].fold')) return true;
    var selection = window.getSelection();
    if (selection && !selection.isCollapsed && main.contains(selection.anchorNode)) return true;
    return all('input, textarea, select', main).some(isTouched);
  }

  function isTouched(field) {
    if (field.matches('select')) {
      return Array.from(field.options).some(function (option, index) {
        var isDefault = option.defaultSelected || (index === 0 && !field.querySelector('option[selected]'));
        return option.selected !== isDefault;
      });
    }
    if (field.matches('[type=radio], [type=checkbox]')) return field.checked !== field.defaultChecked;
    return field.type !== 'hidden' && field.value !== field.defaultValue;
  }

  // ---------------------------------------------------------- lists
  var known = new Set();
  var held = null;

  function rows(list) { return list ? Array.from(list.children).filter(function (row) { return row.dataset.case; }) : []; }
  function number(row) { return row.dataset.case; }

  // Whether somebody points at the list or moves through it with the keyboard.
  function isHeld(list) { return list.matches(':hover') || list.contains(document.activeElement); }

  function renew(list, fresh) {
    var old = rows(list).filter(function (row) { return !row.classList.contains('is-gone'); }).map(number);
    var now = rows(fresh).map(number);
    var come = now.filter(function (one) { return !known.has(one); });
    announce(list, come);
    if (old.join() === now.join() || !isHeld(list)) {
      release(list);
      place(list, fresh);
      all('[data-case]', list).forEach(function (row) { if (come.indexOf(number(row)) >= 0) flash(row); });
      return;
    }
    // Rows stay where they are; what they say is renewed, and what has gone says so.
    rows(list).forEach(function (row) {
      var next = rows(fresh).find(function (other) { return number(other) === number(row); });
      if (next) patch(row, next); else go(row);
    });
    held = { list: list, fresh: fresh };
    offer(list, now.filter(function (one) { return old.indexOf(one) < 0; }).length);
  }

  function go(row) {
    if (row.classList.contains('is-gone')) return;
    row.classList.add('is-gone');
    var badge = document.createElement('span');
    badge.className = 'badge badge-line';
    badge.textContent = words.taken;
    (row.querySelector('.what small, .meta') || row.querySelector('a') || row).prepend(badge, ' ');
  }

  function flash(row) {
    row.classList.add('is-new');
    setTimeout(function () { row.classList.remove('is-new'); }, 6000);
  }

  // Puts the new rows in place. The one that is chosen stays chosen and where it stands on the screen.
  function place(list, fresh) {
    var chosen = rows(list).find(function (row) { return row.querySelector('[aria-current]'); });
    var anchor = chosen || rows(list)[0];
    var top = anchor && anchor.getBoundingClientRect().top;
    var key = chosen && number(chosen);
    if (fresh) morphChildren(list, fresh);
    else rows(list).forEach(function (row) { row.remove(); });
    var again = key && rows(list).find(function (row) { return number(row) === key; });
    if (again) rows(list).forEach(function (row) { choose(row, row === again); });
    var stays = again || (anchor && anchor.isConnected ? anchor : null);
    if (!stays) return;
    var scroller = scrolls(list);
    if (scroller.scrollTop > 0) scroller.scrollTop += stays.getBoundingClientRect().top - top;
  }

  // The nearest element around it that scrolls; the page where none does.
  function scrolls(element) {
    for (var at = element.parentElement; at; at = at.parentElement) {
      if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return document.scrollingElement;
  }

  function choose(row, isChosen) {
    var link = row.querySelector('a');
    if (isChosen) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    if (row.matches('tr')) row.classList.toggle('is-selected', isChosen);
  }

  function patch(row, fresh) {
    var isChosen = Boolean(row.querySelector('a[aria-current]'));
    morph(row, fresh);
    choose(row, isChosen);
  }

  // "2 new, show": lies over the list, so that nothing moves for it.
  function offer(list, count) {
    var frame = list.closest('.pane, .live-list') || list.parentElement;
    var button = frame.querySelector('.live-more');
    if (!count) { if (button) button.remove(); return; }
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.className = 'live-more btn btn-sm';
      button.dataset.key = '.';
      button.setAttribute('aria-keyshortcuts', '.');
      button.addEventListener('click', function () { settle(true); });
      frame.prepend(button);
    }
    button.textContent = words.show.replace('{new}', many(count));
    var cap = document.createElement('span');
    cap.className = 'key';
    cap.textContent = '.';
    button.append(cap);
  }

  function release(list) {
    held = null;
    offer(list, 0);
  }

  // Shows what was held back: on the button, or as soon as nobody is in the list any more.
  function settle(isAsked) {
    if (!held || (!isAsked && isHeld(held.list))) return;
    var waiting = held;
    var old = rows(waiting.list).map(number);
    release(waiting.list);
    keepFocus(function () { place(waiting.list, waiting.fresh); });
    rows(waiting.list).forEach(function (row) { if (old.indexOf(number(row)) < 0) flash(row); });
  }
  document.addEventListener('pointermove', later(settle, 400));
  document.addEventListener('focusout', later(settle, 400));

  function later(work, milliseconds) {
    var timer;
    return function () {
      if (!held) return;
      clearTimeout(timer);
      timer = setTimeout(work, milliseconds);
    };
  }

  // ---------------------------------------------------------- words
  var unsaid = 0;
  var saying;

  function many(count) { return count === 1 ? words.oneNew : words.new.replace('{n}', count); }

  // Said politely, and not more than once in ten seconds.
  function announce(list, come) {
    come.forEach(function (one) { known.add(one); });
    if (list.dataset.liveList === 'later' || !come.length) return;
    unsaid += come.length;
    if (saying) return;
    say.textContent = many(unsaid);
    unsaid = 0;
    saying = setTimeout(function () {
      saying = null;
      say.textContent = unsaid ? many(unsaid) : '';
      unsaid = 0;
    }, 10000);
  }

  function link(text, address) {
    var link = document.createElement('a');
    link.href = address;
    link.textContent = text;
    return link;
  }

  function notice(text, links) {
    if (note.dataset.says === text && !note.hidden) return;
    note.dataset.says = text;
    var close = document.createElement('button');
    close.type = 'button';
    close.className = 'link-btn';
    close.textContent = words.hide;
    close.addEventListener('click', function () { note.hidden = true; });
    var sentence = document.createElement('span');
    sentence.textContent = text;
    note.replaceChildren.apply(note, [sentence].concat(links.map(function (one) { return link(one[0], one[1]); }), [close]));
    note.hidden = false;
    say.textContent = text;
  }

  // ---------------------------------------------------------- putting the new in place of the old
  // An element that stays the same element keeps its focus, its scroll and what was typed into it.
  function keepFocus(work) {
    var at = document.activeElement;
    work();
    if (at && at !== document.body && at.isConnected && document.activeElement !== at) at.focus({ preventScroll: true });
  }

  function morph(old, fresh) {
    if (old.hasAttribute('data-keys-toggle')) return;
    if (old.hasAttribute('data-live-list') && fresh.hasAttribute('data-live-list')) { renew(old, fresh); return; }
    attributes(old, fresh);
    morphChildren(old, fresh);
  }

  function attributes(old, fresh) {
    Array.from(fresh.attributes).forEach(function (attribute) {
      if (attribute.name === 'hidden' && old.dataset.narrows) return;
      if (old.getAttribute(attribute.name) !== attribute.value) old.setAttribute(attribute.name, attribute.value);
    });
    Array.from(old.attributes).forEach(function (attribute) {
      if (attribute.name === 'open' && old.matches('details')) return;
      if (!fresh.hasAttribute(attribute.name)) old.removeAttribute(attribute.name);
    });
  }

  function key(node) { return node.nodeType === 1 ? node.dataset.case || node.id || '' : ''; }

  function morphChildren(old, fresh) {
    var keyed = new Map();
    Array.from(old.childNodes).forEach(function (node) { if (key(node)) keyed.set(key(node), node); });
    var at = old.firstChild;
    Array.from(fresh.childNodes).forEach(function (node) {
      var match = key(node) ? keyed.get(key(node)) : at;
      while (match && !key(node) && (key(match) || match.nodeName !== node.nodeName)) match = match.nextSibling;
      if (match && match.nodeName !== node.nodeName) match = null;
      if (!match) { old.insertBefore(document.importNode(node, true), at); return; }
      keyed.delete(key(node));
      if (match === at) at = at.nextSibling; else old.insertBefore(match, at);
      if (node.nodeType === 1) morph(match, node);
      else if (match.data !== node.data) match.data = node.data;
    });
    while (at) {
      var next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  all('[data-live-list]').forEach(function (list) { rows(list).map(number).forEach(function (one) { known.add(one); }); });
  connect();
  tick();
})();
