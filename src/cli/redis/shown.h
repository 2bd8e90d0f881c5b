#pragma once
#include <span>
#include <string>
#include <string_view>

#include "redis/config/shown.h"
#include "run/inspect.h"
#include "secret/credentials.h"

namespace fairlead {

using redis::shown_directive;
using redis::shown_rule;
using redis::shown_word;

/// `text` with every password and hash that stands among `rules` replaced.
std::string without_passwords(std::string_view text, std::span<const std::string_view> rules);

/// Prints lines about texts: what they hold as a credential anywhere is masked, and nothing of them
/// is a command to a terminal or to a pipeline.
class MaskedLines {
 public:
  explicit MaskedLines(const Inspection& file);

  std::string safe(std::string_view line) const;
  /// With a line break behind it.
  void print(std::string_view line) const;

 private:
  Credentials credentials_;
};

}  // namespace fairlead
