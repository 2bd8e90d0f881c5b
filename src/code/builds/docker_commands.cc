#include "code/builds/docker_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "code/builds/image_commands.h"
#include "shell/shell_script.h"

namespace fairlead {
namespace {

/// Commands that only start what stands behind them; options of theirs are not looked for.
constexpr std::string_view before[] = {"sudo", "exec",  "time", "env", "command",
                                       "eval", "retry", "&&",   "@"};

bool is_assignment(std::string_view word) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  return std::ranges::all_of(word.substr(0, equals), [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

class Script {
 public:
  Script(const BuildScript& script, BuildList& list, const Announce& announce)
      : script_(script), list_(list), announce_(announce) {}

  void read() {
    const auto commands = shell_commands(script_.text);
    if (!commands) {
      if (may_build_images(script_.text))
        list_.add_unknown(script_.place(0), "its script is not understood");
      return;
    }
    std::size_t from = 0;
    for (const ShellCommand& command : *commands) {
      const std::size_t to = command.words.front().begin;
      line_ +=
          static_cast<std::size_t>(std::ranges::count(script_.text.substr(from, to - from), '\n'));
      from = to;
      read(command);
    }
    if (runs_ > most_runs) list_.add_unknown(script_.place(0), "its script is too long");
  }

 private:
  std::optional<std::string> value(std::string_view name) const {
    if (const auto own = own_.find(name); own != own_.end()) return own->second;
    return script_.variables(name);
  }

  std::string filled(std::string_view text) const {
    return filled_by_shell(text, [&](std::string_view name) { return value(name); });
  }

  void assign(std::string_view word, bool certain) {
    const auto equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    std::string to = filled(word.substr(equals + 1));
    const auto known = own_.find(name);
    // Which of several values counts depends on what runs.
    if (known != own_.end() && known->second != to && !certain) to = unknown_text;
    if (to.size() > longest_value) to = unknown_text;
    own_.insert_or_assign(std::string(name), std::move(to));
  }

  void read(const ShellCommand& command) {
    // `for x in a b`, without its first word.
    if (command.words.size() > 2 && command.words[1].text == "in") return looped(command);
    const auto uses = [&](const auto& loop) {
      return std::ranges::any_of(command.words, [&](const ShellWord& word) {
        return contains(word.text, "$" + loop.first) || contains(word.text, "${" + loop.first);
      });
    };
    const auto loop = std::ranges::find_if(loops_, uses);
    if (loop == loops_.end()) return run(command);
    for (const std::string& each : loop->second) {
      own_.insert_or_assign(loop->first, each);
      run(command);
    }
    own_.erase(loop->first);
  }

  /// A variable that becomes one word after another.
  void looped(const ShellCommand& command) {
    std::vector<std::string> values;
    for (std::size_t i = 2; i < command.words.size(); ++i) {
      const std::string text = filled(command.words[i].text);
      const bool pattern =
          command.words[i].splits && text.find_first_of("*?[{") != std::string::npos;
      if (pattern) values = {std::string(unknown_text)};
      if (pattern) break;
      for (const std::string_view word : split(text, ' '))
        if (!word.empty()) values.emplace_back(word);
    }
    const bool known = values.size() <= most_values &&
                       std::ranges::all_of(values, [](const auto& each) { return is_known(each); });
    if (!known) values = {std::string(unknown_text)};
    if (loops_.size() < most_values)
      loops_.insert_or_assign(command.words[0].text, std::move(values));
  }

  void run(const ShellCommand& command) {
    if (++runs_ > most_runs) return;
    std::vector<std::string> words;
    for (const ShellWord& word : command.words) {
      const bool setting = words.empty() || words.front() == "export" || words.front() == "local" ||
                           words.front() == "readonly" || words.front() == "declare";
      if (setting && is_assignment(word.text)) {
        assign(word.text, command.certain);
        continue;
      }
      if (words.empty() && std::ranges::find(before, word.text) != std::end(before)) continue;
      const std::string text = filled(word.text);
      // What a variable holds outside of quotes may be several words.
      if (!word.splits) words.push_back(text);
      for (const std::string_view part : split(text, ' '))
        if (word.splits && !part.empty()) words.emplace_back(part);
    }
    if (words.empty()) return;
    if (words.front() == "cd" && words.size() > 1) directory_ = moved_to(words[1]);
    if (words.front() == "echo" || words.front() == "printf") return announced(command, words);
    const std::string program(base_name(words.front()));
    words.front() = program;
    for (const ImageCommand& row : image_commands()) {
      if (!row.words.starts_with(program)) continue;
      const auto parts = split(row.words, ' ');
      std::size_t next = 0;
      std::size_t at = 0;
      // Options may stand before the command's own words: `docker --debug build`.
      for (; at < words.size() && next < parts.size(); ++at) {
        if (words[at] == parts[next])
          ++next;
        else if (!words[at].starts_with('-') || next == 0)
          break;
      }
      if (next == parts.size())
        return made_by(row, {words.begin() + static_cast<std::ptrdiff_t>(at), words.end()});
    }
  }

  std::string moved_to(std::string_view directory) const {
    const std::string_view from = directory_ ? std::string_view(*directory_) : script_.directory;
    return is_known(from) ? build_path(from == "." ? "" : from, directory)
                          : std::string(unknown_text);
  }

  void announced(const ShellCommand& command, const std::vector<std::string>& words) {
    if (!announce_ || words.size() < 2) return;
    const std::size_t begin = command.words.front().begin;
    const std::size_t end = std::min(script_.text.find('\n', begin), script_.text.size());
    const std::string_view line = script_.text.substr(begin, end - begin);
    for (const std::string_view to : {"GITHUB_ENV", "GITHUB_OUTPUT"}) {
      if (!contains(line, to)) continue;
      for (const std::string& word : words) {
        if (is_assignment(word))
          announce_(
              to, word.substr(0, word.find('=')),
              command.certain ? std::string_view(word).substr(word.find('=') + 1) : unknown_text);
      }
    }
  }

  /// The words behind a command's own, taken apart.
  struct Words {
    std::vector<std::string> images, plain;
    std::string dockerfile;
  };

  static Words sorted(const ImageCommand& row, const std::vector<std::string>& words) {
    Words sorted;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string& word = words[i];
      const auto equals = word.find('=');
      const std::string name = word.substr(0, equals);
      const bool glued = equals != std::string::npos && word.starts_with('-');
      const bool names =
          !name.empty() && std::ranges::find(row.options, name) != std::end(row.options);
      const bool takes = names || takes_value(name);
      if (!word.starts_with('-') || word == "-") {
        sorted.plain.push_back(word);
        continue;
      }
      std::string value;
      if (word.starts_with("-t") && word.size() > 2 && row.options[0] == "-t") {
        sorted.images.push_back(word.substr(word[2] == '=' ? 3 : 2));
        continue;
      }
      if (glued)
        value = word.substr(equals + 1);
      else if (takes && i + 1 < words.size())
        value = words[++i];
      if (names) sorted.images.push_back(value);
      if (name == "-f" || name == "--file") sorted.dockerfile = value;
      if ((name == "-o" || name == "--output") && contains(value, "name="))
        sorted.images.push_back(value.substr(value.find("name=") + 5));
    }
    return sorted;
  }

  void made_by(const ImageCommand& row, const std::vector<std::string>& all) {
    const Span at = script_.place(line_);
    Words words = sorted(row, all);
    switch (row.names) {
      case Names::option:
        break;
      case Names::first:
        if (!words.plain.empty()) words.images.push_back(words.plain.front());
        break;
      case Names::last:
        if (!words.plain.empty()) words.images.push_back(words.plain.back());
        break;
      case Names::nowhere:
        return baked(row, all, at);
    }
    const std::string_view from = directory_ ? std::string_view(*directory_) : script_.directory;
    const std::string below = from == "." ? "" : std::string(from);
    const bool has_context = row.has_context && !words.plain.empty() && is_known(below);
    const std::string context = has_context ? build_path(below, words.plain.back()) : "";
    const std::string dockerfile =
        has_context && !words.dockerfile.empty() ? build_path(below, words.dockerfile) : "";
    for (std::string_view image : words.images) {
      for (const std::string_view transport : {"docker://", "docker-daemon:"})
        if (image.starts_with(transport)) image.remove_prefix(transport.size());
      list_.add(image, at, context, dockerfile);
    }
    // Words that a variable holds may have any option among them.
    const bool hidden = std::ranges::any_of(
        words.plain, [](const std::string& word) { return word == unknown_text; });
    if (words.images.empty() && row.names == Names::option && hidden)
      list_.add_unknown(at, "its options are not known");
  }

  /// A bake's files are read by themselves where they are called as bake looks for them.
  void baked(const ImageCommand& row, const std::vector<std::string>& words, Span at) {
    if (row.words != "docker buildx bake")
      return list_.add_unknown(at, fmt::format("`{}` names it", row.words));
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const bool file = words[i] == "-f" || words[i] == "--file";
      if (file && !may_say_builds(words[i + 1])) list_.add_unknown(at, "its bake file is not read");
      const auto tags = words[i + 1].find(".tags=");
      if (words[i] == "--set" && tags != std::string::npos)
        list_.add(std::string_view(words[i + 1]).substr(tags + 6), at);
    }
  }

  const BuildScript& script_;
  BuildList& list_;
  const Announce& announce_;
  static constexpr std::size_t most_values = 64, most_runs = 100'000;
  std::map<std::string, std::string, std::less<>> own_;
  std::map<std::string, std::vector<std::string>> loops_;
  std::optional<std::string> directory_;  // where `cd` went
  std::size_t line_ = 0, runs_ = 0;
};

}  // namespace

bool may_build_images(std::string_view text) {
  static constexpr std::string_view words[] = {
      "docker build", "docker buildx",   "docker push",  "docker tag",
      "docker image", "podman ",         "buildah ",     "nerdctl ",
      "skopeo ",      "crane ",          "regctl ",      "kaniko",
      "ko build",     "docker manifest", "\"target\"",   "depot build",
      "pack build",   "nixpacks ",       "az acr build", "gcloud builds submit",
      "earthly",      "goreleaser",      "werf ",        "dagger ",
      "ko publish",   "ko resolve",      "ko apply",     "minikube image build"};
  return std::ranges::any_of(words, [&](std::string_view word) { return contains(text, word); });
}

void add_script_builds(const BuildScript& script, BuildList& list, const Announce& announce) {
  Script(script, list, announce).read();
}

}  // namespace fairlead
