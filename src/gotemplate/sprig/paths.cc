// Paths, with slashes.
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

/// The path without empty parts, `.` and `x/..`.
std::string cleaned(std::string_view path) {
  if (path.empty()) return ".";
  const bool is_absolute = path[0] == '/';
  std::vector<std::string_view> parts;
  std::size_t up = 0;  // leading `..`
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.size() > up) {
      parts.pop_back();
    } else if (!is_absolute) {
      parts.push_back(part);
      ++up;
    }
  }
  std::string made = is_absolute ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i)
    made += (i == 0 ? "" : "/") + std::string(parts[i]);
  return made.empty() ? "." : made;
}

Value base(Call& call) {
  std::string_view path = call[0].text();
  if (path.empty()) return call.made(".");
  std::size_t end = path.size();
  while (end > 0 && path[end - 1] == '/') --end;
  if (end == 0) return call.made("/");
  const std::size_t slash = path.rfind('/', end - 1);
  return part_of(call.heap, call[0], slash == path.npos ? 0 : slash + 1, end);
}

Value dir(Call& call) {
  const std::string_view path = call[0].text();
  const std::size_t slash = path.rfind('/');
  return call.made(cleaned(slash == path.npos ? "" : path.substr(0, slash + 1)));
}

Value clean(Call& call) { return call.made(cleaned(call[0].text())); }

Value ext(Call& call) {
  const std::string_view path = call[0].text();
  const std::size_t dot = path.rfind('.'), slash = path.rfind('/');
  if (dot == path.npos || (slash != path.npos && slash > dot)) return call.made("");
  return part_of(call.heap, call[0], dot, path.size());
}

Value is_absolute(Call& call) { return Value::boolean(call[0].text().starts_with('/')); }

constexpr Function table[] = {
    {"base", "string", base},         {"osBase", "string", base},
    {"dir", "string", dir},           {"osDir", "string", dir},
    {"clean", "string", clean},       {"osClean", "string", clean},
    {"ext", "string", ext},           {"osExt", "string", ext},
    {"isAbs", "string", is_absolute}, {"osIsAbs", "string", is_absolute},
};

}  // namespace

std::span<const Function> path_functions() { return table; }

}  // namespace fairlead::gotemplate
