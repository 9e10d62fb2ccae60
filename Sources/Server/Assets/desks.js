// The desks' forms, made more comfortable. Every page works without this file.
//   input[data-narrows=id]   narrows the options of a long list as one types
//   form[data-intake]        the caller's earlier requests, similar requests and villages come up as one types
//   [data-choose=id]         chooses its data-value in a list
//   [data-fills=id]          puts its data-text into a box: alone into an empty one, else below what is there
//   textarea[data-hints]     hints on the reply come up in data-hints-in as one types
(function () {
  'use strict';
  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }

  function after(milliseconds, work) {
    var timer;
    return function () {
      clearTimeout(timer);
      timer = setTimeout(work, milliseconds);
    };
  }

  // ---------------------------------------------------------- long lists
  // Also those that come to stand on the page later (`live.js`).
  function narrow(input) {
    var list = document.getElementById(input.dataset.narrows);
    var whole = list.cloneNode(true);
    input.hidden = false;
    input.dataset.isNarrowing = '';
    input.addEventListener('input', function () {
      var words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      var chosen = list.value;
      var copy = whole.cloneNode(true);
      if (words.length) {
        all('option', copy).forEach(function (option) {
          var group = option.closest('optgroup');
          var text = ((group ? group.label + ' ' : '') + option.textContent).toLowerCase();
          var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
          if (!fits && option.value !== '') option.remove();
        });
        all('optgroup', copy).forEach(function (group) { if (!group.children.length) group.remove(); });
      }
      list.replaceChildren.apply(list, Array.from(copy.childNodes));
      var left = all('option', list).filter(function (option) { return option.value; });
      var keep = left.find(function (option) { return option.value === chosen; });
      if (keep) keep.selected = true;
      else if (words.length && left.length) left[0].selected = true;
      else list.value = '';
      list.dispatchEvent(new Event('change', { bubbles: true }));
    });
    // A searched-for option is chosen by Enter; the form stays.
    input.addEventListener('keydown', function (event) {
      if (event.key === 'Enter') { event.preventDefault(); list.focus(); }
    });
  }
  function narrowAll() { all('input[data-narrows]:not([data-is-narrowing])').forEach(narrow); }
  narrowAll();
  document.addEventListener('renewed', narrowAll);

  // ---------------------------------------------------------- reply
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-fills]');
    var box = button && document.getElementById(button.dataset.fills);
    if (!box) return;
    event.preventDefault();
    box.value = box.value.trim() ? box.value.replace(/\s+$/, '') + '\n\n' + button.dataset.text : button.dataset.text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
    // What is to be filled in first.
    var gap = /【[^】]*】|\[[^\]]*\]/.exec(box.value);
    if (gap) box.setSelectionRange(gap.index, gap.index + gap[0].length);
  });

  all('textarea[data-hints]').forEach(function (box) {
    var place = document.getElementById(box.dataset.hintsIn);
    var look = after(900, function () {
      var text = box.value;
      if (!text.trim()) { place.replaceChildren(); return; }
      fetch(box.dataset.hints, {
        method: 'POST', headers: { Accept: 'text/html' },
        body: new URLSearchParams({ part: '1', reply: text })
      })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (html) {
          if (html === null || box.value !== text) return;
          var page = new DOMParser().parseFromString(html, 'text/html');
          place.replaceChildren.apply(place, Array.from(page.body.childNodes));
        })
        .catch(function () { /* the line is down: what is there stays */ });
    });
    box.addEventListener('input', look);
  });

  // ---------------------------------------------------------- intake
  var form = document.querySelector('form[data-intake]');
  if (!form) return;
  all('[data-no-script]', form).forEach(function (part) { part.remove(); });

  function fragment(id, address) {
    var place = document.getElementById(id);
    var wanted = place.dataset.wanted = address;
    fetch(address, { headers: { Accept: 'text/html' } })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (html) {
        // An answer that comes after the text has moved on is not shown.
        if (html === null || place.dataset.wanted !== wanted) return;
        var page = new DOMParser().parseFromString(html, 'text/html');
        place.replaceChildren.apply(place, Array.from(page.body.childNodes));
      })
      .catch(function () { /* the line is down: what is there stays */ });
  }

  function value(name) { return form.elements[name] ? form.elements[name].value.trim() : ''; }

  var lookCaller = after(400, function () {
    if (value('phone').replace(/\D/g, '').length < 5) return;
    fragment('caller', form.dataset.caller + '?phone=' + encodeURIComponent(value('phone')));
  });

  var lookSimilar = after(600, function () {
    var text = (value('title') + ' ' + value('text')).trim();
    if (text.length < 4) return;
    fragment('similar', form.dataset.similar + '?text=' + encodeURIComponent(text.slice(0, 500)) +
      '&place=' + encodeURIComponent(value('village') || value('place')));
  });

  form.elements.phone.addEventListener('input', lookCaller);
  ['title', 'text'].forEach(function (name) { form.elements[name].addEventListener('input', lookSimilar); });
  form.elements.village.addEventListener('change', lookSimilar);

  // The villages of the chosen town.
  var town = '';
  form.elements.place.addEventListener('change', function () {
    lookSimilar();
    if (value('place') === town) return;
    town = value('place');
    var list = form.elements.village;
    var none = document.createElement('option');
    none.value = '';
    none.textContent = list.dataset.none;
    list.replaceChildren(none);
    if (!town) return;
    var asked = town;
    fetch(form.dataset.places + '?under=' + encodeURIComponent(town), { headers: { Accept: 'application/json' } })
      .then(function (answer) { return answer.ok ? answer.json() : []; })
      .catch(function () { return []; })
      .then(function (places) {
        if (asked !== town) return;
        places.forEach(function (place) {
          var option = document.createElement('option');
          option.value = place.id;
          option.textContent = place.name;
          list.append(option);
        });
      });
  });

  // The enterprise's name is asked for on the enterprise line.
  function showLine() {
    all('[data-for-line]', form).forEach(function (input) {
      input.closest('.field').hidden = input.dataset.forLine !== value('line');
    });
  }
  form.elements.line.addEventListener('change', showLine);
  showLine();

  form.addEventListener('click', function (event) {
    var choose = event.target.closest('[data-choose]');
    if (!choose) return;
    var list = document.getElementById(choose.dataset.choose);
    var option = all('option', list).find(function (option) { return option.value === choose.dataset.value; });
    if (!option) return;
    event.preventDefault();
    option.selected = true;
    list.focus();
  });
})();
