#include "base/regex.h"

#include <re2/re2.h>

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

/// What Go's regexp says of a pattern.
std::string complaint(const re2::RE2& pattern) {
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
  return text + pattern.error_arg() + "`";
}

}  // namespace

std::optional<Regex> Regex::compiled(std::string_view pattern, std::string& error) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  Regex made;
  made.pattern_ =
      std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (made.pattern_->ok()) return made;
  error = complaint(*made.pattern_);
  return std::nullopt;
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
