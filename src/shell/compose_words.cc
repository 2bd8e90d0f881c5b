#include "shell/compose_words.h"

namespace fairlead {
namespace {

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::vector<ComposeWord>> compose_words(std::string_view command) {
  std::vector<ComposeWord> words;
  std::size_t at = 0;
  while (at < command.size()) {
    if (is_one_of(command[at], " \t\r\n")) {
      ++at;
      continue;
    }
    if (is_one_of(command[at], ";&|<>")) break;
    ComposeWord word{"", at, at};
    char quote = '\0';
    for (; at < command.size(); ++at) {
      const char c = command[at];
      if (c == '\\' && quote != '\'') {
        if (++at == command.size()) return std::nullopt;
        word.text += command[at];
      } else if (quote != '\0') {
        if (c == quote) {
          quote = '\0';
        } else {
          word.text += c;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (is_one_of(c, "`()")) {
        return std::nullopt;
      } else if (is_one_of(c, " \t\r\n;&|<>")) {
        break;
      } else {
        word.text += c;
      }
    }
    if (quote != '\0') return std::nullopt;
    word.end = at;
    // `2>` is the begin of what is dropped.
    const bool number = at < command.size() && command[at] == '>' && !word.text.empty() &&
                        is_one_of(word.text[0], "0123456789");
    if (!number) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace fairlead
