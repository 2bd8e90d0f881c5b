#include "deploy/compose/value/volume_text.h"

#include <cctype>
#include <vector>

#include "base/text.h"

namespace fairlead::compose {
namespace {

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
}

/// Puts a section to the parts; false where compose refuses it.
bool put(std::string_view section, bool is_last, VolumeParts& parts) {
  if (section.empty()) return false;
  if (parts.source.empty() && is_last)
    parts.target = section;
  else if (parts.source.empty())
    parts.source = section;
  else if (parts.target.empty())
    parts.target = section;
  else if (!is_last)
    return false;
  else
    parts.options = section;
  return true;
}

}  // namespace

std::optional<VolumeParts> volume_parts(std::string_view text) {
  if (text.empty()) return std::nullopt;
  VolumeParts parts;
  if (text.size() <= 2) {
    parts.target = text;
    parts.is_short = true;
    return parts;
  }
  int depth = 0;  // in variables that stay as they are
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') ++depth;
    if (text[i] == '}' && depth > 0) --depth;
    if (text[i] != ':' || depth > 0) continue;
    if (i == begin + 1 && is_letter(text[begin])) continue;  // a drive of Windows
    if (!put(text.substr(begin, i - begin), false, parts)) return std::nullopt;
    begin = i + 1;
  }
  if (depth > 0) return parts;
  if (!put(text.substr(begin), true, parts)) return std::nullopt;
  return parts;
}

bool is_volume_path(std::string_view source) {
  if (source.empty()) return false;
  if (source[0] == '.' || source[0] == '/' || source[0] == '~') return true;
  if (source.starts_with("\\\\")) return true;
  return source.size() > 1 && is_letter(source[0]) && source[1] == ':';
}

std::string clean_path(std::string_view path) {
  const bool is_rooted = path.starts_with('/');
  std::vector<std::string_view> kept;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != ".." || (!is_rooted && (kept.empty() || kept.back() == "..")))
      kept.push_back(part);
    else if (!kept.empty())
      kept.pop_back();
  }
  std::string made = is_rooted ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) made += '/';
    made += kept[i];
  }
  return made.empty() ? "." : made;
}

}  // namespace fairlead::compose
