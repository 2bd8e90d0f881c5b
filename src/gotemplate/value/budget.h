#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fairlead::gotemplate {

/// Bytes of the stack that templates may use; AddressSanitizer's frames are several times as large.
#ifdef __SANITIZE_ADDRESS__
inline constexpr std::size_t stack_for_templates = 7u << 20;
#else
inline constexpr std::size_t stack_for_templates = 3u << 20;
#endif

/// What one run of templates may take. More ends it with an error, never with a crash.
struct Limits {
  std::uint64_t steps = 10'000'000;  ///< actions, commands, items and bytes that are gone through
  std::uint64_t bytes = 128u << 20;  ///< of all that is made and lives as long as the run
  std::uint32_t depth = 1000;        ///< templates that are executed inside each other
  std::size_t stack = stack_for_templates;  ///< of the thread's, from where the run began
  std::uint32_t nesting = 500;              ///< of values that are printed
};

/// How many bytes are copied, compared or hashed in the time of a step.
inline constexpr std::uint64_t bytes_of_a_step = 64;

/// What is left of the Limits.
class Budget {
 public:
  explicit Budget(const Limits& limits)
      : limits_(limits), begin_(static_cast<const char*>(__builtin_frame_address(0))) {}

  const Limits& limits() const { return limits_; }

  /// Takes steps or bytes; false where there are not so many left. Once refused, all is.
  bool step(std::uint64_t count = 1) {
    steps_ += count;
    if (steps_ > limits_.steps) refuse("it takes too many steps");
    return refused_.empty();
  }
  bool make(std::uint64_t bytes) {
    bytes_ += std::min(bytes, limits_.bytes + 1);
    if (bytes_ > limits_.bytes) refuse("it makes too much text");
    return refused_.empty();
  }
  /// Takes the steps of going through so many bytes.
  bool read(std::uint64_t bytes) { return step(bytes / bytes_of_a_step); }
  /// Whether there is room for `bytes` more of something that holds `held` already and goes before
  /// the run does: asked before they are made. They count as read.
  bool room(std::uint64_t bytes, std::uint64_t held = 0) {
    const std::uint64_t left = bytes_left();
    if (held > left || bytes > left - held) refuse("it makes too much text");
    return read(bytes);
  }
  /// Whether the stack has room.
  bool deeper() {
    const auto* here = static_cast<const char*>(__builtin_frame_address(0));
    const std::size_t used =
        static_cast<std::size_t>(here < begin_ ? begin_ - here : here - begin_);
    return used <= limits_.stack || refuse("it is nested too deeply");
  }
  bool refuse(std::string_view why) {
    if (refused_.empty()) refused_ = why;
    return false;
  }
  /// Why no more may be taken; "" while there is something left.
  std::string_view refused() const { return refused_; }

  std::uint64_t bytes_left() const { return limits_.bytes - std::min(bytes_, limits_.bytes); }
  std::uint64_t steps_taken() const { return steps_; }
  std::uint64_t bytes_made() const { return bytes_; }

 private:
  Limits limits_;
  const char* begin_;
  std::uint64_t steps_ = 0, bytes_ = 0;
  std::string_view refused_;
};

}  // namespace fairlead::gotemplate
