#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "model/build.h"
#include "model/config_reader.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// A word of a command line: what the program gets, and the bytes of a made text that it was.
struct Argument {
  std::string text;
  Span at;
};
using Arguments = std::vector<Argument>;

bool is_server(std::string_view word) {
  const std::string_view name = base_name(word);
  return name == "redis-server" || name == "valkey-server";
}
bool is_sentinel_program(std::string_view word) {
  const std::string_view name = base_name(word);
  return name == "redis-sentinel" || name == "valkey-sentinel";
}
bool is_shell(std::string_view word) {
  const std::string_view name = base_name(word);
  return name == "sh" || name == "bash" || name == "ash";
}

/// The words of a shell's script that is one command without anything that a shell would replace,
/// or nothing.
std::optional<Arguments> simple_script(std::string_view script, SourceId source) {
  const auto offset = [](std::size_t at) { return static_cast<std::uint32_t>(at); };
  Arguments words;
  std::size_t at = 0;
  while (true) {
    while (at < script.size() && contains(" \t\r\n", script.substr(at, 1))) {
      const bool second_line = script[at] == '\n' && !words.empty() &&
                               script.find_first_not_of(" \t\r\n", at) != std::string_view::npos;
      if (second_line) return std::nullopt;
      ++at;
    }
    if (at == script.size()) return words;
    Argument word{"", {source, offset(at), 0}};
    for (char quote = 0; at < script.size(); ++at) {
      const char c = script[at];
      if (quote ? c == quote : c == '"' || c == '\'') {
        quote = quote ? '\0' : c;
      } else if (!quote && contains(" \t\r\n", {&c, 1})) {
        break;
      } else if (quote != '\'' && contains(quote ? "$`\\" : "$`\\;&|<>(){}*?!~#", {&c, 1})) {
        // Within a word these two are themselves.
        if (quote || !contains("~#", {&c, 1}) || word.text.empty()) return std::nullopt;
        word.text += c;
      } else {
        word.text += c;
      }
      if (at + 1 == script.size() && quote) return std::nullopt;
    }
    word.at.end = offset(at);
    words.push_back(std::move(word));
  }
}

class CommandLine {
 public:
  CommandLine(ConfigReader& reader, const Workload& workload, const Container& container)
      : reader_(reader), workload_(workload), container_(container) {}

  void read() {
    for (const auto* part : {&container_.command, &container_.args}) {
      for (const Ref word : *part) {
        if (!word.present() || !word->is_scalar()) return;
        words_.push_back(word);
      }
    }
    if (words_.empty()) return;
    Arguments arguments = server_arguments();
    if (!arguments.empty()) add(arguments);
  }

 private:
  /// What the server gets behind its own name.
  Arguments server_arguments() {
    const std::string_view first = words_.front().text();
    if (is_shell(first)) return script_arguments();
    const bool entry = container_.command.empty() && is_redis_image(container_.image) &&
                       (first.starts_with('-') || first.ends_with(".conf"));
    sentinel_ = is_sentinel_program(first);
    if (!entry && !is_server(first) && !sentinel_) return {};
    Arguments arguments;
    for (std::size_t i = entry ? 0 : 1; i < words_.size(); ++i) {
      const SourceId made = embed(reader_.sources(), *words_[i], "an argument");
      const std::string_view text = reader_.sources().text(made);
      arguments.push_back({std::string(text), {made, 0, static_cast<std::uint32_t>(text.size())}});
    }
    return arguments;
  }

  Arguments script_arguments() {
    if (words_.size() != 3 || !words_[1].text().ends_with('c')) return {};
    const SourceId made = embed(reader_.sources(), *words_[2], "a shell's command");
    auto words = simple_script(reader_.sources().text(made), made);
    if (!words) return {};
    if (!words->empty() && words->front().text == "exec") words->erase(words->begin());
    if (words->empty()) return {};
    sentinel_ = is_sentinel_program(words->front().text);
    if (!is_server(words->front().text) && !sentinel_) return {};
    words->erase(words->begin());
    return *std::move(words);
  }

  /// The lines that the server makes of its options: each word with `--` begins one.
  void add(const Arguments& arguments) {
    std::vector<Arguments> lines;
    for (const Argument& argument : arguments) {
      if (argument.text == "--sentinel") {
        sentinel_ = true;
      } else if (argument.text.starts_with("--")) {
        lines.push_back({{argument.text.substr(2), argument.at.part(2, argument.at.size())}});
      } else if (!lines.empty()) {
        lines.back().push_back(argument);
      }
    }
    std::erase_if(lines, may_differ);
    if (!lines.empty()) read_lines(lines);
  }

  /// An option without a value is a value that compose filled in with nothing, and 7.0 takes the
  /// next option for it. A line that the kubelet fills in says nothing, but for a user's password.
  static bool may_differ(const Arguments& line) {
    const std::string& name = line.front().text;
    if (line.size() == 1 && !contains(name, " ")) return true;
    return name != "user" && !name.starts_with("user ") &&
           std::ranges::any_of(line,
                               [](const Argument& word) { return is_filled_in_later(word.text); });
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
        reader_.sources().add_made(fmt::format("the command line of {}", container_.name),
                                   std::move(text_), std::move(pieces_));
    reader_.read({source, sentinel_ ? FileFormat::sentinel_conf : FileFormat::redis_conf,
                  workload_.resource, "", redis::version_of_image(container_.image)});
  }

  void separate(char c) {
    pieces_.push_back({offset(), pieces_.back().origin, Copy::synthetic});
    text_ += c;
  }

  /// A value that redis.conf would cut stands in quotes.
  void put(const Argument& word, bool value) {
    const bool quoted = value && (word.text.empty() ||
                                  word.text.find_first_of(" \t\r\n\"'\\") != std::string::npos);
    const bool same = !quoted && word.text.size() == word.at.size();
    const OriginId origin = reader_.sources().add_origin({word.at, OriginKind::embedded});
    pieces_.push_back({offset(), origin, same ? Copy::verbatim : Copy::transformed});
    if (!quoted) {
      text_ += word.text;
      return;
    }
    text_ += '"';
    for (const char c : word.text) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c == '\n' ? ' ' : c;
    }
    text_ += '"';
  }

  std::uint32_t offset() const { return static_cast<std::uint32_t>(text_.size()); }

  ConfigReader& reader_;
  const Workload& workload_;
  const Container& container_;
  std::vector<Ref> words_;
  bool sentinel_ = false;
  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace

void add_command_lines(ConfigReader& reader) {
  for (const Workload& workload : reader.model().workloads) {
    for (const Container& container : workload.containers) {
      if (!container.init) CommandLine(reader, workload, container).read();
    }
  }
}

}  // namespace fairlead
