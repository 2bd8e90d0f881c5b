#include "shell/command_line.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

constexpr std::string_view shells[] = {"sh", "bash", "ash", "dash", "zsh"};

/// Programs that start the one behind them, with as many words as they take themselves.
struct Starter {
  std::string_view words;
  std::size_t skip;
};
constexpr Starter starters[] = {
    {"exec", 1},        {"env", 1},
    {"nice", 1},        {"tini", 1},
    {"dumb-init", 1},   {"docker-entrypoint.sh", 1},
    {"--", 1},          {"bundle exec", 2},
    {"poetry run", 2},  {"uv run", 2},
    {"pipenv run", 2},  {"pdm run", 2},
    {"python -m", 2},   {"python3 -m", 2},
    {"ddtrace-run", 1}, {"opentelemetry-instrument", 1},
    {"npx", 1},         {"gosu", 2},
    {"su-exec", 2},     {"newrelic-admin run-program", 2},
};

std::string_view base_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_assignment(std::string_view word) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  return std::ranges::all_of(word.substr(0, equals), [](char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

/// The words of `starter` at the begin of the line, or 0.
std::size_t words_of_starter(std::span<const std::string_view> line) {
  for (const Starter& starter : starters) {
    const auto words = split(starter.words, ' ');
    if (line.size() <= words.size()) continue;
    bool same = base_of(line[0]) == words[0];
    for (std::size_t i = 1; same && i < words.size(); ++i) same = line[i] == words[i];
    if (same) return starter.skip;
  }
  return 0;
}

std::vector<std::string_view> texts_of(std::span<const CommandWord> line) {
  std::vector<std::string_view> texts;
  for (const CommandWord& word : line) texts.push_back(word.text);
  return texts;
}

CommandLine without_starters(std::span<const CommandWord> line) {
  if (line.empty()) return {};
  const std::vector<std::string_view> texts = texts_of(line);
  line = line.subspan(words_before_program(texts));
  CommandLine rest(line.begin(), line.end());
  rest[0].text = base_of(rest[0].text);
  return rest;
}

/// The commands of a script, without what a shell would expand: a word with `$` stays as it is.
std::vector<CommandLine> script_commands(std::string_view script, Span at) {
  std::vector<CommandLine> lines(1);
  std::size_t i = 0;
  while (i < script.size()) {
    const char c = script[i];
    if (contains(";&|\n()", {&c, 1})) {
      lines.emplace_back();
      ++i;
    } else if (c == '#') {
      i = std::min(script.find('\n', i), script.size());
    } else if (contains(" \t\r\\", {&c, 1})) {
      // A backslash before a line's end goes with it.
      i += c == '\\' && i + 1 < script.size() && script[i + 1] == '\n' ? 2 : 1;
    } else {
      const bool quoted = c == '"' || c == '\'';
      const std::size_t begin = quoted ? i + 1 : i;
      const std::size_t end =
          std::min(quoted ? script.find(c, begin) : script.find_first_of(" \t\r\n;&|()", begin),
                   script.size());
      lines.back().push_back({script.substr(begin, end - begin), at});
      i = quoted ? end + 1 : end;
    }
  }
  return lines;
}

}  // namespace

bool is_shell(std::string_view program) {
  return std::ranges::find(shells, base_of(program)) != std::end(shells);
}

std::optional<std::size_t> script_word(std::span<const std::string_view> words) {
  if (words.empty()) return std::nullopt;
  std::size_t at = words_before_program(words);
  if (!is_shell(words[at])) return std::nullopt;
  while (++at < words.size()) {
    const std::string_view word = words[at];
    if (word.size() < 2 || (word[0] != '-' && word[0] != '+') || word == "--") return std::nullopt;
    if (word.starts_with("--")) continue;  // bash's `--login`
    if (word[0] == '-' && word.ends_with('c'))
      return at + 1 < words.size() ? std::optional(at + 1) : std::nullopt;
    if (word.ends_with('o') || word.ends_with('O')) ++at;  // takes the name of an option
  }
  return std::nullopt;
}

std::size_t words_before_program(std::span<const std::string_view> words) {
  std::size_t count = 0;
  while (count < words.size()) {
    const auto rest = words.subspan(count);
    const std::size_t skip = is_assignment(rest[0]) ? 1 : words_of_starter(rest);
    if (skip == 0 || skip >= rest.size()) break;
    count += skip;
  }
  return count;
}

std::vector<CommandLine> command_lines(std::span<const CommandWord> words) {
  const std::vector<std::string_view> texts = texts_of(words);
  std::vector<CommandLine> lines;
  if (const auto script = script_word(texts)) {
    const CommandWord& word = words[*script];
    for (const CommandLine& line : script_commands(word.text, word.at))
      lines.push_back(without_starters(line));
  } else if (!words.empty() && !is_shell(texts[words_before_program(texts)])) {
    lines.push_back(without_starters(words));
  }
  std::erase_if(lines, [](const CommandLine& line) { return line.empty(); });
  return lines;
}

bool begins_with(const CommandLine& line, std::string_view program) {
  const auto words = split(program, ' ');
  std::size_t at = 0;
  for (const CommandWord& word : line) {
    if (word.text == words[at]) {
      if (++at == words.size()) return true;
    } else if (at == 0 || !word.text.starts_with('-')) {
      return false;
    }
  }
  return false;
}

std::vector<CommandWord> option_values(const CommandLine& line,
                                       std::span<const std::string_view> names) {
  std::vector<CommandWord> values;
  const auto add = [&](std::string_view text, Span at) {
    for (const std::string_view part : split(text, ',')) {
      if (!part.empty()) values.push_back({part, at});
    }
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    for (const std::string_view name : names) {
      const std::string_view word = line[i].text;
      if (word == name && i + 1 < line.size()) add(line[i + 1].text, line[i + 1].at);
      if (word.starts_with(name) && word.substr(name.size()).starts_with('='))
        add(word.substr(name.size() + 1), line[i].at);
    }
  }
  return values;
}

}  // namespace fairlead
