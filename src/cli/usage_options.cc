#include "cli/usage_options.h"

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/usage/usage.h"
#include "client/client.h"
#include "lint/rule.h"
#include "redis/config/directives.h"
#include "report/report.h"

namespace fairlead {
namespace {

constexpr const char* completions_help =
    R"(Print a script that completes commands, options and values in a shell.

Packages install it. From an archive: put the text where the shell looks for such files, or let the shell read it
when it starts.)";

constexpr const char* completions_footer =
    R"(Examples:
  fairlead completions bash >/etc/bash_completion.d/fairlead
  fairlead completions zsh >"${fpath[1]}/_fairlead"
  fairlead completions fish >~/.config/fish/completions/fairlead.fish)";

constexpr const char* man_footer = R"(Examples:
  fairlead man | man -l -)";

using Words = std::vector<std::string>;

/// The values that a shell can offer for what an option's value is called.
Words known_values(std::string_view value) {
  Words words;
  if (value == "RULE") {
    for (const RuleInfo& rule : catalog()) words.emplace_back(rule.id);
  } else if (value == "DIRECTIVE") {
    for (const redis::Directive& directive : redis::all_directives())
      words.emplace_back(directive.name);
  } else if (value == "LIBRARY") {
    for (const redis::ClientLibrary& library : redis::client_libraries())
      words.emplace_back(library.id);
  } else if (value == "FORMAT=FILE") {
    for (const Format& format : formats()) words.emplace_back(format.name);
  }
  return words;
}

/// The words of the `{a,b,c}` that CLI11 puts into the name of a type for a set of choices.
Words choices_in(const std::string& type) {
  const auto open = type.find('{');
  const auto close = type.find('}', open == type.npos ? 0 : open);
  if (open == type.npos || close == type.npos) return {};
  Words words;
  for (const std::string_view word :
       split(std::string_view(type).substr(open + 1, close - open - 1), ','))
    words.emplace_back(trimmed(word));
  return words;
}

/// "TEXT:FORMAT=FILE" → "FORMAT=FILE": what a value is called, the name of the option where CLI11
/// knows no more than its type.
std::string value_name(const CLI::Option& option, const std::string& type) {
  const auto colon = type.find(':');
  const std::string first = type.substr(0, colon);
  if (!first.empty() && first != "TEXT" && first != "UINT" && first != "INT" && first != "FLOAT")
    return first;
  if (colon != type.npos && type.compare(colon + 1, type.npos, "FORMAT=FILE") == 0)
    return "FORMAT=FILE";
  const std::string& name =
      option.get_lnames().empty() ? option.get_name(true) : option.get_lnames()[0];
  return upper(name);
}

ValueKind kind_of(std::string_view value, const Words& choices) {
  if (value == "FORMAT=FILE") return ValueKind::report;
  if (!choices.empty()) return ValueKind::choice;
  if (value == "FILE" || value == "PATH" || value == "CHART") return ValueKind::file;
  if (value == "DIR") return ValueKind::directory;
  return ValueKind::word;
}

UsageOption usage_of(const CLI::Option& option) {
  UsageOption usage;
  for (const std::string& name : option.get_snames()) usage.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) usage.names.push_back("--" + name);
  usage.description = option.get_description();
  usage.required = option.get_required();
  if (option.get_items_expected_max() == 0) return usage;
  const std::string type = option.get_type_name();
  usage.value = value_name(option, type);
  usage.choices = choices_in(type);
  if (usage.choices.empty()) usage.choices = known_values(usage.value);
  usage.kind = kind_of(usage.value, usage.choices);
  usage.fallback = option.get_default_str();
  usage.repeated = option.get_items_expected_max() > 1;
  return usage;
}

UsageCommand usage_of(const CLI::App& app) {
  UsageCommand usage{app.get_name(), app.get_description(), app.get_footer(), {}, {}, {}};
  for (const CLI::Option* option : app.get_options())
    (option->nonpositional() ? usage.options : usage.positionals).push_back(usage_of(*option));
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    usage.commands.push_back(usage_of(*command));
  return usage;
}

}  // namespace

void add_usage_commands(CLI::App& app) {
  CLI::App* completions = app.add_subcommand("completions", completions_help);
  completions->footer(completions_footer);
  completions->add_option("SHELL", "The shell that will read it")
      ->required()
      ->type_name("TEXT")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.add_subcommand("man", "Print the manual page that this text is part of")->footer(man_footer);
}

std::string usage_text(const CLI::App& app, std::string_view version) {
  if (*app.get_subcommand("man")) return man_page(usage_of(app), version, FAIRLEAD_DATE);
  const CLI::App* completions = app.get_subcommand("completions");
  if (!*completions) return {};
  const std::string shell = (*completions)["SHELL"]->as<std::string>();
  if (shell == "bash") return bash_completions(usage_of(app));
  return shell == "zsh" ? zsh_completions(usage_of(app)) : fish_completions(usage_of(app));
}

}  // namespace fairlead
