// Renders citations and a bibliography in several styles with citeproc-js: JSON in, JSON out.
// in: {styles: {name: xml}, locales: {tag: xml}, references, clusters, locale}; out: {name: {cites, bib, order} | {error}}
const CSL = require("citeproc");
console.log = () => {};
CSL.debug = () => {};

const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
const references = new Map(input.references.map((item) => [item.id, item]));
const copy = (value) => JSON.parse(JSON.stringify(value));
const system = {
  retrieveLocale: (tag) => input.locales[tag] || input.locales["en-US"],
  retrieveItem: (id) => copy(references.get(id)),
};

function render(xml) {
  const engine = new CSL.Engine(system, xml, input.locale, true);
  const isNote = engine.opt.xclass === "note";
  const cites = [];
  const before = [];
  input.clusters.forEach((items, i) => {
    const noteIndex = isNote ? i + 1 : 0;
    const citation = { citationID: `c${i}`, citationItems: copy(items), properties: { noteIndex } };
    for (const [index, text] of engine.processCitationCluster(citation, [...before], [])[1]) cites[index] = text;
    before.push([`c${i}`, noteIndex]);
  });
  const made = engine.makeBibliography();
  const bib = {};
  const order = [];
  if (made) {
    const [parameters, entries] = made;
    if (parameters.entry_ids.length !== entries.length) return { error: "an entry is lost" };
    parameters.entry_ids.forEach(([id], i) => {
      order.push(id);
      bib[id] = entries[i];
    });
  }
  return { cites, bib, order };
}

const out = {};
for (const [name, xml] of Object.entries(input.styles)) {
  try {
    out[name] = render(xml);
  } catch (error) {
    out[name] = { error: String(error) };
  }
}
process.stdout.write(JSON.stringify(out));
