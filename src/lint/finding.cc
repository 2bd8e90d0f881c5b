#include "lint/finding.h"

#include "lint/rule.h"

namespace fairlead {
namespace {

constexpr std::string_view severity_names[] = {"note", "warning", "error"};
constexpr std::string_view confidence_names[] = {"low", "medium", "high"};

template <typename T>
std::optional<T> named(std::span<const std::string_view> names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<T>(found - names.begin());
}

using Place = std::tuple<std::string_view, std::uint32_t, std::uint32_t>;

Place place(const SourceMap& sources, Span at) {
  return {sources.name(at.source), at.begin, at.end};
}

bool labels_before(const SourceMap& sources, const std::vector<Label>& a,
                   const std::vector<Label>& b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(), [&](const Label& left, const Label& right) {
        return std::tuple(place(sources, left.at), std::string_view(left.text)) <
               std::tuple(place(sources, right.at), std::string_view(right.text));
      });
}

}  // namespace

std::string_view severity_name(Severity severity) {
  return severity_names[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_named(std::string_view name) {
  return named<Severity>(severity_names, name);
}

std::string_view confidence_name(Confidence confidence) {
  return confidence_names[static_cast<std::size_t>(confidence)];
}

std::optional<Confidence> confidence_named(std::string_view name) {
  return named<Confidence>(confidence_names, name);
}

bool reads_before(const SourceMap& sources, const Finding& a, const Finding& b) {
  const auto key = [&](const Finding& finding) {
    return std::tuple(place(sources, finding.at), finding.rule->id,
                      std::string_view(finding.message), std::string_view(finding.resource),
                      std::string_view(finding.path), std::string_view(finding.caption),
                      std::string_view(finding.help));
  };
  const auto left = key(a), right = key(b);
  if (left != right) return left < right;
  if (a.environments != b.environments) return a.environments < b.environments;
  return labels_before(sources, a.labels, b.labels);
}

}  // namespace fairlead
