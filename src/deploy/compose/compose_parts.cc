#include "deploy/compose/compose_parts.h"

#include <algorithm>

#include "base/text.h"
#include "deploy/compose/compose.h"

namespace fairlead {
namespace {

struct Named {
  std::string path;
  std::string_view how;
};

std::vector<Named> named_by(const File& file) {
  std::vector<Named> all;
  const Ref root = first_root(file);
  for (std::string& path : compose_included(file.path, root))
    all.push_back(
        {std::move(path), "another compose file includes it, and it is read with that one"});
  for (std::string& path : compose_extended(file.path, root))
    if (!is_looked_for(path))
      all.push_back(
          {std::move(path), "a compose file that others extend: read is what they take of it"});
  std::erase_if(all, [&](const Named& each) { return each.path == file.path; });
  return all;
}

}  // namespace

std::map<std::string, std::string_view> compose_parts(std::span<const File* const> files) {
  std::map<std::string_view, std::vector<Named>> named;
  std::map<std::string, std::string_view> anywhere, parts;
  for (const File* file : files) {
    std::vector<Named> all = named_by(*file);
    for (const Named& each : all) anywhere.emplace(each.path, each.how);
    if (!all.empty()) named.emplace(file->path, std::move(all));
  }
  std::vector<std::string_view> open;
  for (const auto& [path, all] : named)
    if (!anywhere.contains(std::string(path))) open.push_back(path);
  while (!open.empty()) {
    const auto found = named.find(open.back());
    open.pop_back();
    if (found == named.end()) continue;
    for (const Named& each : found->second)
      if (const auto [place, is_new] = parts.emplace(each.path, each.how); is_new)
        open.push_back(place->first);
  }
  return parts;
}

}  // namespace fairlead
