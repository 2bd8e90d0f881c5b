#include <algorithm>
#include <map>
#include <span>

#include "base/text.h"
#include "cli/provenance/words.h"
#include "cli/units/unit_rows.h"
#include "report/inert.h"

namespace fairlead {
namespace {

constexpr std::size_t most_named = 6;

std::string list_words(std::span<const std::string> names) {
  return first_names(names, most_named);
}

/// The names; of more than anybody would read, how many.
std::string few_words(const std::vector<std::string>& names) {
  return names.size() > most_named ? fmt::format("{} others", names.size()) : list_words(names);
}

std::string objects_words(const UnitRow& row) {
  std::size_t count = 0;
  std::vector<std::string> kinds;
  for (const auto& [kind, number] : row.objects) {
    count += number;
    kinds.push_back(fmt::format("{} {}", number, kind));
  }
  if (count == 0) return "nothing";
  return fmt::format("{}: {}", counted(count, "object"), list_words(kinds));
}

void add_field(std::string_view label, std::string_view words, fmt::memory_buffer& out) {
  if (!words.empty()) fmt::format_to(std::back_inserter(out), "  {:17}{}\n", label, inert(words));
}

std::string release_words(const UnitRow& row) {
  if (row.release.empty()) return "";
  return row.release_namespace.empty()
             ? row.release
             : fmt::format("{} in {}", row.release, row.release_namespace);
}

void add_row(const UnitRow& row, fmt::memory_buffer& out) {
  fmt::format_to(std::back_inserter(out), "{}  ({})\n", inert(row.name), row.kind);
  add_field("release", release_words(row), out);
  add_field("deploys", objects_words(row), out);
  add_field("namespaces", list_words(row.namespaces), out);
  add_field("deployed by", list_words(row.deployed_by), out);
  add_field("resolves against", few_words(row.resolves_against), out);
  add_field("never beside", few_words(row.alternatives), out);
  for (const NotRendered& each : row.not_rendered) {
    const std::string line = each.line == 0 ? "" : fmt::format(":{}", each.line);
    add_field("not rendered",
              fmt::format("{}{}: {}{}{}", each.path, line, each.what, each.what.empty() ? "" : ": ",
                          each.reason),
              out);
  }
}

}  // namespace

void write_units_text(const std::vector<UnitRow>& rows, fmt::memory_buffer& out) {
  std::map<std::string, std::size_t> kinds;
  std::size_t objects = 0, left = 0;
  for (const UnitRow& row : rows) {
    add_row(row, out);
    out.push_back('\n');
    ++kinds[row.kind];
    for (const auto& [kind, number] : row.objects) objects += number;
    left += row.not_rendered.size();
  }
  std::string words;
  for (const auto& [kind, number] : kinds)
    words += fmt::format("{}{} {}{}", words.empty() ? "" : ", ", number, kind,
                         number == 1 || kind.ends_with('s') ? "" : "s");
  fmt::format_to(std::back_inserter(out), "{}{}{}; {}; not rendered: {}\n",
                 counted(rows.size(), "unit"), words.empty() ? "" : ": ", words,
                 counted(objects, "object"), counted(left, "thing"));
}

}  // namespace fairlead
