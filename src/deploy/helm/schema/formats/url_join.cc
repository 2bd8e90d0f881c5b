#include "deploy/helm/schema/formats/url_join.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "gotemplate/sprig/urls/url_parts.h"

namespace fairlead::helm {
namespace {

bool is_plain(std::string_view text) {
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-._~:/?@$&+,;=").find(c) != std::string_view::npos;
    if (!good) return false;
  }
  return true;
}

/// Without `.` and `..`; a path that has something begins with `/`.
std::string without_dots(std::string_view path) {
  if (path.empty()) return "";
  std::vector<std::string_view> kept;
  const auto steps = split(path.starts_with('/') ? path.substr(1) : path, '/');
  for (const std::string_view step : steps) {
    if (step == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (step != ".") {
      kept.push_back(step);
    }
  }
  std::string made;
  for (const std::string_view step : kept) made += fmt::format("/{}", step);
  if (steps.back() == "." || steps.back() == "..") made += '/';
  return made;
}

std::string_view written(const gotemplate::UrlPart& part) { return part.written; }

std::string url_text(std::string_view scheme, std::string_view host, std::string_view path,
                     std::string_view query) {
  return fmt::format("{}://{}{}{}{}", lower(scheme), host, path, query.empty() ? "" : "?", query);
}

}  // namespace

std::optional<std::string> joined_url(std::string_view base, std::string_view reference) {
  if (reference.empty()) return std::string(base);
  std::string error;
  const auto to = gotemplate::url_parts(reference, error);
  const auto from = gotemplate::url_parts(base, error);
  if (!to || !from || to->user || !is_plain(reference)) return std::nullopt;
  const std::string_view scheme = written(to->scheme), path = written(to->path);
  const std::string_view query = written(to->query);
  if (!scheme.empty() && !written(to->opaque).empty()) {
    if (!query.empty()) return std::nullopt;
    return fmt::format("{}:{}", lower(scheme), written(to->opaque));
  }
  if (!scheme.empty()) return url_text(scheme, written(to->host), without_dots(path), query);
  // Go keeps what has no path.
  if (!written(from->opaque).empty() && query.empty()) return std::string(base);
  const std::string_view own = written(from->scheme);
  if (!written(to->host).empty())
    return url_text(own, written(to->host), without_dots(path), query);
  const std::string_view host = written(from->host), under = written(from->path);
  if (path.empty()) return url_text(own, host, without_dots(under), query);
  if (path.starts_with('/')) return url_text(own, host, without_dots(path), query);
  const std::string merged = std::string(under.substr(0, under.rfind('/') + 1)) + std::string(path);
  return url_text(own, host, without_dots(merged), query);
}

std::string escaped_fragment(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-_.~$&+=:@/").find(c) != std::string_view::npos;
    if (good)
      made += c;
    else
      made += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return made;
}

}  // namespace fairlead::helm
