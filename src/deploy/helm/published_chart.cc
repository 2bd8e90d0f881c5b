#include "deploy/helm/published_chart.h"

#include <algorithm>

#include "base/text.h"
#include "base/versions/version_constraint.h"

namespace fairlead {
namespace {

bool is_wrapper(Ref chart) {
  return std::ranges::any_of(chart["dependencies"].items(), [&](const Node* item) {
    return Ref(item)["name"].text() == chart["name"].text();
  });
}

/// Whether a URL has a part that is the owner: `ghcr.io/acme/charts`, `acme.github.io`.
bool is_of_owner(std::string_view url, std::string_view repository) {
  const std::string owner = lower(repository.substr(0, repository.find('/')));
  if (owner.empty()) return false;
  const std::string text = lower(url);
  for (std::size_t at = text.find(owner); at != text.npos; at = text.find(owner, at + 1)) {
    constexpr std::string_view inside = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    const std::size_t end = at + owner.size();
    const bool begins = at > 0 && !contains(inside, text.substr(at - 1, 1));
    const bool ends = end == text.size() || !contains(inside, text.substr(end, 1));
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

bool is_published_as(const File& chart, const InstalledSource& source,
                     std::string_view repository) {
  const Ref root = first_root(chart);
  const std::string_view version = root["version"].text();
  if (version.empty() || is_wrapper(root)) return false;
  if (version == source.version) return true;
  return is_of_owner(source.repository, repository) &&
         (source.version.empty() || version_fits(source.version, version));
}

}  // namespace fairlead
