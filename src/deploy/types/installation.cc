#include "deploy/types/installation.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/filled_in.h"
#include "base/text.h"

namespace fairlead {

void give_values(Ref values, bool is_text, InstalledSource& source) {
  if (values.present() && !(values->is_scalar() && values.text().empty()))
    source.values.push_back({values, is_text, ""});
}

std::string origin_of(std::string_view url, std::string_view revision) {
  if (url.empty() || is_filled_in(url) || is_filled_in(revision)) return {};
  const auto scheme = url.find("://");
  const bool scp = scheme == url.npos;  // git@host:owner/name
  if (!scp) url.remove_prefix(scheme + 3);
  const auto slash = url.find('/');
  if (const auto user = url.substr(0, slash).rfind('@'); user != url.npos)
    url.remove_prefix(user + 1);
  std::string name = lower(url);
  if (const auto colon = name.find(':'); scp && colon != name.npos) name[colon] = '/';
  while (name.ends_with('/')) name.pop_back();
  if (name.ends_with(".git")) name.resize(name.size() - 4);
  return fmt::format("{} {}", name, revision.empty() ? "HEAD" : revision);
}

std::optional<std::string> path_here(const InstalledSource& source) {
  auto path = normalized_path(source.path);
  if (path && path->empty()) path.reset();
  return path;
}

std::vector<std::string> pointed_paths(const Installation& installation) {
  std::vector<std::string> paths;
  for (const InstalledSource& source : installation.sources) {
    if (auto path = path_here(source)) paths.push_back(std::move(*path));
  }
  return paths;
}

}  // namespace fairlead
