#include "cli/provenance/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace fairlead {

std::string first_names(std::span<const std::string> names, std::size_t most) {
  std::string words;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
    words += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) words += fmt::format(" and {} more", names.size() - most);
  return words;
}

std::string path_from_here(std::string_view path, std::string_view prefix) {
  if (path.starts_with(prefix)) path.remove_prefix(prefix.size());
  return std::string(path);
}

bool is_not_rendered(const Gap& gap) {
  return gap.kind == GapKind::file || gap.kind == GapKind::chart || gap.kind == GapKind::release ||
         gap.kind == GapKind::kustomization;
}

}  // namespace fairlead
