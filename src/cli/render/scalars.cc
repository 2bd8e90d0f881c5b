#include "cli/render/scalars.h"

#include <fmt/format.h>

#include "base/text.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

std::string escaped(std::string_view key) {
  std::string made;
  for (const char letter : key) {
    if (letter == '~')
      made += "~0";
    else if (letter == '/')
      made += "~1";
    else
      made += letter;
  }
  return made;
}

void add(Ref value, const std::string& path,
         std::vector<std::pair<std::string, const Node*>>& all) {
  if (!value) return;
  std::size_t index = 0;
  for (const Node* item : value.items()) add(Ref(item), fmt::format("{}/{}", path, index++), all);
  for (const Entry& entry : value.entries()) {
    const Node* key = entry.key->resolved();
    if (key && key->is_scalar())
      add(Ref(entry.value), fmt::format("{}/{}", path, escaped(json_key(*key))), all);
  }
  if (value->is_scalar() && value->span().is_place()) all.emplace_back(path, value.node());
}

}  // namespace

std::vector<std::pair<std::string, const Node*>> scalars_of(Ref root) {
  std::vector<std::pair<std::string, const Node*>> all;
  add(root, "", all);
  return all;
}

}  // namespace fairlead
