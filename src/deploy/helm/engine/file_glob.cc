#include "deploy/helm/engine/file_glob.h"

#include <fmt/format.h>

#include <optional>
#include <string>

namespace fairlead::helm {
namespace {

std::string literal(char letter) {
  const bool is_plain = static_cast<unsigned char>(letter) >= 0x80 || letter == '_' ||
                        (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                        (letter >= 'A' && letter <= 'Z');
  return is_plain ? std::string(1, letter) : fmt::format("\\x{:02x}", letter);
}

/// Translates a pattern into a regular expression; nothing where it is ill-formed.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : pattern_(pattern) {}

  std::optional<std::string> whole() {
    while (at_ < pattern_.size())
      if (!step()) return std::nullopt;
    if (depth_ > 0) return std::nullopt;
    return "(?s)^(?:" + made_ + ")$";
  }

 private:
  bool step() {
    const char letter = pattern_[at_++];
    switch (letter) {
      case '*':
        if (at_ < pattern_.size() && pattern_[at_] == '*') {
          ++at_;
          made_ += ".*";
        } else {
          made_ += "[^/]*";
        }
        return true;
      case '?':
        made_ += "[^/]";
        return true;
      case '[':
        return letters();
      case '{':
        ++depth_;
        made_ += "(?:";
        return true;
      case '}':
        if (depth_ == 0) break;
        --depth_;
        made_ += ")";
        return true;
      case ',':
        if (depth_ == 0) break;
        made_ += "|";
        return true;
      case '\\':
        if (at_ == pattern_.size()) return false;
        made_ += literal(pattern_[at_++]);
        return true;
      default:
        break;
    }
    made_ += literal(letter);
    return true;
  }

  bool letters() {
    const std::size_t end = pattern_.find(']', at_ + 1);
    if (end == pattern_.npos) return false;
    std::string_view inside = pattern_.substr(at_, end - at_);
    made_ += "[";
    if (inside.starts_with('!')) {
      made_ += "^";
      inside.remove_prefix(1);
    }
    if (inside.empty()) return false;
    const bool is_range = inside.size() == 3 && inside[1] == '-';
    for (std::size_t i = 0; i < inside.size(); ++i)
      made_ += is_range && i == 1 ? "-" : literal(inside[i]);
    made_ += "]";
    at_ = end + 1;
    return true;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string made_;
};

}  // namespace

Regex file_glob(std::string_view pattern) {
  std::string error;
  if (const auto whole = Translation(pattern).whole())
    if (auto compiled = Regex::compiled(*whole, error)) return std::move(*compiled);
  return Regex("");
}

}  // namespace fairlead::helm
