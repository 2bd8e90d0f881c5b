#pragma once
#include <string>

namespace CLI {
class App;
class Error;
}  // namespace CLI

namespace fairlead {

/// What is said of a command line that cannot be taken, with the nearest known word; one line.
/// `app` is as parsing left it.
std::string wrong_usage(const CLI::App& app, const CLI::Error& error);

}  // namespace fairlead
