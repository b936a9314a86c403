"use strict";
(() => {
  const SIGN = "workshop_answers", DONT_KNOW = "don't know", NOT_APPLYING = "does not apply";
  const form = document.getElementById("form"), of = form.dataset;
  const by = document.getElementById("by"), said = document.getElementById("said");
  const questions = [...form.querySelectorAll(".question")].map(box => ({
    box, key: box.dataset.key, mark: box.dataset.mark,
    choices: [...box.querySelectorAll("input[type=radio]")],
    why: box.querySelector(".why input"), whyPart: box.querySelector(".why"),
    comment: box.querySelector("textarea"), more: box.querySelector("details.comment"),
    clear: box.querySelector(".clear button"),
  }));
  const packs = [...form.querySelectorAll("[data-pack]")].map(({dataset}) => (
    {id: dataset.pack, name: dataset.packName, edition: dataset.edition}
  ));
  let back = newId(), revision = 0, changed = false, given = false;

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Without what no file can carry; lines end in one way. */
  function tidy(text) {
    return text.replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, "").trim();
  }

  function chosen(question) {
    const choice = question.choices.find(one => one.checked);
    if (!choice) return null;
    return /^\d$/.test(choice.value) ? Number(choice.value) : choice.value;
  }

  function rows() {
    return questions.map(question => {
      const answer = chosen(question), row = {key: question.key, mark: question.mark, answer};
      const why = tidy(question.why.value).replace(/\s+/g, " "), comment = tidy(question.comment.value);
      if (answer === NOT_APPLYING) row.reason = why;
      if (comment) row.comment = comment;
      return row;
    });
  }

  function whole() {
    return {
      [SIGN]: Number(of.version), form: of.form, return: back, revision,
      session: {id: of.session, title: of.title}, partner: {id: of.partner, name: of.name},
      packs, by: tidy(by.value).replace(/\s+/g, " "), answers: rows(),
    };
  }

  function asText() {
    const made = whole(), lines = [];
    const escaped = text => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
    const flat = text => text.replace(/\s+/g, " ");
    for (const row of made.answers) {
      const start = `${row.key} [${row.mark}]`;
      if (row.answer === DONT_KNOW) lines.push(`${start}: ?`);
      else if (row.answer === NOT_APPLYING) lines.push(escaped(`${start}: does not apply: ${row.reason}`.trim()));
      else if (row.answer !== null) lines.push(`${start}: ${row.answer}`);
      if (row.comment) lines.push(`${start} comment: ${escaped(row.comment)}`);
    }
    const head = [
      `WORKSHOP ANSWERS ${of.version}`, `Form: ${of.form}`, `Return: ${back} ${revision}`,
      `Session: ${of.session} ${flat(of.title)}`, `Partner: ${of.partner} ${flat(of.name)}`,
      `Filled in by: ${made.by}`, `Lines: ${lines.length}`, "",
    ];
    return [...head, ...lines, "ANSWERS END", ""].join("\n");
  }

  function show() {
    let answered = 0;
    for (const question of questions) {
      const answer = chosen(question);
      answered += answer !== null;
      question.whyPart.hidden = answer !== NOT_APPLYING;
      question.clear.hidden = answer === null;
      question.box.classList.toggle("answered", answer !== null);
    }
    document.getElementById("progress").textContent = `${answered} of ${questions.length} answered`;
    document.getElementById("unsaved").textContent = changed ? "not saved yet" : "";
  }

  function touched() {
    changed = true;
    said.textContent = "";
    show();
  }

  /** A later version than what was given away before, if anything is other than then. */
  function nextRevision() {
    if (changed || !given) revision += 1;
    given = true;
    changed = false;
  }

  function unexplained() {
    const open = questions.filter(one => chosen(one) === NOT_APPLYING && !tidy(one.why.value));
    if (open.length) open[0].why.focus();
    return open.length ? "One that does not apply has no reason yet: please say why, and save again." : "";
  }

  function save() {
    nextRevision();
    const file = new Blob([JSON.stringify(whole(), null, 1) + "\n"], {type: "application/json"});
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = of.file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    show();
    said.textContent = `Saved in your downloads as ${of.file}. ${unexplained() || "Now send that file back."}`;
  }

  async function copy() {
    nextRevision();
    const area = document.getElementById("text");
    area.value = asText();
    document.getElementById("text-part").hidden = false;
    area.focus();
    area.select();
    let copied = false;
    try {
      copied = document.execCommand("copy");
      if (!copied) {
        await navigator.clipboard.writeText(area.value);
        copied = true;
      }
    } catch {
      copied = false;
    }
    show();
    said.textContent = copied ? "Copied. Paste it into an e-mail." : "Copy the text below, and paste it into an e-mail.";
  }

  function fill(question, row) {
    const value = row && row.answer !== null && row.answer !== undefined ? String(row.answer) : null;
    for (const choice of question.choices) choice.checked = choice.value === value;
    question.why.value = row && typeof row.reason === "string" ? row.reason : "";
    question.comment.value = row && typeof row.comment === "string" ? row.comment : "";
    question.more.open = question.comment.value !== "";
    return value === null || question.choices.some(choice => choice.checked);
  }

  /** Put back what was saved; all of it, or nothing. */
  async function load(event) {
    const [file] = event.target.files;
    if (!file) return;
    if (changed && !confirm("What you have answered here is not saved. Load the file in its place?")) {
      event.target.value = "";
      return;
    }
    let saved = null;
    try {
      saved = JSON.parse(await file.text());
    } catch {
      saved = null;
    }
    event.target.value = "";
    if (!saved || !(SIGN in saved) || !Array.isArray(saved.answers)) {
      said.textContent = `${file.name} is no file that this form saved.`;
    } else if (saved.form !== of.form) {
      said.textContent = `${file.name} belongs to another form.`;
    } else if (saved[SIGN] > Number(of.version) || !/^[0-9a-f]{16}$/.test(saved.return)) {
      said.textContent = `${file.name} cannot be read by this form.`;
    } else {
      const known = new Map(saved.answers.map(row => [row.key, row]));
      const differs = one => known.has(one.key) && known.get(one.key).mark !== one.mark;
      const others = questions.filter(one => differs(one) && known.get(one.key).answer !== null);
      for (const one of questions.filter(differs)) known.delete(one.key);
      for (const question of questions) fill(question, known.get(question.key));
      back = saved.return;
      revision = Number.isInteger(saved.revision) ? saved.revision : 0;
      by.value = typeof saved.by === "string" ? saved.by : "";
      changed = false;
      given = true;
      show();
      said.textContent = `Loaded from ${file.name}.`;
      if (others.length) said.textContent += ` Please answer again, since these have changed: ${others.length}.`;
    }
  }

  function startAgain() {
    if (changed && !confirm("These answers are not saved. Start again all the same?")) return;
    for (const question of questions) fill(question, null);
    by.value = "";
    document.getElementById("text-part").hidden = true;
    back = newId();
    revision = 0;
    changed = given = false;
    show();
    said.textContent = "Ready for somebody else.";
    document.getElementById("questions").focus();
  }

  for (const question of questions) {
    question.clear.addEventListener("click", () => {
      for (const choice of question.choices) choice.checked = false;
      question.choices[0].focus();
      touched();
    });
  }
  form.addEventListener("input", event => { if (event.target.id !== "text") touched(); });
  form.addEventListener("submit", event => event.preventDefault());
  document.getElementById("load").addEventListener("change", load);
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("save-bar").addEventListener("click", save);
  document.getElementById("copy").addEventListener("click", copy);
  document.getElementById("next")?.addEventListener("click", startAgain);
  window.addEventListener("beforeunload", event => {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = "";
  });
  show();
})();
