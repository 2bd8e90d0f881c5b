#include "base/versions/written_version.h"

namespace fairlead {
namespace {

bool is_of_identifier(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

}  // namespace

std::size_t identifiers_size(std::string_view text, char mark) {
  if (!text.starts_with(mark)) return 0;
  std::size_t size = run_size(text.substr(1), is_of_identifier);
  if (size == 0) return 0;
  for (++size; size < text.size() && text[size] == '.';) {
    const std::size_t more = run_size(text.substr(size + 1), is_of_identifier);
    if (more == 0) break;
    size += 1 + more;
  }
  return size;
}

WrittenVersion written_version(std::string_view text, bool (*fits)(char)) {
  WrittenVersion made;
  std::size_t at = text.starts_with('v') ? 1 : 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const bool has_point = i > 0 && at < text.size() && text[at] == '.';
    if (i > 0 && !has_point) break;
    const std::size_t size = run_size(text.substr(at + (has_point ? 1 : 0)), fits);
    if (size == 0) break;
    made.parts[i] = text.substr(at + (has_point ? 1 : 0), size);
    at += size + (has_point ? 1 : 0);
  }
  if (made.parts[0].empty()) return {};
  made.pre = text.substr(at, identifiers_size(text.substr(at), '-'));
  at += made.pre.size();
  made.metadata = text.substr(at, identifiers_size(text.substr(at), '+'));
  made.size = at + made.metadata.size();
  return made;
}

}  // namespace fairlead
