#include "cli/wrong_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "base/text.h"
#include "report/inert.h"

namespace fairlead {
namespace {

using Words = std::vector<std::string>;

std::string meant(std::string_view word, const Words& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view near = nearest(word, views);
  return near.empty() ? std::string() : fmt::format("; did you mean `{}`?", near);
}

/// The command that is given, down to its last word: "fairlead acl check".
std::pair<const CLI::App*, std::string> given_command(const CLI::App& app) {
  const CLI::App* command = &app;
  std::string words = app.get_name();
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    words += " " + command->get_name();
  }
  return {command, words};
}

Words commands_of(const CLI::App& app) {
  Words names;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(each->get_name());
  return names;
}

std::string no_option(const CLI::App& command, const std::string& words, std::string_view word) {
  Words known;
  for (const CLI::Option* each : command.get_options()) {
    for (const std::string& name : each->get_lnames()) known.push_back("--" + name);
    for (const std::string& name : each->get_snames()) known.push_back("-" + name);
  }
  word = word.substr(0, word.find('='));
  const std::string near = meant(word, known);
  return fmt::format("`{}` has no option `{}`{}", words, word,
                     near.empty() ? fmt::format("; `{} --help` lists all", words) : near);
}

std::string no_command(const CLI::App& command, const std::string& words, const std::string& word) {
  std::string near = meant(word, commands_of(command));
  std::error_code error;
  if (near.empty() && !command.get_parent() && std::filesystem::exists(word, error))
    near = fmt::format("; did you mean `{} lint {}`?", words, word);
  return fmt::format("`{}` has no command `{}`{}", words, word,
                     near.empty() ? fmt::format("; `{} --help` lists all", words) : near);
}

std::string words_of(const CLI::App& app, const CLI::Error& error) {
  const auto [command, words] = given_command(app);
  const Words rest = command->remaining();
  if (!rest.empty() && rest.front().size() > 1 && rest.front().starts_with('-'))
    return no_option(*command, words, rest.front());
  if (!rest.empty() && !commands_of(*command).empty())
    return no_command(*command, words, rest.front());
  if (!rest.empty())
    return fmt::format("`{}` is one argument too many for `{}`", rest.front(), words);
  if (!commands_of(*command).empty())
    return fmt::format("`{0}` needs a command; `{0} --help` lists all", words);
  return fmt::format("{}; see `{} --help`", error.what(), words);
}

}  // namespace

std::string wrong_usage(const CLI::App& app, const CLI::Error& error) {
  return fmt::format("fairlead: {}\n", inert(words_of(app, error)));
}

}  // namespace fairlead
