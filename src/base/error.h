#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace fairlead {

/// What went wrong outside the input: decides the process's exit code.
enum class ErrorKind {
  usage,        ///< a wrong option or configuration file: exit 2
  unavailable,  ///< a file that cannot be read or written: exit 3
};

/// The world is wrong. A wrong *input* is a finding instead, and our own mistakes are assertions.
struct Error {
  ErrorKind kind = ErrorKind::unavailable;
  std::string message;  ///< names the file or option and the remedy
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> usage_error(std::string message) {
  return tl::unexpected(Error{ErrorKind::usage, std::move(message)});
}
inline tl::unexpected<Error> unavailable(std::string message) {
  return tl::unexpected(Error{ErrorKind::unavailable, std::move(message)});
}

}  // namespace fairlead
