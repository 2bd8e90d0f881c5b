#include "secret/secret_scripts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/secret_edits.h"
#include "secret/secret_names.h"
#include "secret/secret_programs.h"
#include "secret/secret_text.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;
/// How far a command is followed, in words: no line takes longer than its words are many.
constexpr std::size_t longest_command = 64;
constexpr std::string_view around = "\"'`[](){},;\\\r";

/// The name of characters that a text ends with: `requirepass` of `s|x|requirepass`.
std::string_view last_name(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_name_character(text[begin - 1])) --begin;
  return text.substr(begin);
}

bool names_password(std::string_view name) {
  return names_credential(name) || is_password_directive(name, false);
}

/// One line of a script, whose words are looked at from left to right.
class LineScanner {
 public:
  LineScanner(std::string_view text, TextRange line, std::vector<TextRange>& found)
      : text_(text.substr(0, line.end)), found_(found) {
    for (std::size_t at = line.begin; at < line.end;) {
      const std::size_t begin = std::min(text_.find_first_not_of(" \t", at), line.end);
      const std::size_t end = std::min(text_.find_first_of(" \t", begin), line.end);
      if (begin < end) words_.push_back({begin, end});
      at = end;
    }
    const std::string_view all = written(line);
    has_options_ = contains(all, " -") || contains(all, "rabbitmqctl");
    is_comment_ = is_comment(text_, line.begin);
  }

  void scan() {
    std::size_t command = 0;  // the word that begins the command
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::string_view word = bare(i);
      header(i, word);
      set(i, word);
      announced_in_words(i, word);
      directive(i, word);
      written_to(command, i);
      if (word.starts_with("pass:")) add({bare_range(i).begin + 5, bare_range(i).end});
      if (word == "chpasswd") users_of(command = begin_of_pipe(i), i);
      for (const PasswordOption& option : password_options) {
        if (has_options_ && program(word).starts_with(option.program)) of_program(option, i);
      }
      if (word == "create" && i + 1 < words_.size() && bare(i + 1) == "secret") literals(i + 2);
      if (ends_command(words_[i])) command = i + 1;
    }
  }

 private:
  std::string_view written(TextRange range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }
  TextRange bare_range(std::size_t word) const {
    TextRange range = words_[word];
    while (range.begin < range.end && around.find(text_[range.begin]) != none) ++range.begin;
    while (range.begin < range.end && around.find(text_[range.end - 1]) != none) --range.end;
    return range;
  }
  std::string_view bare(std::size_t word) const { return written(bare_range(word)); }

  void add(TextRange range) {
    if (range.begin < range.end && !is_reference(written(range))) found_.push_back(range);
  }
  void add_word(std::size_t word) {
    if (word < words_.size()) add(bare_range(word));
  }

  bool ends_command(TextRange word) const {
    const std::string_view text = written(word);
    return text == "|" || text == "||" || text == "&&" || text == "&" || text.ends_with(';') ||
           text.ends_with("|");
  }
  std::size_t begin_of_pipe(std::size_t word) const {
    const std::size_t last = word - std::min(word, longest_command);
    while (word > last && (!ends_command(words_[word - 1]) || written(words_[word - 1]) == "|"))
      --word;
    return word;
  }
  static std::string_view program(std::string_view word) {
    const auto slash = word.rfind('/');
    return slash == none ? word : word.substr(slash + 1);
  }

  /// `Authorization: Bearer x`, `Authorization:x`, `"Authorization": "x"`, `Bearer x`.
  void header(std::size_t i, std::string_view word) {
    static constexpr std::string_view name = "authorization",
                                      schemes[] = {"basic",  "bearer",    "token", "digest",
                                                   "apikey", "negotiate", "key"};
    const auto is_scheme = [](std::string_view each) {
      return std::ranges::find(schemes, std::string_view(lower(each))) != std::end(schemes);
    };
    if (equal_ignoring_case(last_name(word), "bearer") && !announced(i)) telling(i + 1);
    if (word.size() < name.size() || word.find_first_of("zZ") == none) return;
    const std::string small = lower(word);
    const auto at = small.rfind(name);
    if (at == none) return;
    const std::size_t behind = small.find_first_not_of("\"'\\", at + name.size());
    if (behind == none ? !ends_with_colon(i) : small[behind] != ':' && small[behind] != '=') return;
    const std::size_t from = small.find_first_not_of("\"'\\:=", at + name.size());
    const std::string_view glued = from == none ? std::string_view() : word.substr(from);
    if (!glued.empty() && !is_scheme(glued)) {
      const std::size_t begin = bare_range(i).begin;
      return add({begin + from, begin + word.size()});
    }
    const bool scheme = !glued.empty() || (i + 1 < words_.size() && is_scheme(bare(i + 1)));
    const std::size_t value = i + (glued.empty() && scheme ? 2 : 1);
    const bool given = i > 0 && bare(i - 1).starts_with('-');
    !is_comment_ && (scheme || given) ? add_word(value) : telling(value);
  }

  bool ends_with_colon(std::size_t i) const {
    const std::string_view word = written(words_[i]);
    const auto last = word.find_last_not_of("\"'\\");
    return last != none && word[last] == ':';
  }
  /// Whether `Authorization:` stands before a word, which says what follows.
  bool announced(std::size_t i) const {
    return i > 0 && equal_ignoring_case(bare(i - 1), "authorization:");
  }
  /// A word that is none of a sentence.
  void telling(std::size_t i) {
    if (i < words_.size() && !is_plain(bare(i))) add_word(i);
  }

  static bool is_plain(std::string_view word) {
    constexpr std::size_t shortest_token = 8;
    return word.size() < shortest_token || std::ranges::all_of(word, [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
           });
  }

  /// `aws configure set aws_secret_access_key x`.
  void set(std::size_t i, std::string_view word) {
    if (i == 0 || !equal_ignoring_case(bare(i - 1), "set") || !names_password(word)) return;
    const bool more = i + 2 < words_.size() && (bare(i + 1) == "to" || bare(i + 1) == "=");
    add_word(i + (more ? 2 : 1));
  }

  /// `WITH PASSWORD 'x'`, `IDENTIFIED BY 'x'`, `"AUTH x"`, `tcp-check send AUTH\ x`, `password x`.
  void announced_in_words(std::size_t i, std::string_view word) {
    if (i + 1 == words_.size()) return;
    const bool quoted = contains("\"'", text_.substr(words_[i + 1].begin, 1));
    const bool by =
        equal_ignoring_case(word, "by") && i > 0 && equal_ignoring_case(bare(i - 1), "identified");
    if (by || (quoted && equal_ignoring_case(word, "password"))) add_word(i + 1);
    if (word.ends_with("AUTH")) authenticated(i, word.size());
    const std::string name = word.find_first_of("sSwW") == none ? std::string() : lower(word);
    const bool password = contains(name, "passw") || contains(name, "pwd");
    if (password && names_credential(last_name(name)) && last_name(name) == name &&
        is_made_up(i + 1))
      add_word(i + 1);
  }
  void authenticated(std::size_t i, std::size_t size) {
    const std::size_t begin = bare_range(i).begin + size - 4;
    const bool quoted = begin > 0 && contains("\"'", text_.substr(begin - 1, 1));
    if (!quoted && (i == 0 || bare(i - 1) != "send")) return;
    add_word(i + 1);
    const std::string_view first = written(words_[i + 1]);
    if (first.find_first_of("\"'\\;|)") == none) add_word(i + 2);
  }
  /// As no word of a sentence, name or path is written.
  bool is_made_up(std::size_t i) const {
    const std::string_view word = bare(i);
    return !contains("/-", word.substr(0, 1)) && !contains(word, "=") &&
           std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
  }

  /// `s|x|requirepass y|`, `c\requirepass y`: behind a directive that is glued to a sign.
  void directive(std::size_t i, std::string_view word) {
    std::string_view name = last_name(word);
    const bool option = name.starts_with("--");
    while (name.starts_with('-')) name.remove_prefix(1);
    if (name.size() == word.size()) return;
    if (!is_password_directive(name, false) && !(option && names_credential(name))) return;
    if (option) name = last_name(word);
    if (name.size() == word.size()) return;
    const char sign = word[word.size() - name.size() - 1];
    if (std::string_view("|/#\\,!^:=\"'").find(sign) == none || i + 1 == words_.size()) return;
    TextRange value = bare_range(i + 1);
    if (is_password_directive(last_name(written(value)), false)) return;
    if (std::string_view("|/#,!^:").find(sign) != none)
      value.end = std::min(text_.find(sign, value.begin), value.end);
    add(value);
  }

  /// `echo x > /run/secrets/password`, also through `tee`.
  void written_to(std::size_t command, std::size_t i) {
    const bool next = i > 0 && (bare(i - 1) == ">" || bare(i - 1) == ">>" || bare(i - 1) == "tee");
    std::string_view file = bare(i);
    if (!next && !file.starts_with('>')) return;
    file = program(file.substr(std::min(file.find_first_not_of('>'), file.size())));
    if (!names_credential(file)) return;
    std::size_t at = std::max(command, i - std::min(i, longest_command));
    if (i > 0 && bare(i - 1) == "tee") at = begin_of_pipe(i);
    while (at < i && bare(at) != "echo" && bare(at) != "printf") ++at;
    for (++at; at < i && !ends_command(words_[at]) && !bare(at).starts_with('>'); ++at) {
      if (!bare(at).starts_with('-') && !bare(at).starts_with('%')) add_word(at);
    }
  }

  /// `echo root:x | chpasswd`.
  void users_of(std::size_t from, std::size_t to) {
    for (; from < to; ++from) {
      const auto colon = bare(from).find(':');
      const TextRange range = bare_range(from);
      if (colon != none) add({range.begin + colon + 1, range.end});
    }
  }

  void of_program(const PasswordOption& option, std::size_t i) {
    bool seen = option.command.empty();
    std::size_t operands = 0;
    const std::size_t end = std::min(words_.size(), i + longest_command);
    for (++i; i < end; ++i) {
      const std::string_view word = bare(i);
      const bool last = ends_command(words_[i]) || contains(written(words_[i]), ";");
      if (!seen) {
        seen = word == option.command;
      } else if (option.operand > 0) {
        if (!word.starts_with('-') && ++operands == option.operand) return add_word(i);
      } else if (option.glued && word.size() > 2 && word.starts_with(option.option)) {
        add({bare_range(i).begin + 2, bare_range(i).end});
      } else if (!option.glued && word == option.option) {
        return add_word(i + 1);
      }
      if (last) return;
    }
  }

  /// `kubectl create secret generic x --from-literal=a=b`.
  void literals(std::size_t from) {
    static constexpr std::string_view name = "--from-literal";
    const std::size_t end = std::min(words_.size(), from + longest_command);
    for (; from < end; ++from) {
      std::size_t at = from;
      if (!bare(at).starts_with(name)) continue;
      if (bare(at) == name && ++at == words_.size()) return;
      const auto equals = bare(at).find('=', bare(at).starts_with(name) ? name.size() + 1 : 0);
      const TextRange range = bare_range(at);
      if (equals != none) add({range.begin + equals + 1, range.end});
    }
  }

  std::string_view text_;  // up to the line's end
  std::vector<TextRange>& found_;
  std::vector<TextRange> words_;
  bool has_options_ = false;
  bool is_comment_ = false;
};

}  // namespace

std::vector<TextRange> hidden_words(std::string_view text) {
  std::vector<TextRange> found;
  if (text.find_first_of(" \t@:=>(") == none) return found;
  for (std::size_t at = 0; at < text.size(); at = end_of_line(text, at) + 1) {
    LineScanner(text, {at, end_of_line(text, at)}, found).scan();
  }
  add_substituted(text, found);
  add_formatted(text, found);
  add_lone_users(text, found);
  add_enclosed(text, found);
  return found;
}

std::vector<TextRange> fallbacks(std::string_view text,
                                 const std::function<bool(std::string_view)>& is_credential) {
  constexpr std::size_t longest_fallback = 1000;
  std::vector<TextRange> found;
  for (auto at = text.find("${"); at != none; at = text.find("${", at + 2)) {
    std::size_t end = at + 2;
    while (end < text.size() && is_name_character(text[end]) && text[end] != '-') ++end;
    const std::string_view name = text.substr(at + 2, end - at - 2);
    if (text.substr(end).starts_with(':')) ++end;
    if (name.empty() || end >= text.size() || (text[end] != '-' && text[end] != '=')) continue;
    const std::size_t close = text.substr(0, end + longest_fallback).find_first_of("}\n", end);
    if (close == none || text[close] == '\n') continue;
    const std::string_view value = text.substr(end + 1, close - end - 1);
    if (!value.empty() && !is_reference(value) && is_credential(name))
      found.push_back({end + 1, close});
  }
  return found;
}

bool reads_file(std::string_view substitution) {
  if (substitution.starts_with("$(")) substitution.remove_prefix(2);
  while (substitution.ends_with(')') || substitution.ends_with('`')) substitution.remove_suffix(1);
  while (substitution.starts_with('`')) substitution.remove_prefix(1);
  const auto words = split(trimmed(substitution), ' ');
  static constexpr std::string_view readers[] = {"cat", "<", "head", "tail"};
  const bool reads = std::ranges::find(readers, words.front()) != std::end(readers);
  return reads && words.size() <= 4 && !contains(substitution, "<<") &&
         contains("/.$\"", words.back().substr(0, 1));
}

}  // namespace fairlead
