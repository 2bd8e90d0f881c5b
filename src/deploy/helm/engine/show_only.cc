#include "deploy/helm/engine/show_only.h"

#include <fmt/format.h>

#include <vector>

#include "deploy/helm/chart/ignore.h"

namespace fairlead::helm {
namespace {

constexpr std::string_view white = " \t\n\v\f\r";

std::string_view left_trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(white);
  return begin == text.npos ? std::string_view() : text.substr(begin);
}

/// Cut at each `---` that begins a line, as Helm does, without white space before each.
std::vector<std::string_view> cut(std::string_view text) {
  constexpr std::string_view dashes = "---";
  std::vector<std::string_view> all;
  const auto add = [&](std::string_view document) {
    if (const std::string_view part = left_trimmed(document); !part.empty()) all.push_back(part);
  };
  text = left_trimmed(text);
  std::size_t from = 0;
  for (std::size_t at = text.find(dashes); at != text.npos; at = text.find(dashes, at + 1)) {
    if (at > 0 && text[at - 1] != '\n') continue;
    add(text.substr(from, at - from));
    from = at + dashes.size();
    at = from - 1;
  }
  add(text.substr(from));
  return all;
}

}  // namespace

std::string_view template_shown(std::string_view document) {
  constexpr std::string_view source = "# Source: ";
  const std::size_t at = document.find(source);
  if (at == document.npos) return {};
  const std::size_t slash = document.find('/', at + source.size() + 1);
  if (slash == document.npos) return {};
  const std::string_view rest = document.substr(slash + 1);
  return rest.substr(0, rest.find('\n'));
}

Outcome<std::string> shown_only(std::string_view output, std::span<const std::string> patterns) {
  const std::vector<std::string_view> documents = cut(output);
  std::string all;
  for (const std::string& pattern : patterns) {
    bool any = false;
    for (const std::string_view document : documents) {
      const std::string_view name = template_shown(document);
      if (name.empty() || !go_path_matches(pattern, name)) continue;
      all += fmt::format("---\n{}\n", document);
      any = true;
    }
    if (!any)
      return refused(Stage::render, fmt::format("could not find template {} in chart", pattern));
  }
  return all;
}

}  // namespace fairlead::helm
