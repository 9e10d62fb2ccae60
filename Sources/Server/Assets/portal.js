// The citizens' pages, made more comfortable. Every page works without this file.
//   form[data-draft]      a new request: places by one press, live summary, a draft kept on this device for 7 days
//   [data-counts=id]      counts the characters of a field
//   [data-if="a=b,c"]     shown while the radio `a` has the value b or c
//   [data-print]          prints the page
//   [data-drop-draft]     the request has been submitted: the draft goes
(function () {
  'use strict';
  var KEY = 'onedoor-draft';
  var DAYS = 7;
  // Names and telephone numbers never stay on the device.
  var KEPT = ['district', 'town', 'village', 'spot', 'kind', 'title', 'text', 'who', 'line'];

  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  // Storage can be switched off; a page must not break for it.
  function keep(value) {
    try {
      if (value) localStorage.setItem(KEY, JSON.stringify(value)); else localStorage.removeItem(KEY);
      return true;
    } catch (e) { return false; }
  }
  function kept() {
    try {
      var draft = JSON.parse(localStorage.getItem(KEY) || 'null');
      if (draft && Date.now() - draft.at < DAYS * 86400000) return draft.fields;
      keep(null);
    } catch (e) { keep(null); }
    return null;
  }

  all('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  if (document.querySelector('[data-drop-draft]')) keep(null);

  var summary = document.querySelector('.error-summary');
  if (summary) summary.focus();

  all('[data-counts]').forEach(function (counter) {
    var field = document.getElementById(counter.dataset.counts);
    var limit = Number(counter.dataset.limit);
    function count() {
      var n = Array.from(field.value).length;
      counter.textContent = fill(counter.dataset.words, { n: n, limit: limit });
      counter.classList.toggle('is-over', n > limit);
    }
    field.addEventListener('input', count);
    count();
  });

  var form = document.querySelector('form[data-draft]');
  if (form) request(form);

  function request(form) {
    var columns = ['district', 'town', 'village'];
    var names = {};
    var timer;

    all('[data-no-script]', form).forEach(function (part) { part.remove(); });
    all('[data-script], [data-review], [data-submit], [data-draft-save]', form)
      .forEach(function (part) { part.hidden = false; });

    function value(name) {
      var field = form.elements[name];
      return field ? field.value : '';
    }

    // ---------------------------------------------------------- places
    function list(level) { return form.querySelector('[data-column="' + level + '"]'); }

    function option(level, id, name) {
      var item = document.createElement('li');
      var label = document.createElement('label');
      var radio = document.createElement('input');
      var words = document.createElement('span');
      radio.type = 'radio';
      radio.name = level;
      radio.value = id;
      words.textContent = name;
      var tick = form.querySelector('.place-col .icon');
      label.append(radio, words);
      if (tick) label.append(tick.cloneNode(true));
      item.append(label);
      return item;
    }

    function show(level, places) {
      var column = list(level);
      var rows = column.querySelector('ul');
      var empty = column.querySelector('.place-empty');
      rows.replaceChildren.apply(rows, places.map(function (place) { return option(level, place.id, place.name); }));
      if (places.length && column.dataset.none) rows.append(option(level, '', column.dataset.none));
      if (empty) empty.remove();
      if (!places.length && column.dataset.empty) {
        empty = document.createElement('p');
        empty.className = 'place-empty';
        empty.textContent = column.dataset.empty;
        rows.before(empty);
      }
      rows.scrollTop = 0;
    }

    function load(level, under) {
      var address = form.dataset.places + '?under=' + encodeURIComponent(under);
      return fetch(address, { headers: { Accept: 'application/json' } })
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .catch(function () { return []; })
        .then(function (places) {
          // An answer that comes after the choice has moved on is not shown.
          if (value(columns[columns.indexOf(level) - 1]) === under) show(level, places);
        });
    }

    function chosen(level) {
      var below = columns[columns.indexOf(level) + 1];
      if (level === 'district') show('village', []);
      return below && value(level) ? load(below, value(level)) : Promise.resolve();
    }

    form.addEventListener('change', function (event) {
      if (columns.indexOf(event.target.name) >= 0) chosen(event.target.name).then(refresh);
      refresh();
    });

    // ---------------------------------------------------------- summary, steps, conditions
    function words(name) {
      var radio = form.querySelector('input[name="' + name + '"]:checked');
      var label = radio && radio.value && radio.closest('label');
      var text = label && (label.querySelector('b') || label.querySelector('span'));
      return text ? text.textContent.trim() : '';
    }

    function refresh() {
      var isChinese = document.documentElement.lang.indexOf('zh') === 0;
      var path = columns.map(words).filter(Boolean);
      var trail = form.querySelector('[data-place-path]');
      all('span', trail).slice(1).forEach(function (part) { part.remove(); });
      path.forEach(function (name) {
        var part = document.createElement('span');
        part.textContent = name;
        trail.append(part);
      });
      var comma = isChinese ? '，' : ', ';
      names.place = [path.join(isChinese ? '' : ', '), value('spot')].filter(Boolean).join(comma);
      names.matter = [words('kind'), value('title')].filter(Boolean).join(isChinese ? '：' : ': ');
      names.person = words('who');
      all('[data-review-value]', form).forEach(function (cell) { cell.textContent = names[cell.dataset.reviewValue] || '—'; });

      var kind = form.querySelector('input[name="kind"]:checked');
      var promise = form.querySelector('[data-answer-words]');
      if (kind && kind.dataset.answerBy) promise.textContent = fill(promise.dataset.answerWords, { day: kind.dataset.answerBy });

      all('[data-if]', form).forEach(function (part) {
        var rule = part.dataset.if.split('=');
        part.hidden = rule[1].split(',').indexOf(value(rule[0])) < 0;
      });

      var done = [
        Boolean(value('district') && value('town')),
        Boolean(value('kind') && value('title') && value('text')),
        Boolean(value('who') && (value('who') === 'anonymous' || (value('name') && value('phone'))))
      ];
      var now = done.indexOf(false);
      if (now < 0) now = 3;
      all('.part', form).forEach(function (part, index) {
        part.classList.toggle('is-done', Boolean(done[index]));
        part.classList.toggle('is-now', index === now);
      });
      all('.aside li', form).forEach(function (item, index) {
        item.classList.toggle('is-done', Boolean(done[index]));
        if (index === now) item.firstChild.setAttribute('aria-current', 'step');
        else item.firstChild.removeAttribute('aria-current');
      });
    }

    // ---------------------------------------------------------- draft
    function save() {
      var fields = {};
      KEPT.forEach(function (name) { fields[name] = value(name); });
      return (fields.title || fields.text || fields.district) ? keep({ at: Date.now(), fields: fields }) : keep(null);
    }

    function set(name, wanted) {
      all('[name="' + name + '"]', form).forEach(function (field) {
        if (field.type === 'radio') field.checked = field.value === wanted && (wanted !== '' || name !== 'village');
        else if (wanted) field.value = wanted;
      });
    }

    function restore(fields) {
      ['spot', 'kind', 'title', 'text', 'who', 'line'].forEach(function (name) { if (fields[name]) set(name, fields[name]); });
      var about = form.elements.title;
      about.dispatchEvent(new Event('input'));
      form.elements.text.dispatchEvent(new Event('input'));
      set('district', fields.district);
      return chosen('district')
        .then(function () { set('town', fields.town); return chosen('town'); })
        .then(function () { set('village', fields.village); refresh(); });
    }

    form.addEventListener('input', function () {
      clearTimeout(timer);
      timer = setTimeout(function () { save(); refresh(); }, 400);
    });

    // Enter in a line of text must not send the form off.
    form.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' && event.target.matches('input:not([type=radio]):not([type=checkbox])')) event.preventDefault();
    });

    var saveButton = form.querySelector('[data-draft-save]');
    saveButton.addEventListener('click', function () { if (save()) saveButton.textContent = saveButton.dataset.saved; });

    var drop = form.querySelector('[data-draft-drop]');
    drop.addEventListener('click', function () {
      keep(null);
      window.location.assign(form.getAttribute('action'));
    });

    var draft = form.hasAttribute('data-untouched') ? kept() : null;
    if (draft) {
      form.querySelector('[data-draft-notice]').hidden = false;
      restore(draft);
    }
    refresh();
  }
})();
