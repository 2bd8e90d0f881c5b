#include "facts/server/server_commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/filled_in.h"
#include "base/text.h"
#include "facts/cluster/image.h"
#include "redis/config/directive_check.h"
#include "redis/server_program.h"
#include "shell/command_line.h"
#include "shell/shell_script.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// A word of a command line: what the program gets, and the bytes of a made text that it was.
struct Argument {
  std::string text;
  Span at;
  bool expanded = false;  ///< something fills in a part of it later
  bool splits = false;    ///< and may make any number of words of it
};
using Arguments = std::vector<Argument>;

bool is_sentinel_program(std::string_view word) {
  return redis::server_program(word) == redis::ServerProgram::sentinel;
}
bool is_option(std::string_view word) { return word.size() > 2 && word.starts_with("--"); }

/// What a server is only asked, alone, before it ends.
bool is_question(const Arguments& arguments) {
  static constexpr std::string_view questions[] = {"-v",     "--version",      "-h",
                                                   "--help", "--check-system", "--test-memory"};
  return !arguments.empty() &&
         std::ranges::find(questions, arguments.front().text) != std::end(questions);
}

class ServerArguments {
 public:
  ServerArguments(const Workload& workload, const Container& container, bool compose,
                  SourceMap& sources, ServerCommands& made)
      : workload_(workload),
        container_(container),
        compose_(compose),
        sources_(sources),
        made_(made) {
    command_.resource = workload.resource;
    command_.container = container.name;
  }

  void read() {
    for (const auto* part : {&container_.command, &container_.args}) {
      for (const Ref word : *part) {
        if (!word.present() || !word->is_scalar()) return;
        words_.push_back(word);
      }
    }
    if (words_.empty() && compose_ && !container_.at["command"].text().empty()) {
      command_.open = true;  // a command line that was not read
      return made_.commands.push_back(std::move(command_));
    }
    if (words_.empty()) return;
    if (!find_server()) {
      if (may_start_server()) made_.commands.push_back(std::move(command_));
      return;
    }
    if (is_question(arguments_)) return;
    const std::vector<Arguments> lines = known_lines();
    if (!lines.empty()) read_lines(lines);
    made_.commands.push_back(std::move(command_));
  }

 private:
  /// Whether a server is started, and with which arguments.
  bool find_server() {
    std::vector<std::string_view> texts;
    for (const Ref word : words_) texts.push_back(word.text());
    const std::size_t program = words_before_program(texts);
    const std::string_view first = texts[program];
    if (is_shell(first)) {
      const auto script = script_word(texts);
      return script && find_in_script(*words_[*script]);
    }
    const bool entry = container_.command.empty() && is_redis_image(container_.image) &&
                       (first.starts_with('-') || first.ends_with(".conf"));
    sentinel_ = is_sentinel_program(first);
    if (!entry && !redis::is_redis_program(first)) return false;
    // Another maker's image may do something else with its arguments.
    sure_ = !entry || is_plain_redis_image(container_.image);
    for (std::size_t i = entry ? program : program + 1; i < words_.size(); ++i) {
      if (take_variable(words_[i].text(), "$(", ")")) continue;
      const SourceId made = embed(sources_, *words_[i], "an argument");
      const std::string_view text = sources_.text(made);
      const bool expanded = is_filled_in(text) || (compose_ && contains(text, "$"));
      const bool splits = contains(text, "{{") || (expanded && compose_);
      arguments_.push_back({std::string(text),
                            {made, 0, static_cast<std::uint32_t>(text.size())},
                            expanded,
                            splits});
    }
    return true;
  }

  /// Whether a server's own image runs something that is not in view, a script of its own: it may
  /// start the server with any option.
  bool may_start_server() {
    if (!is_redis_image(container_.image)) return false;
    std::vector<std::string_view> texts;
    for (const Ref word : words_) texts.push_back(word.text());
    constexpr std::string_view clients[] = {"redis-cli", "valkey-cli", "redis-benchmark"};
    const bool is_client = std::ranges::any_of(texts, [&](std::string_view text) {
      return std::ranges::any_of(clients,
                                 [&](std::string_view client) { return contains(text, client); });
    });
    command_.open = !is_client;
    return command_.open;
  }

  /// The one server that a script starts, whatever comes before. Where it is one of several, or
  /// only under a condition, all is open.
  bool find_in_script(const Node& script) {
    const SourceId made = embed(sources_, script, "a shell's command");
    command_.script = sources_.text(made);
    const auto commands = shell_commands(command_.script);
    std::size_t servers = 0;
    bool certain = true;
    for (const ShellCommand& command : commands.value_or(std::vector<ShellCommand>())) {
      const std::size_t program = program_of(command);
      const std::string_view name = command.words[program].text;
      if (!redis::is_redis_program(name)) continue;
      sentinel_ = is_sentinel_program(name);
      certain &= command.certain;
      if (++servers == 1) take(std::span(command.words).subspan(program + 1), made);
    }
    if (servers == 1 && certain) return true;
    command_.open = true;
    arguments_.clear();
    return contains(command_.script, "redis-server") || contains(command_.script, "valkey-server");
  }

  static std::size_t program_of(const ShellCommand& command) {
    std::vector<std::string_view> texts;
    for (const ShellWord& word : command.words) texts.push_back(word.text);
    return words_before_program(texts);
  }

  /// A word that is nothing but a variable whose value stands in the container's `env`. Says
  /// whether it is one; a value that is itself filled in, or that a shell would split, is none.
  bool take_variable(std::string_view word, std::string_view opening, std::string_view closing) {
    const std::size_t around = opening.size() + closing.size();
    if (compose_ || word.size() <= around || !word.starts_with(opening) ||
        !word.ends_with(closing)) {
      return false;
    }
    const std::string_view name = word.substr(opening.size(), word.size() - around);
    const auto found =
        std::ranges::find(container_.env.rbegin(), container_.env.rend(), name, &EnvVar::name);
    if (found == container_.env.rend() || found->from != ValueFrom::literal) return false;
    const Ref value = found->value_at;
    constexpr std::string_view special = "$ \t\r\n*?[{~";
    if (!value.present() || !value->is_scalar() || value.text().empty() ||
        value.text().find_first_of(special) != std::string_view::npos) {
      return false;
    }
    const SourceId made = embed(sources_, *value, "an argument");
    const auto size = static_cast<std::uint32_t>(value.text().size());
    arguments_.push_back({std::string(value.text()), {made, 0, size}});
    return true;
  }

  void take(std::span<const ShellWord> words, SourceId made) {
    for (const ShellWord& word : words) {
      const bool variable = word.expanded && (take_variable(word.text, "${", "}") ||
                                              take_variable(word.text, "$", ""));
      if (variable) continue;
      arguments_.push_back({word.text, {made, word.begin, word.end}, word.expanded, word.splits});
    }
  }

  /// The lines that the server makes of its options: each word with `--` begins one, and words
  /// before the first are one, but for the file's name.
  std::vector<Arguments> lines_of_options() {
    std::vector<Arguments> lines;
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      const Argument& argument = arguments_[i];
      const bool file = i == 0 && (!argument.text.starts_with('-') || argument.text == "-");
      sentinel_ |= argument.text == "--sentinel";
      if (argument.text == "-" && i + 1 == arguments_.size()) {  // standard input
        command_.reads_file = true;
        break;
      }
      if (argument.text == "--") {  // versions differ on what it is, and on what comes then
        command_.open = true;
        break;
      }
      if (may_be_options(argument, lines)) {
        command_.open = true;
        if (!lines.empty()) lines.back().push_back(argument);
      } else if (file) {
        command_.reads_file = true;
      } else if (is_option(argument.text)) {
        lines.push_back({argument});
        std::string& name = lines.back().front().text;
        name.erase(0, 2);
        name.erase(name.find_last_not_of(" \t") + 1);
        // Where quotes shift the bytes, all of the word is the name.
        Span& at = lines.back().front().at;
        if (at.size() == argument.text.size()) at = at.part(2, at.size());
      } else if (lines.empty()) {
        if (sure_ && !command_.open) lines.push_back({argument});
      } else {
        lines.back().push_back(argument);
      }
    }
    // `--sentinel` alone is the mode, and a statement before words.
    std::erase_if(lines, [](const Arguments& line) {
      return line.size() == 1 && line.front().text == "sentinel";
    });
    return lines;
  }

  /// Whether what is filled in may bring options: everywhere but behind an option's name, where a
  /// value stands.
  static bool may_be_options(const Argument& argument, const std::vector<Arguments>& lines) {
    const bool begins = argument.text.starts_with('$') || argument.text.starts_with("{{") ||
                        argument.text.starts_with("--");
    if (!argument.expanded || !(argument.splits || begins)) return false;
    return lines.empty() || lines.back().size() > 1;
  }

  /// Those that every version reads as they are in view; the names of the others are put down.
  std::vector<Arguments> known_lines() {
    const std::vector<Arguments> all = lines_of_options();
    std::vector<Arguments> known;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool alone = lacks_value(all[i]);
      const bool takes_next = alone && i + 1 < all.size() && !is_save(all[i]);
      const Arguments* taken = takes_next ? &all[i + 1] : nullptr;
      if (alone ? fails_anyway(all[i], taken) : !has_filled_in(all[i])) {
        known.push_back(all[i]);
      } else {
        set_later(all[i]);
      }
      if (!taken) continue;
      set_later(*taken);
      ++i;
    }
    return known;
  }

  void set_later(const Arguments& line) {
    const std::string& name = line.front().text;
    command_.unread.insert(lower(name.substr(0, name.find(' '))));
  }

  static bool is_save(const Arguments& line) {
    return equal_ignoring_case(line.front().text, "save");
  }

  static bool lacks_value(const Arguments& line) {
    return line.size() == 1 && !contains(line.front().text, " ");
  }

  /// From 7.0 on an option takes the next word for its value, whatever that is; `--save` alone is
  /// `save ""`. What compose fills in with nothing lacks its value, too.
  bool fails_anyway(const Arguments& line, const Arguments* next) const {
    if (!sure_ || compose_ || is_save(line) || (!next && command_.open)) return false;
    std::vector<std::string> words = {line.front().text};
    if (next) {
      if (has_filled_in(*next)) return false;
      for (const Argument& word : *next) words.push_back(word.text);
      words[1].insert(0, "--");
    }
    const std::vector<std::string_view> taken(words.begin(), words.end());
    const auto mode = sentinel_ ? redis::ServerMode::sentinel : redis::ServerMode::data;
    return std::ranges::all_of(redis::all_versions(), [&](redis::Version version) {
      const std::span<const std::string_view> read =
          version == redis::Version::redis_6_2 ? std::span(taken).first(1) : std::span(taken);
      return redis::check_line(read, version, mode).has_value();
    });
  }

  /// Of a user's line only a password may be filled in.
  static bool has_filled_in(const Arguments& line) {
    const std::string& name = line.front().text;
    const bool user = name == "user" || name.starts_with("user ");
    return std::ranges::any_of(line, [&](const Argument& word) {
      const bool password = user && contains("><#!", std::string_view(word.text).substr(0, 1));
      const bool rule = user && is_filled_in(word.text) && !word.splits;
      return word.expanded && !password && !rule;
    });
  }

  void read_lines(const std::vector<Arguments>& lines) {
    for (const Arguments& line : lines) {
      for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) separate(' ');
        put(line[i], i > 0);
      }
      separate('\n');
    }
    const SourceId source =
        sources_.add_made(fmt::format("the command line of {}", container_.name), std::move(text_));
    command_.source = source;
    ConfigText text{source, sentinel_ ? FileFormat::sentinel_conf : FileFormat::redis_conf,
                    workload_.resource, "", redis::version_of_image(container_.image)};
    text.command_line = true;
    made_.texts.push_back(std::move(text));
  }

  void separate(char c) { text_.synthetic({&c, 1}, last_); }

  /// A value that redis.conf would cut stands in quotes.
  void put(const Argument& word, bool value) {
    const bool quoted = value && (word.text.empty() ||
                                  word.text.find_first_of(" \t\r\n\"'\\") != std::string::npos);
    const bool same = !quoted && word.text.size() == word.at.size();
    last_ = sources_.add_origin(word.at, OriginKind::joined);
    if (!quoted) return text_.put(word.text, last_, same ? Copy::verbatim : Copy::transformed);
    std::string written = "\"";
    for (const char c : word.text) {
      if (c == '"' || c == '\\') written += '\\';
      written += c == '\n' ? ' ' : c;
    }
    text_.put(written + '"', last_, Copy::transformed);
  }

  const Workload& workload_;
  const Container& container_;
  bool compose_;
  SourceMap& sources_;
  ServerCommands& made_;
  std::vector<Ref> words_;
  Arguments arguments_;
  ServerCommand command_;
  bool sentinel_ = false;
  bool sure_ = true;  // the arguments are certain to be a server's
  TextBuilder text_;
  OriginId last_ = OriginId::none;  // of the last word
};

}  // namespace

ServerCommands server_commands_of(std::span<const Workload> workloads, bool compose,
                                  SourceMap& sources) {
  ServerCommands made;
  for (const Workload& workload : workloads) {
    for (const Container& container : workload.containers) {
      if (!container.init) ServerArguments(workload, container, compose, sources, made).read();
    }
  }
  return made;
}

}  // namespace fairlead
