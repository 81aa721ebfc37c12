// The article's HTML was escaped by charts/marked_text.py; all else is set as text, never as HTML.

const element = (tag, className, text) => {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

const numbers = (node, name) =>
  (node.dataset[name] || "").split(" ").filter(Boolean).map(Number)

function describe(mark) {
  const item = element("div", "note")
  item.dataset.kind = mark.kind
  const head = element("p", "note-head")
  head.append(element("span", "swatch"), element("strong", "", mark.label))
  head.append(element("span", "muted", ` · ${mark.category}`))
  item.append(head)
  if (mark.words) item.append(element("p", "note-words", `“${mark.words}”`))
  item.append(element("p", "", mark.reason))
  if (mark.background) item.append(element("p", "", mark.background))
  if (mark.plainer) item.append(element("p", "plainer", `Plainer: ${mark.plainer}`))
  const facts = []
  const own = mark.reported ? "The outlet’s wording of what somebody said" : "The outlet’s own words"
  facts.push(mark.voice === "own" ? own : "Inside a quotation")
  if (mark.entity) facts.push(`About: ${mark.entity}`)
  const clear = "a clear entry of the lexicon counts all the same"
  if (mark.agreement) facts.push(mark.agreement + (mark.arguable ? "" : `; ${clear}`))
  if (mark.arguable) facts.push("Arguable: experts disagree, or context decides")
  if (mark.source) facts.push(`Rests on: ${mark.source}`)
  item.append(element("p", "muted", facts.join(" · ")))
  return item
}

// Each side's verbs and quoted words; a verb leads to where it stands in the text.
function sides(rows, article) {
  const table = element("table", "sides")
  table.append(element("caption", "", "How each side is reported"))
  const head = element("tr")
  for (const title of ["Side", "Reporting verbs", "Words in quotation marks"]) {
    const cell = element("th", "", title)
    cell.scope = "col"
    head.append(cell)
  }
  const top = element("thead")
  top.append(head)
  const body = element("tbody")
  const most = Math.max(1, ...rows.map((row) => row.quoted))
  for (const row of rows) {
    const line = element("tr")
    const side = element("th", "", row.side)
    side.scope = "row"
    const verbs = element("td", "verbs")
    for (const stance of new Set(row.verbs.map((verb) => verb.stance))) {
      const group = element("span", "stance")
      group.append(element("span", "muted", `${stance}:`))
      for (const verb of row.verbs.filter((each) => each.stance === stance)) {
        group.append(" ", verbButton(verb, article))
      }
      verbs.append(group, " ")
    }
    if (!row.verbs.length) verbs.append(element("span", "muted", "none"))
    const quoted = element("td", "quoted-words")
    const bar = element("span", "bar")
    bar.style.width = `${(100 * row.quoted) / most}%`
    const track = element("span", "track")
    track.append(bar)
    quoted.append(element("span", "count", String(row.quoted)), track)
    line.append(side, verbs, quoted)
    body.append(line)
  }
  table.append(top, body)
  return table
}

function verbButton(verb, article) {
  const words = verb.count > 1 ? `${verb.word} ×${verb.count}` : verb.word
  const look = `verb ${verb.charged ? "charged" : ""}`
  if (!verb.marks.length) return element("span", look, words)
  const button = element("button", look, words)
  button.type = "button"
  let at = -1
  button.onclick = () => {
    at = (at + 1) % verb.marks.length
    const target = [...article.querySelectorAll("mark[data-marks]")].find((node) =>
      numbers(node, "marks").includes(verb.marks[at]),
    )
    if (!target) return
    target.scrollIntoView({ block: "center", behavior: "smooth" })
    target.focus({ preventScroll: true })
  }
  return button
}

// Streamlit tells its theme as colours only; whether it is a dark one decides which of ours fit.
function scheme(root) {
  const probe = element("span")
  probe.style.color = "var(--st-background-color)"
  root.append(probe)
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number)
  probe.remove()
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light"
}

function build(root, data, report) {
  const hidden = new Set(data.hidden)
  root.replaceChildren()

  const aside = element("div", "aside")
  const legend = element("div", "legend")
  legend.setAttribute("role", "group")
  legend.setAttribute("aria-label", "Kinds of marks to show")
  const article = element("article", "text")
  article.setAttribute("lang", "en")
  article.setAttribute("aria-label", "The article with its marks")
  article.innerHTML = data.html
  const tip = element("div", "tip")
  tip.setAttribute("role", "tooltip")
  tip.id = "reading-view-note"
  tip.hidden = true
  const status = element("p", "sr-only")
  status.setAttribute("role", "status")

  const apply = () => {
    for (const kind of data.kinds) article.classList.toggle(`no-${kind.key}`, hidden.has(kind.key))
    for (const node of article.querySelectorAll("mark[data-marks]")) {
      const seen = numbers(node, "marks")
        .map((at) => data.marks[at])
        .filter((mark) => !hidden.has(mark.kind) && mark.kind !== "hard_sentences")
      const shown = seen.length > 0
      // A stretch with several marks takes the look of the first one that is more than plain.
      const first = seen.find((mark) => !mark.plain) || seen[0]
      node.dataset.kind = first ? first.kind : "hard_sentences"
      node.classList.toggle("plain", !first || first.plain)
      if (node.dataset.stop === undefined) node.dataset.stop = node.hasAttribute("tabindex")
      if (node.dataset.stop === "true") node.tabIndex = shown ? 0 : -1
      node.classList.toggle("off", !shown)
    }
  }

  for (const kind of data.kinds) {
    const button = element("button", "kind")
    button.type = "button"
    button.dataset.kind = kind.key
    button.append(element("span", "swatch", kind.sign), element("span", "", kind.label))
    button.append(element("span", "count", String(kind.count)))
    if (kind.plain) button.title = `${kind.plain} more are plain: counted, and only faintly marked`
    button.disabled = kind.count + kind.plain === 0
    button.setAttribute("aria-pressed", String(!hidden.has(kind.key)))
    button.onclick = () => {
      hidden.has(kind.key) ? hidden.delete(kind.key) : hidden.add(kind.key)
      button.setAttribute("aria-pressed", String(!hidden.has(kind.key)))
      apply()
      report([...hidden])
    }
    legend.append(button)
  }

  const hide = () => {
    tip.hidden = true
    for (const node of article.querySelectorAll(".active")) {
      node.classList.remove("active")
      node.removeAttribute("aria-describedby")
    }
  }
  const show = (node) => {
    hide()
    const marks = numbers(node, "marks")
      .map((at) => data.marks[at])
      .filter((mark) => !hidden.has(mark.kind))
    if (!marks.length) return
    tip.replaceChildren(...marks.map(describe))
    tip.hidden = false
    node.classList.add("active")
    node.setAttribute("aria-describedby", tip.id)
    const frame = root.getBoundingClientRect()
    const box = node.getClientRects()[0] || node.getBoundingClientRect()
    const left = Math.min(box.left - frame.left, frame.width - tip.offsetWidth - 4)
    tip.style.left = `${Math.max(4, left)}px`
    const below = box.bottom - frame.top + 6
    const above = box.top - frame.top - tip.offsetHeight - 6
    const room = window.innerHeight - box.bottom
    tip.style.top = `${room < tip.offsetHeight + 12 && above > 0 ? above : below}px`
  }

  article.onpointerover = (event) => {
    const node = event.target.closest("mark[data-marks]")
    if (node) show(node)
  }
  article.onpointerleave = () => {
    const focused = root.getRootNode().activeElement
    if (focused && article.contains(focused)) show(focused)
    else hide()
  }
  article.addEventListener("focusin", (event) => {
    const node = event.target.closest("mark[data-marks]")
    if (node) show(node)
  })
  article.addEventListener("focusout", hide)
  article.onclick = (event) => {
    const node = event.target.closest("mark[data-marks]")
    if (node) show(node)
  }
  root.onkeydown = (event) => {
    if (event.key === "Escape") return hide()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key]
    if (!step) return
    const stops = [...article.querySelectorAll('mark[tabindex="0"]')]
    if (!stops.length) return
    const at = stops.indexOf(root.getRootNode().activeElement)
    const next = stops[(at + step + stops.length) % stops.length]
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: "center", behavior: "smooth" })
    event.preventDefault()
  }

  const list = element("ol", "findings")
  data.findings.forEach((finding, number) => {
    const item = element("li")
    const button = element("button", `finding ${finding.topic}`)
    button.type = "button"
    button.append(element("span", "topic", finding.topic), element("span", "", finding.text))
    let at = -1
    button.onclick = () => {
      const targets = [...article.querySelectorAll("[data-findings]")].filter((node) =>
        numbers(node, "findings").includes(number),
      )
      for (const node of article.querySelectorAll(".led")) node.classList.remove("led")
      for (const node of targets) node.classList.add("led")
      for (const other of list.querySelectorAll("button")) other.removeAttribute("aria-current")
      button.setAttribute("aria-current", "true")
      if (!targets.length) return
      at = (at + 1) % targets.length
      const target = targets[at]
      target.scrollIntoView({ block: "center", behavior: "smooth" })
      status.textContent = `${at + 1} of ${targets.length}: ${target.textContent}`
    }
    item.append(button)
    list.append(item)
  })
  const none = element(
    "p",
    "muted",
    "Nothing that can be said of the article as a whole: no side is treated differently, no name " +
      "takes a side, no loaded word stands in the headline. Its marks are in the text.",
  )

  aside.append(element("h3", "", "What stands out"))
  if (data.findings.length) {
    aside.append(element("p", "muted hint", "Select one to see its words; again for the next."), list)
  } else {
    aside.append(none)
  }
  const main = element("div", "main")
  const hint = element("p", "muted hint")
  hint.append(
    element("span", "quoted", "Grey stretches"),
    " are quoted. To see why a word is marked, tap it or hover over it, or step with ",
    element("kbd", "", "Tab"),
    " or ",
    element("kbd", "", "n"),
    " and ",
    element("kbd", "", "p"),
    ".",
  )
  if (data.sides.length) main.append(sides(data.sides, article))
  main.append(legend, hint, article)
  root.append(aside, main, tip, status)
  apply()
}

export default function (component) {
  const { data, parentElement, setStateValue } = component
  const root = parentElement.querySelector(".view")
  if (!root || !data) return
  root.dataset.scheme = scheme(root)
  // Streamlit calls this again at every rerun; only another article is a reason to start anew,
  // or the reader's place in the text would be lost.
  const drawn = data.html + JSON.stringify([data.findings, data.sides])
  if (root.drawn === drawn) return
  root.drawn = drawn
  build(root, data, (hidden) => setStateValue("hidden", hidden))
}
