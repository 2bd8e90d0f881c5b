#include <cstdio>
#include <exception>

#include "cli/commands.h"

int main(int argc, char** argv) {
  // Nothing of ours throws, and libraries are caught where they are used: what arrives here is a
  // mistake of ours.
  try {
    return fairlead::run_command(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fairlead: this is a bug in fairlead, please report it: %s\n",
                 error.what());
    return 3;
  }
}
