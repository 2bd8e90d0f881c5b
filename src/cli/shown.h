#pragma once
#include <span>
#include <string>
#include <string_view>

#include "report/mask.h"

namespace fairlead {

/// A rule of an ACL user as it may be printed, in backticks: up to the first `>` or `<` behind its
/// begin, or to a hash, whatever a user forgot to put a blank before. "" where all of it may be a
/// password.
std::string shown_rule(std::string_view rule);

/// Any other word as it may be printed, a user's name or a value: up to the first `>` or `<`, since
/// a blank may be missing.
std::string shown_word(std::string_view word);

/// The first word of a line as it may be printed, in backticks: up to the first character that no
/// directive's name has, and no further than the name of a directive that holds a password. ""
/// where it resembles no directive: a password may have got onto a line of its own.
std::string shown_directive(std::string_view word);

/// `text` with every password and hash that stands among `rules` replaced.
std::string without_passwords(std::string_view text, std::span<const std::string_view> rules);

/// Prints lines about texts: what they hold as a credential anywhere is masked, and nothing of them
/// is a command to a terminal or to a pipeline.
class MaskedLines {
 public:
  /// `sources` must outlive it; marks that come later are not heard.
  explicit MaskedLines(const SourceMap& sources) : mask_(sources) {}

  std::string safe(std::string_view line) const;
  /// With a line break behind it.
  void print(std::string_view line) const;

 private:
  Mask mask_;
};

}  // namespace fairlead
