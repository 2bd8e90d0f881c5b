#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "code/builds/docker_commands.h"
#include "code/builds/readers.h"

namespace fairlead {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

/// Variables within variables, and how many are looked up for one file.
constexpr std::size_t deepest = 8, most_steps = 20'000;

/// A line of a file with its place.
struct Line {
  std::string_view text;
  std::size_t begin = 0;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (const std::string_view line : split(text, '\n'))
    lines.push_back({line, static_cast<std::size_t>(line.data() - text.data())});
  return lines;
}

Span place_of(const BuildFile& file, std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const std::string_view words = trimmed(text.substr(begin, end - begin));
  const auto from = static_cast<std::uint32_t>(words.data() - text.data());
  return {file.source, from, from + static_cast<std::uint32_t>(words.size())};
}

/// What a variable is that is made of others of the file.
std::optional<std::string> made(
    const Variables& variables, std::string_view name, std::size_t depth, std::size_t& steps,
    const std::function<std::string(std::string_view, const VariableLookup&)>& fill) {
  const auto found = variables.find(name);
  if (found == variables.end() || depth > deepest || found->second.size() > longest_value ||
      ++steps > most_steps)
    return std::nullopt;
  std::string value = fill(found->second, [&](std::string_view other) {
    return made(variables, other, depth + 1, steps, fill);
  });
  return value.size() > longest_value ? std::nullopt : std::optional(std::move(value));
}

/// Lines that a program hands to a shell, one by one, after it has filled in its own variables.
class Recipes {
 public:
  Recipes(const BuildInput& input, Builds& to)
      : input_(input), list_(to, input.file.path, BuildBy::script) {}

  void line(const std::string& text, Span at, const VariableLookup& variables) {
    if (!may_build_images(text)) return;
    add_script_builds(
        {text, directory_of(input_.file.path), variables, [&](std::size_t) { return at; }}, list_);
  }

 private:
  const BuildInput& input_;
  BuildList list_;
};

/// `NAME = value`, `NAME ?= value` …; the name and the value.
std::optional<std::pair<std::string_view, std::string_view>> make_assignment(
    std::string_view line) {
  const auto equals = line.find('=');
  if (line.empty() || line.front() == '\t' || equals == std::string_view::npos) return std::nullopt;
  std::string_view name = line.substr(0, equals);
  while (!name.empty() && (name.back() == ':' || name.back() == '?')) name.remove_suffix(1);
  name = trimmed(name);
  for (const std::string_view word : {"export ", "override "})
    if (name.starts_with(word)) name = trimmed(name.substr(word.size()));
  if (name.empty() || name.find_first_of(" \t:$+#") != std::string_view::npos) return std::nullopt;
  std::string_view value = line.substr(equals + 1);
  value = trimmed(value.substr(0, value.find(" #")));
  return std::pair(name, value);
}

}  // namespace

void read_makefile(const BuildInput& input, Builds& to) {
  const std::string_view source = input.sources.text(input.file.source);
  if (!may_build_images(source) && !contains(source, "BUILD")) return;
  const std::string text = joined_lines(source);
  Variables variables;
  for (const Line& line : lines_of(text)) {
    if (const auto set = make_assignment(line.text))
      variables.insert_or_assign(std::string(set->first), std::string(set->second));
  }
  std::size_t steps = 0;
  const VariableLookup lookup = [&](std::string_view name) {
    return made(variables, name, 0, steps, filled_by_make);
  };
  Recipes recipes(input, to);
  for (const Line& line : lines_of(text)) {
    if (!line.text.starts_with('\t')) continue;
    std::string_view recipe = trimmed(line.text);
    while (!recipe.empty() &&
           std::string_view("@-+").find(recipe.front()) != std::string_view::npos)
      recipe.remove_prefix(1);
    recipes.line(filled_by_make(recipe, lookup), place_of(input.file, source, line.begin), lookup);
  }
}

void read_justfile(const BuildInput& input, Builds& to) {
  const std::string_view source = input.sources.text(input.file.source);
  if (!may_build_images(source)) return;
  const std::string text = joined_lines(source);
  Variables variables;
  for (const Line& line : lines_of(text)) {
    const auto sign = line.text.find(":=");
    if (sign == std::string_view::npos || line.text.front() == ' ') continue;
    const std::string_view value = trimmed(line.text.substr(sign + 2));
    const bool quoted = value.size() >= 2 && (value[0] == '"' || value[0] == '\'') &&
                        value.find(value[0], 1) == value.size() - 1;
    std::string_view name = trimmed(line.text.substr(0, sign));
    if (name.starts_with("export ")) name = trimmed(name.substr(7));
    if (quoted)
      variables.insert_or_assign(std::string(name), std::string(value.substr(1, value.size() - 2)));
  }
  const VariableLookup lookup = [&](std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  Recipes recipes(input, to);
  for (const Line& line : lines_of(text)) {
    if (line.text.empty() || (line.text[0] != ' ' && line.text[0] != '\t')) continue;
    std::string_view recipe = trimmed(line.text);
    if (recipe.starts_with('@')) recipe.remove_prefix(1);
    recipes.line(filled_between(recipe, "{{", "}}", lookup),
                 place_of(input.file, source, line.begin), lookup);
  }
}

void read_taskfile(const BuildInput& input, Builds& to) {
  if (!may_build_images(input.sources.text(input.file.source))) return;
  Variables variables;
  const auto set = [&](Ref map) {
    for (const Entry& entry : map.entries()) {
      const Ref value(entry.value);
      if (value && value->is_scalar())
        variables.insert_or_assign(std::string(entry.key->text()), std::string(value.text()));
    }
  };
  set(input.file.root["vars"]);
  set(input.file.root["env"]);
  BuildList list(to, input.file.path, BuildBy::script);
  const auto fill = [](std::string_view text, const VariableLookup& others) {
    return filled_between(text, "{{", "}}", others);
  };
  std::size_t steps = 0;
  const auto run = [&](Ref command) {
    const Ref words = command["cmd"] ? command["cmd"] : command;
    const VariableLookup lookup = [&](std::string_view name) {
      return made(variables, name, 0, steps, fill);
    };
    const std::string text = fill(words.text(), lookup);
    if (may_build_images(text))
      add_script_builds({text, directory_of(input.file.path), lookup,
                         [&](std::size_t line) { return line_span(input.sources, words, line); }},
                        list);
  };
  const Variables around = variables;
  for (const Entry& entry : input.file.root["tasks"].entries()) {
    const Ref task(entry.value);
    variables = around;
    set(task["vars"]);
    for (const Node* item : task["cmds"].items()) run(Ref(item));
    if (task["cmd"].present()) run(task["cmd"]);
    if (task && (task->is_scalar() || task->is_sequence())) run(task);
  }
}

void read_package_scripts(const BuildInput& input, Builds& to) {
  BuildList list(to, input.file.path, BuildBy::script);
  for (const Entry& entry : input.file.root["scripts"].entries()) {
    const Ref script(entry.value);
    if (may_build_images(script.text()))
      add_script_builds({script.text(), directory_of(input.file.path),
                         [](std::string_view) { return std::optional<std::string>(); },
                         [&](std::size_t) { return script.span(); }},
                        list);
  }
}

void read_shell_script(const BuildInput& input, Builds& to) {
  const std::string_view source = input.sources.text(input.file.source);
  if (!may_build_images(source)) return;
  BuildList list(to, input.file.path, BuildBy::script);
  std::vector<std::size_t> begins;
  for (const Line& line : lines_of(source)) begins.push_back(line.begin);
  const auto place = [&](std::size_t line) {
    return place_of(input.file, source, begins[std::min(line, begins.size() - 1)]);
  };
  // A script is started from the root, or goes to where it lies: both are usual.
  add_script_builds(
      {source, unknown_text, [](std::string_view) { return std::optional<std::string>(); }, place},
      list);
}

}  // namespace fairlead
