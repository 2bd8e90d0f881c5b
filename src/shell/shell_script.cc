#include "shell/shell_script.h"

#include <algorithm>

#include "base/text.h"

namespace fairlead {
namespace {

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

bool is_among(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

class Reader {
 public:
  explicit Reader(std::string_view script) : script_(script) {}

  std::optional<std::vector<ShellCommand>> read() {
    while (at_ < script_.size() && !broken_) step();
    end_command();
    if (broken_) return std::nullopt;
    return std::move(commands_);
  }

 private:
  char here() const { return at_ < script_.size() ? script_[at_] : '\0'; }
  char next() const { return at_ + 1 < script_.size() ? script_[at_ + 1] : '\0'; }

  void step() {
    const char c = here();
    if (is_one_of(c, " \t")) {
      ++at_;
    } else if (c == '\\' && next() == '\n') {
      at_ += 2;
    } else if (c == '\n') {
      ++at_;
      end_command();
      skip_documents();
    } else if (c == '#') {
      at_ = std::min(script_.find('\n', at_), script_.size());
    } else if (is_one_of(c, "<>")) {
      redirection();
    } else if (is_one_of(c, ";&|()")) {
      ++at_;
      end_command();
    } else {
      word();
    }
  }

  void word() {
    ShellWord word;
    word.begin = static_cast<std::uint32_t>(at_);
    while (at_ < script_.size() && !is_one_of(here(), " \t\n;&|()<>") && !broken_) part(word);
    word.end = static_cast<std::uint32_t>(at_);
    // `2>/dev/null`: a number before a redirection belongs to it.
    const std::string_view written = script_.substr(word.begin, at_ - word.begin);
    const bool number = written.find_first_not_of("0123456789") == std::string_view::npos;
    if (number && is_one_of(here(), "<>")) return;
    command_.words.push_back(std::move(word));
  }

  /// A character, an expansion or a quoted part of a word.
  void part(ShellWord& word) {
    const char c = here();
    if (c == '\'') {
      const std::size_t end = script_.find('\'', at_ + 1);
      if (end == std::string_view::npos) return fail();
      word.text += script_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
    } else if (c == '"') {
      ++at_;
      while (at_ < script_.size() && here() != '"' && !broken_) quoted_part(word);
      if (here() != '"') return fail();
      ++at_;
    } else if (c == '\\') {
      const bool last = at_ + 1 == script_.size();
      if (next() != '\n') word.text += last ? c : next();
      at_ += last ? 1 : 2;
    } else if (c == '$' || c == '`') {
      expansion(word, true);
    } else {
      const bool pattern = is_one_of(c, "*?[{") || (c == '~' && word.text.empty());
      word.expanded |= pattern;
      word.splits |= pattern;
      word.text += c;
      ++at_;
    }
  }

  void quoted_part(ShellWord& word) {
    const char c = here();
    if (c == '\\' && is_one_of(next(), "$`\"\\\n")) {
      if (next() != '\n') word.text += next();
      at_ += 2;
    } else if (c == '$' || c == '`') {
      expansion(word, false);
    } else {
      word.text += c;
      ++at_;
    }
  }

  /// `$NAME`, `${…}`, `$(…)`, `` `…` ``; a `$` before anything else is itself.
  void expansion(ShellWord& word, bool splits) {
    const std::size_t begin = at_;
    const auto name = [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    if (here() == '`') {
      const std::size_t end = script_.find('`', at_ + 1);
      if (end == std::string_view::npos) return fail();
      at_ = end + 1;
    } else if (next() == '(' || next() == '{') {
      if (!skip_brackets()) return fail();
    } else if (is_one_of(next(), "@*#?$!-") && next() != '\0') {
      at_ += 2;
      // `"$@"` is as many words as there are arguments.
      splits |= script_[begin + 1] == '@';
    } else if (name(next())) {
      for (++at_; name(here());) ++at_;
    } else {
      word.text += '$';
      ++at_;
      return;
    }
    word.text += script_.substr(begin, at_ - begin);
    word.expanded = true;
    word.splits |= splits;
  }

  /// To behind the bracket that closes the one at `at_ + 1`; what stands in quotes does not count.
  bool skip_brackets() {
    const char open = next(), close = open == '(' ? ')' : '}';
    int depth = 0;
    char quote = '\0';
    for (++at_; at_ < script_.size(); ++at_) {
      const char c = here();
      if (c == '\\') {
        ++at_;
      } else if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == open) {
        ++depth;
      } else if (c == close && --depth == 0) {
        ++at_;
        return true;
      }
    }
    return false;
  }

  /// The sign and its target, or the delimiter of a here-document.
  void redirection() {
    const bool document = here() == '<' && next() == '<';
    while (is_one_of(here(), "<>&|") && here() != '\0') ++at_;
    if (document && here() == '-') ++at_;
    while (is_one_of(here(), " \t") && here() != '\0') ++at_;
    ShellWord target;
    while (at_ < script_.size() && !is_one_of(here(), " \t\n;&|()<>") && !broken_) part(target);
    if (document) documents_.push_back(std::move(target.text));
  }

  void skip_documents() {
    for (const std::string& delimiter : documents_) {
      for (bool found = false; !found && at_ < script_.size();) {
        const std::size_t end = std::min(script_.find('\n', at_), script_.size());
        found = trimmed(script_.substr(at_, end - at_)) == delimiter;
        at_ = std::min(end + 1, script_.size());
      }
    }
    documents_.clear();
  }

  void end_command() {
    static constexpr std::string_view opening[] = {"if", "while", "until", "for", "case", "{"};
    static constexpr std::string_view closing[] = {"fi", "done", "esac", "}"};
    static constexpr std::string_view inside[] = {"then", "else", "elif", "do", "!"};
    auto& words = command_.words;
    while (!words.empty()) {
      const std::string_view first = words.front().text;
      if (is_among(first, opening)) {
        ++depth_;
      } else if (is_among(first, closing)) {
        depth_ = std::max(depth_ - 1, 0);
      } else if (!is_among(first, inside)) {
        break;
      }
      words.erase(words.begin());
    }
    command_.certain = depth_ == 0;
    if (!words.empty()) commands_.push_back(std::move(command_));
    command_ = {};
  }

  void fail() { broken_ = true; }

  std::string_view script_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool broken_ = false;
  ShellCommand command_;
  std::vector<ShellCommand> commands_;
  std::vector<std::string> documents_;  ///< delimiters of those that begin behind this line
};

}  // namespace

std::optional<std::vector<ShellCommand>> shell_commands(std::string_view script) {
  return Reader(script).read();
}

}  // namespace fairlead
