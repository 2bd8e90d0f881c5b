#pragma once
#include "cli/options.h"

namespace fairlead {

/// Runs the program: parses the command line, does what it asks for, prints, and returns the exit
/// code.
int run_command(int argc, const char* const* argv);

}  // namespace fairlead
