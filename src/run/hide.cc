#include "run/hide.h"

#include <algorithm>

namespace fairlead {
namespace {

void hide_in(Finding& finding, Hiding& hiding) {
  const SourceId source = finding.at.source;
  const auto writes_one = [&](const Edit& edit) {
    const std::string quoted = fmt::format("`{}`", edit.replacement);
    std::string hidden = quoted;
    hiding.hide(hidden, source);
    return hidden != quoted;
  };
  std::erase_if(finding.fixes,
                [&](const Fix& fix) { return std::ranges::any_of(fix.edits, writes_one); });
  for (std::string* words :
       {&finding.message, &finding.caption, &finding.help, &finding.resource, &finding.path})
    hiding.hide(*words, source);
  for (Label& label : finding.labels) hiding.hide(label.text, source);
  for (Fix& fix : finding.fixes) hiding.hide(fix.description, source);
}

/// The words of a connection that come from its address, each by itself.
void hide_in(ConnectionRow& row, Hiding& hiding) {
  for (std::string* word :
       {&row.host, &row.variable, &row.service, &row.namespace_name, &row.resource}) {
    if (word->empty()) continue;
    std::string quoted = fmt::format("`{}`", *word);
    hiding.hide(quoted, row.at.source);
    *word = quoted.substr(1, quoted.size() - 2);
  }
  hiding.hide(row.reason, row.at.source);
}

}  // namespace

void hide_credentials(const FileSet& files, std::span<const File* const> besides,
                      std::span<const ProjectFiles> projects, std::span<const MadeTexts> made,
                      bool lists_each, Report& report) {
  Hiding hiding(*report.sources, projects, made);
  for (const auto& [path, file] : files.all()) hiding.add(*file);
  for (const File* file : besides) hiding.add(*file);
  std::vector<Span> places;
  const auto names_one = [](const Finding& each) { return family_of(each.rule->id) == "secret"; };
  if (std::ranges::any_of(report.findings, names_one)) hiding.look_everywhere();
  for (Finding& finding : report.findings) {
    places.push_back(finding.at);
    for (const Label& label : finding.labels) places.push_back(label.at);
    hide_in(finding, hiding);
  }
  report.shown = hiding.shown(places);
  for (ConnectionRow& row : report.summary.connections) {
    if (lists_each)
      hide_in(row, hiding);
    else
      row.host = row.variable = row.service = row.namespace_name = row.reason = {};
  }
  for (NotChecked& each : report.summary.not_checked) {
    const File* file = files.find(each.path);
    const SourceId source = file ? file->source : each.at.source;
    if (lists_each)
      hiding.hide(each.what, source);
    else
      each.what.clear();
    hiding.hide(each.reason, source);
  }
}

}  // namespace fairlead
