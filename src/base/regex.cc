#include "base/regex.h"

#include <re2/re2.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace fairlead {

Regex::Regex(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  pattern_ = std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  assert(pattern_->ok());
}
Regex::Regex() = default;
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

namespace {

/// A pattern of Go's in which a group's name may stand without a P: `(?<name>`.
class GoPattern {
 public:
  explicit GoPattern(std::string_view written) {
    bool in_class = false;
    for (std::size_t at = 0; at < written.size(); ++at) {
      const std::string_view rest = written.substr(at);
      if (rest.starts_with("\\Q")) {
        const std::size_t size = std::min(rest.find("\\E"), rest.size());
        text_ += rest.substr(0, size);
        at += size - 1;
      } else if (rest[0] == '\\') {
        text_ += rest.substr(0, 2);
        ++at;
      } else if (!in_class && rest.starts_with("(?<")) {
        text_ += "(?P<";
        added_.push_back(text_.size() - 2);
        at += 2;
      } else {
        // The first of a class may be its end's character, as itself.
        const std::size_t first = rest.starts_with("[^") ? 2 : 1;
        const bool begins = rest[0] == '[' && !in_class;
        const std::size_t size = !begins ? 1 : first + (rest.substr(first).starts_with(']'));
        in_class = begins || (in_class && rest[0] != ']');
        text_ += rest.substr(0, size);
        at += size - 1;
      }
    }
  }

  re2::StringPiece text() const { return {text_.data(), text_.size()}; }
  /// A part of text() as it was written.
  std::string written(const std::string& part) const {
    std::string made = part;
    const std::size_t at = text_.find(part);
    if (at == std::string::npos) return made;
    for (auto added = added_.rbegin(); added != added_.rend(); ++added)
      if (*added >= at && *added < at + part.size()) made.erase(*added - at, 1);
    return made;
  }

 private:
  std::string text_;
  std::vector<std::size_t> added_;
};

/// What Go's regexp says of a pattern.
std::string complaint(const re2::RE2& pattern, const GoPattern& written) {
  using Code = re2::RE2::ErrorCode;
  constexpr std::pair<Code, std::string_view> words[] = {
      {re2::RE2::ErrorMissingBracket, "missing closing ]"},
      {re2::RE2::ErrorMissingParen, "missing closing )"},
      {re2::RE2::ErrorUnexpectedParen, "unexpected )"},
      {re2::RE2::ErrorRepeatArgument, "missing argument to repetition operator"},
      {re2::RE2::ErrorRepeatSize, "invalid repeat count"},
      {re2::RE2::ErrorRepeatOp, "invalid nested repetition operator"},
      {re2::RE2::ErrorBadEscape, "invalid escape sequence"},
      {re2::RE2::ErrorBadCharClass, "invalid character class"},
      {re2::RE2::ErrorBadCharRange, "invalid character class range"},
      {re2::RE2::ErrorTrailingBackslash, "trailing backslash at end of expression"},
      {re2::RE2::ErrorBadPerlOp, "invalid or unsupported Perl syntax"},
      {re2::RE2::ErrorBadUTF8, "invalid UTF-8"},
      {re2::RE2::ErrorBadNamedCapture, "invalid named capture"},
  };
  std::string_view what = pattern.error();
  for (const auto& [code, go] : words) {
    if (pattern.error_code() == code) what = go;
  }
  std::string text = "error parsing regexp: " + std::string(what) + ": `";
  return text + written.written(pattern.error_arg()) + "`";
}

}  // namespace

std::optional<Regex> Regex::compiled(std::string_view pattern, std::string& error) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  Regex made;
  const GoPattern go(pattern);
  made.pattern_ = std::make_unique<re2::RE2>(go.text(), options);
  if (made.pattern_->ok()) return made;
  if (made.pattern_->error_code() == re2::RE2::ErrorPatternTooLarge) {
    error = too_large;
    return std::nullopt;
  }
  error = complaint(*made.pattern_, go);
  return std::nullopt;
}

std::size_t Regex::instructions() const {
  return static_cast<std::size_t>(std::max(pattern_->ProgramSize(), 1));
}

std::size_t Regex::group_count() const {
  return static_cast<std::size_t>(std::max(pattern_->NumberOfCapturingGroups(), 0));
}

std::size_t Regex::group_number(std::string_view name) const {
  const auto& named = pattern_->NamedCapturingGroups();
  const auto found = named.find(std::string(name));
  return found == named.end() ? 0 : static_cast<std::size_t>(found->second);
}

bool Regex::found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern_);
}

std::vector<std::string_view> Regex::groups(std::string_view text) const { return groups(text, 0); }

std::vector<std::string_view> Regex::groups(std::string_view text, std::size_t from) const {
  std::vector<re2::StringPiece> pieces(
      static_cast<std::size_t>(pattern_->NumberOfCapturingGroups()) + 1);
  if (!pattern_->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                       re2::RE2::UNANCHORED, pieces.data(), static_cast<int>(pieces.size()))) {
    return {};
  }
  std::vector<std::string_view> groups;
  for (const re2::StringPiece& piece : pieces) groups.emplace_back(piece.data(), piece.size());
  return groups;
}

}  // namespace fairlead
