#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "gotemplate/value/heap.h"
#include "gotemplate/value/value.h"

namespace fairlead::gotemplate {

class Executor;
struct ExecError;

/// A function's arguments and all that it may use. Types and count fit its signature.
struct Call {
  Heap& heap;
  std::span<const Value> arguments;
  Value self = {};               ///< of a method: what it was called on
  Executor* executor = nullptr;  ///< whose template calls; null where a value is printed

  const Value& operator[](std::size_t index) const { return arguments[index]; }
  std::size_t size() const { return arguments.size(); }

  /// Ends the call with an error: `return call.fail("…")`.
  Value fail(std::string message) {
    failed = true;
    failure = std::move(message);
    return {};
  }
  /// The same for an error inside of what the function executed.
  Value fail(std::shared_ptr<const ExecError> inside) {
    failed = true;
    cause = std::move(inside);
    return {};
  }

  /// Where all arguments were written.
  OriginId origin() const;
  /// A string that was made of the arguments as a whole.
  Value made(std::string_view text) const;
  /// Whether so many bytes may still be made; else the call has failed.
  bool affords(std::uint64_t bytes) {
    if (heap.budget().make(bytes)) return true;
    fail(std::string(heap.budget().refused()));
    return false;
  }

  bool failed = false;
  std::string failure = {};
  std::shared_ptr<const ExecError> cause = {};
};

/// What a value's own String() or Error() says; not valid where it has none or it fails.
Value printed_text(const Value& record, Heap& heap);
/// What a method without arguments gives, which cannot fail.
Value called(const Function& method, const Value& self, Heap& heap);

}  // namespace fairlead::gotemplate
