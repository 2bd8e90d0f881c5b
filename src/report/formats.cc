#include <algorithm>
#include <array>

#include "report/report.h"

namespace fairlead {
namespace {

constexpr std::array<std::string_view, 5> names = {"text", "concise", "json", "sarif", "markdown"};
constexpr std::array<Writer, 5> writers = {write_text, write_concise, write_json, write_sarif,
                                           write_markdown};

}  // namespace

std::span<const std::string_view> format_names() { return names; }

Writer find_writer(std::string_view format) {
  const auto place = std::ranges::find(names, format);
  return place == names.end() ? nullptr : writers[static_cast<std::size_t>(place - names.begin())];
}

}  // namespace fairlead
