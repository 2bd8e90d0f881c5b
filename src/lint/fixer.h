#pragma once
#include <map>
#include <string>

#include "lint/finding.h"

namespace fairlead {

/// Gathers fixes and applies them to the texts that they edit; writes nothing itself.
class Fixer {
 public:
  /// `sources` must outlive the fixer.
  explicit Fixer(const SourceMap& sources) : sources_(sources) {}

  /// Takes a fix whole, or not at all: false where it says otherwise of some bytes than a fix taken
  /// before. Two fixes with an edit in common are made at once.
  bool add(const Fix& fix);
  /// Every text that the fixes change, by its source's name, as it will be.
  std::map<std::string, std::string> texts() const;

 private:
  /// What is written in place of the bytes from a key on up to `end`.
  struct Change {
    std::uint32_t end = 0;
    std::string replacement;
    friend bool operator==(const Change&, const Change&) = default;
  };
  using Changes = std::map<std::uint32_t, Change>;

  bool fits(const Edit& edit) const;

  const SourceMap& sources_;
  std::map<SourceId, Changes> changes_;
};

}  // namespace fairlead
