#include "run/baseline.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "report/machine/json_writer.h"
#include "report/place.h"
#include "tree/document.h"

namespace fairlead {
namespace {

constexpr std::string_view version = "1";

/// Whether `path` is one of `paths` or lies below one; "" is the root.
bool below(std::string_view path, std::span<const std::string> paths) {
  return std::ranges::any_of(paths, [&](const std::string& each) {
    return each.empty() || path == each ||
           (path.starts_with(each) && path.substr(each.size()).starts_with('/'));
  });
}

}  // namespace

Result<Baseline> read_baseline(const std::string& name, std::string text) {
  const auto wrong = [&](std::string_view what) {
    return usage_error(fmt::format("{}: {}; write it anew with --write-baseline", name, what));
  };
  SourceMap sources;
  const SourceId source = sources.add_written(name, std::move(text));
  Arena arena;
  const Tree tree = read_json(arena, sources, source);
  if (!tree.problems.empty()) return wrong("this is no JSON");
  const Ref root(tree.documents.empty() ? nullptr : tree.documents.front().root);
  const Ref findings = root["findings"];
  if (!findings || !findings->is_sequence()) return wrong("this is no baseline of fairlead");
  if (root["version"].text() != version)
    return wrong(fmt::format("a baseline of version `{}` is not read", root["version"].text()));
  Baseline baseline;
  for (const Node* item : findings.items()) {
    const Ref entry(item);
    KnownFinding known{std::string(entry["fingerprint"].text()), std::string(entry["rule"].text()),
                       std::string(entry["path"].text()), std::string(entry["resource"].text())};
    if (known.fingerprint.empty()) return wrong("an entry has no `fingerprint`");
    baseline.emplace(known.fingerprint, known);
  }
  return baseline;
}

std::string write_baseline(const Baseline& baseline) {
  std::vector<const KnownFinding*> sorted;
  for (const auto& [fingerprint, known] : baseline) sorted.push_back(&known);
  std::ranges::sort(sorted, {}, [](const KnownFinding* known) {
    return std::tie(known->path, known->rule, known->fingerprint);
  });
  fmt::memory_buffer out;
  fmt::format_to(std::back_inserter(out), "{{\"version\": \"{}\", \"findings\": [", version);
  std::string_view separator = "\n";
  for (const KnownFinding* known : sorted) {
    fmt::format_to(std::back_inserter(out), "{}  ", separator);
    separator = ",\n";
    JsonWriter json(out);
    json.object([&] {
      json.field("fingerprint", known->fingerprint);
      json.field("rule", known->rule);
      json.field("path", known->path);
      if (!known->resource.empty()) json.field("resource", known->resource);
    });
  }
  fmt::format_to(std::back_inserter(out), "\n]}}\n");
  return fmt::to_string(out);
}

Baseline baseline_of(const Report& report) {
  const std::vector<std::string> prints = fingerprints(report);
  Baseline baseline;
  for (std::size_t i = 0; i < prints.size(); ++i) {
    const Finding& finding = report.findings[i];
    baseline[prints[i]] = {prints[i], std::string(finding.rule->id),
                           sanitized_utf8(report.sources->name(finding.at.source)),
                           sanitized_utf8(finding.resource)};
  }
  return baseline;
}

Baseline hide_known(Report& report, const Baseline& baseline, std::span<const std::string> paths) {
  const std::vector<std::string> prints = fingerprints(report);
  std::set<std::string_view> met;
  std::vector<Finding> left;
  for (std::size_t i = 0; i < prints.size(); ++i) {
    if (baseline.contains(prints[i])) {
      met.insert(prints[i]);
    } else {
      left.push_back(std::move(report.findings[i]));
    }
  }
  report.summary.known = report.findings.size() - left.size();
  report.findings = std::move(left);
  Baseline stale;
  for (const auto& [print, known] : baseline) {
    if (!met.contains(print) && below(known.path, paths)) stale.emplace(print, known);
  }
  return stale;
}

Baseline updated(const Baseline& old, const Baseline& fresh, std::span<const std::string> paths) {
  Baseline all = fresh;
  for (const auto& [print, known] : old) {
    if (!below(known.path, paths)) all.emplace(print, known);
  }
  return all;
}

}  // namespace fairlead
