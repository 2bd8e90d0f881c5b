#pragma once
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace fairlead {

/// The lines of a stream; of one that is longer than `most` bytes the rest is skipped.
class LineInput {
 public:
  LineInput(std::FILE* file, std::size_t most) : file_(file), most_(most) {}

  /// False at the end of the input.
  bool next();
  std::string_view line() const { return line_; }
  bool too_long() const { return too_long_; }

 private:
  std::FILE* file_;
  const std::size_t most_;
  std::string line_;
  bool too_long_ = false;
};

}  // namespace fairlead
