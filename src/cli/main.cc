#include <cstdio>
#include <cstdlib>
#include <exception>

#include "cli/commands.h"

namespace {

/// Nothing of ours throws, and libraries are caught where they are used: what arrives here is a
/// mistake of ours, on whatever thread.
[[noreturn]] void tell_of_a_bug() {
  const char* what = "it stopped without an exception";
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    what = "something unknown was thrown";
  }
  std::fprintf(stderr, "fairlead: this is a bug in fairlead, please report it: %s\n", what);
  std::_Exit(3);
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(tell_of_a_bug);
  return fairlead::run_command(argc, argv);
}
