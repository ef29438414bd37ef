/** The rows of the table, and which of them a filter leaves: a part of the draw script. */
export const ROW_SCRIPT = String.raw`
function rowHtml(row) {
  const list = (texts, kind) => texts.map((text) => '<div class="' + kind + '">' + breakable(text) + "</div>").join("");
  const permissions = row.permissions.map(
    ({ name, on }) => '<div class="mono">' + breakable(name) + "</div>" + (on === "" ? "" : '<div class="sub mono">on ' + breakable(on) + "</div>"),
  );
  const audience = row.audience === "" ? "" : '<div class="mono"><span class="key">aud</span> ' + breakable(row.audience) + "</div>";
  return (
    '<tr><td data-label="Who"><div class="mono' + (row.wide ? " wide" : "") + '">' + breakable(row.subject) + "</div>" +
    '<div class="sub mono">' + (row.issuerName === "" ? "" : "<b>" + breakable(row.issuerName) + "</b> ") + breakable(row.issuer) + "</div>" +
    (row.wide ? '<div class="tag">pattern or any subject</div>' : "") + "</td>" +
    '<td data-label="With">' + audience + list(row.others, "mono") +
    list(row.unknown.map((reason) => "unknown: " + reason), "unknown") + "</td>" +
    '<td data-label="Becomes"><div class="cloud ' + row.mark + '">' + escaped(row.kind) + '</div><div class="mono">' + breakable(row.identity) + "</div>" +
    (row.identity === row.address ? "" : '<div class="sub mono">' + breakable(row.address) + "</div>") + "</td>" +
    '<td data-label="May">' + (row.permissions.length === 0 ? '<span class="sub">nothing in these files</span>' : permissions.join("")) + "</td></tr>"
  );
}

function matching(rows, text, clouds, onlyWide) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return rows.filter((row) => {
    if (!clouds.includes(row.cloud) || (onlyWide && !row.wide && row.unknown.length === 0)) return false;
    if (words.length === 0) return true;
    const all = [row.issuerName, row.issuer, row.subject, row.audience, row.kind, row.identity, row.address, ...row.others, ...row.unknown, ...row.permissions.map(({ name, on }) => name + " on " + on)].join("\n").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
`;
