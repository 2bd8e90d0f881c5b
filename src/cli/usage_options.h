#pragma once
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace fairlead {

/// Adds `completions` and `man`, which print what is made of all other commands.
void add_usage_commands(CLI::App& app);

/// What `completions` or `man` prints, where one of them was given; else "". Call it after parsing.
std::string usage_text(const CLI::App& app, std::string_view version);

}  // namespace fairlead
