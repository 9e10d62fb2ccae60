// Forms with files, made more comfortable. Every page works without this file.
//   form[data-files]      sent with its progress shown; when something has to be mended, the chosen files stay chosen
//   input[data-limits]    shows what is chosen, lets one take files away again, and says at once what is too large
(function () {
  'use strict';
  function all(selector, root) { return Array.from((root || document).querySelectorAll(selector)); }
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  // The page before this one stood at another address and was replaced by it.
  if (history.state && history.state.wasSent) window.addEventListener('popstate', function () { window.location.reload(); });

  function size(bytes) {
    if (bytes < 1024) return bytes + ' B';
    if (bytes < 1048576) return Math.round(bytes / 1024) + ' KB';
    return Math.round(bytes * 10 / 1048576) / 10 + ' MB';
  }

  // ---------------------------------------------------------- choosing
  // Choosing again adds to what is chosen.
  function choose(input) {
    var chosen = [];
    var list = input.parentElement.querySelector('[data-chosen]');
    var limits = {};
    input.dataset.limits.split(',').forEach(function (pair) {
      var halves = pair.split('=');
      limits[halves[0]] = Number(halves[1]);
    });
    var largest = Math.max.apply(null, Object.keys(limits).map(function (type) { return limits[type]; }));

    function fault(file, index) {
      if (file.size === 0) return input.dataset.empty;
      var limit = limits[file.type] || largest;
      if (file.size > limit) return fill(input.dataset.tooLarge, { limit: size(limit) });
      if (index >= Number(input.dataset.most)) return fill(input.dataset.tooMany, { most: input.dataset.most });
      return '';
    }

    function same(a, b) { return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified; }

    function put() {
      var holder = new DataTransfer();
      chosen.forEach(function (file) { holder.items.add(file); });
      input.files = holder.files;
      show();
    }

    function show() {
      var faults = chosen.map(fault);
      list.hidden = chosen.length === 0;
      list.replaceChildren.apply(list, chosen.map(function (file, index) {
        var row = document.createElement('li');
        var name = document.createElement('span');
        name.className = 'file-name';
        name.textContent = file.name;
        var note = document.createElement('span');
        note.className = faults[index] ? 'c-bad' : 'meta';
        note.textContent = size(file.size) + (faults[index] ? ' · ' + faults[index] : '');
        var remove = document.createElement('button');
        remove.type = 'button';
        remove.className = 'link-btn';
        remove.textContent = input.dataset.remove;
        remove.setAttribute('aria-label', input.dataset.remove + ': ' + file.name);
        remove.addEventListener('click', function () {
          chosen.splice(index, 1);
          put();
          input.focus();
        });
        row.append(name, note, remove);
        return row;
      }));
      input.setCustomValidity(faults.find(Boolean) || '');
      input.setAttribute('aria-invalid', String(faults.some(Boolean)));
    }

    input.addEventListener('change', function () {
      Array.from(input.files).forEach(function (file) {
        if (!chosen.some(function (other) { return same(file, other); })) chosen.push(file);
      });
      put();
    });

    // A page that is shown again, with what was chosen before.
    var kept = window.chosenFiles && window.chosenFiles[input.id];
    if (kept) {
      chosen = kept;
      put();
      all('[data-no-script]', input.parentElement).forEach(function (part) { part.remove(); });
    }
    return function () { return chosen; };
  }

  // ---------------------------------------------------------- sending
  all('form[data-files]').forEach(function (form) {
    var inputs = all('input[data-limits]', form);
    var reading = inputs.map(choose);
    var isSending = false;

    form.addEventListener('submit', function (event) {
      var submitter = event.submitter;
      var files = [].concat.apply([], reading.map(function (read) { return read(); }));
      if (!files.length) return;
      event.preventDefault();
      if (isSending) return;
      var wrong = inputs.find(function (input) { return !input.checkValidity(); });
      if (wrong) { wrong.focus(); wrong.reportValidity(); return; }
      send(form, submitter);
    });

    function send(form, submitter) {
      var status = form.querySelector('[data-file-status]');
      var words = inputs[0].dataset;
      var data = new FormData(form);
      if (submitter && submitter.name) data.append(submitter.name, submitter.value);
      isSending = true;
      if (submitter) submitter.disabled = true;
      function end(text) {
        isSending = false;
        if (submitter) submitter.disabled = false;
        status.textContent = text;
      }
      var request = new XMLHttpRequest();
      request.open('POST', (submitter && submitter.getAttribute('formaction')) || form.getAttribute('action'));
      request.setRequestHeader('Form-Sending', '1');
      request.setRequestHeader('Accept', 'text/html');
      request.upload.addEventListener('progress', function (event) {
        if (event.lengthComputable) status.textContent = fill(words.sending, { percent: Math.floor(event.loaded * 100 / event.total) });
      });
      request.addEventListener('error', function () { end(words.failed); });
      request.addEventListener('load', function () {
        var next = request.getResponseHeader('Form-Location');
        if (next) { window.location.assign(next); return; }
        if (!/^text\/html/.test(request.getResponseHeader('Content-Type') || '')) { end(words.failed); return; }
        // The page that answers takes this one's place; the files stay.
        window.chosenFiles = {};
        inputs.forEach(function (input, index) { window.chosenFiles[input.id] = reading[index](); });
        history.pushState({ wasSent: true }, '', window.location.href);
        document.open();
        document.write(request.responseText);
        document.close();
      });
      request.send(data);
    }
  });
})();
