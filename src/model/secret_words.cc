#include "model/secret_words.h"

#include "base/text.h"
#include "model/build.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// Whether a text is one of the names, or one of them with two slips: what stands behind a misspelt
/// directive is a password all the same.
bool is_nearly(std::string_view text, std::span<const std::string_view> names) {
  constexpr std::size_t shortest = 8, longest = 16, slips = 2;
  if (text.size() < shortest || text.size() > longest) return false;
  const std::string name = lower(text);
  return std::ranges::any_of(
      names, [&](std::string_view each) { return edit_distance(name, each) <= slips; });
}

/// A directive whose value is a password; where one begins (`misspelt`), also if it is misspelt.
bool is_password_directive(std::string_view word, bool misspelt) {
  static constexpr std::string_view names[] = {"requirepass",
                                               "masterauth",
                                               "primaryauth",
                                               "auth-pass",
                                               "sentinel-pass",
                                               "tls-key-file-pass",
                                               "tls-client-key-file-pass"};
  static constexpr std::string_view own[] = {"requirepass", "masterauth", "primaryauth"};
  const auto same = [&](std::string_view name) { return equal_ignoring_case(word, name); };
  return std::ranges::any_of(names, same) || (misspelt && is_nearly(word, own));
}

/// The statement behind `sentinel` that gives a password, also if it is misspelt.
bool is_sentinel_password(std::string_view word) {
  static constexpr std::string_view names[] = {"auth-pass", "sentinel-pass"};
  static constexpr std::string_view others[] = {"auth-user", "sentinel-user"};
  const std::string name = lower(word);
  if (std::ranges::find(others, std::string_view(name)) != std::end(others)) return false;
  return contains(name, "pass") || contains(name, "pasw") || is_nearly(name, names);
}

class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}

  /// Words behind flags and directives, and an ACL user's passwords.
  void words() {
    command_line_client_ = contains(text_, "-cli");
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      if (!is_comment(text_, at)) words_of_line(at, end_of_line(text_, at));
    }
  }

  /// Comments, where people keep the password that works: behind a word for one, whatever is no
  /// plain word.
  void remarks() {
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      const std::size_t line = end_of_line(text_, at);
      if (!is_comment(text_, at)) continue;
      for (std::size_t begin = at; begin < line;) {
        const std::size_t end = end_of_word(begin, line, " \t:=");
        if (names_credential(text_.substr(begin, end - begin))) {
          remark(end, line);
          break;
        }
        begin = end + 1;
      }
    }
  }

  std::vector<TextRange> found;

 private:
  void add(TextRange range) { found.push_back(range); }

  /// What follows a word for a credential, from `at` to the line's end: the word behind a colon,
  /// the only word, and all that no sentence holds.
  void remark(std::size_t at, std::size_t line) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::size_t first = std::min(text_.find_first_not_of(" \t:=", at), line);
    const bool stated = text_.substr(at, first - at).find_first_of(":=") != none;
    const bool only = text_.substr(first, line - first).find_first_of(" \t") == none;
    for (std::size_t begin = first; begin < line;) {
      const std::size_t end = end_of_word(begin, line, " \t");
      const TextRange word = bare(begin, end);
      std::string_view written = text_.substr(word.begin, word.end - word.begin);
      while (written.ends_with('.') || written.ends_with(':')) written.remove_suffix(1);
      const bool plain = std::ranges::all_of(written, letter);
      if (!plain || only || (stated && begin == first)) add(word);
      begin = end + 1;
    }
  }

  /// Never looks beyond `end`: the next blank may be far.
  std::size_t end_of_word(std::size_t at, std::size_t end, std::string_view blanks) const {
    return std::min(text_.substr(0, end).find_first_of(blanks, at), end);
  }

  void words_of_line(std::size_t at, std::size_t line) {
    std::string_view before;
    bool user = false, statement = false;
    std::size_t count = 0;  // of words that stand before
    while (at < line) {
      const std::size_t end = end_of_word(at, line, " \t");
      const TextRange word = bare(at, end);
      const std::string_view written = text_.substr(word.begin, word.end - word.begin);
      if (!statement && announces(before, count == 1) && !written.starts_with('-')) add(word);
      statement = equal_ignoring_case(before, "sentinel") || before == "--sentinel";
      if (statement) sentinel_password(word, line);
      user = user || (count == 0 && equal_ignoring_case(written, "user")) || written == "--user" ||
             equal_ignoring_case(written, "setuser");
      if (const auto sign = written.find_first_of("><"); user && sign != none) {
        add({word.begin + sign + 1, word.end});
      }
      if (!written.empty()) before = written;
      if (!written.empty() && written != "-") ++count;
      at = end + 1;
    }
  }

  /// `sentinel auth-pass <master> <password>`, also misspelt: what stands behind the master.
  void sentinel_password(TextRange statement, std::size_t line) {
    const std::string_view name = text_.substr(statement.begin, statement.end - statement.begin);
    if (!is_sentinel_password(name)) return;
    std::size_t at = text_.substr(0, line).find_first_not_of(" \t", statement.end);
    if (at == none) return;
    const std::size_t master = end_of_word(at, line, " \t");
    const std::size_t next = text_.substr(0, line).find_first_not_of(" \t\r", master);
    const TextRange word = next == none ? bare(at, master) : bare(next, line);
    add(word);
  }

  /// A word without the quotes and brackets around it.
  TextRange bare(std::size_t begin, std::size_t end) const {
    constexpr std::string_view around = "\"'`[](),;\r";
    while (begin < end && around.find(text_[begin]) != none) ++begin;
    const auto closes = [&] {  // `$(NAME)`
      return text_[end - 1] == ')' && contains(text_.substr(begin, end - begin), "$(");
    };
    while (begin < end && around.find(text_[end - 1]) != none && !closes()) --end;
    return {begin, end};
  }

  /// Whether the word behind this one is a credential.
  bool announces(std::string_view word, bool first) const {
    if (word == "-a") return command_line_client_;
    const bool option = word.starts_with("--");
    if (option) word.remove_prefix(2);
    if (option && !contains(word, "=") && names_credential(word)) return true;
    return is_password_directive(word, option || first);
  }

  std::string_view text_;
  bool command_line_client_ = false;  // `redis-cli`, whose -a is the password
};

}  // namespace

bool is_password_name(std::string_view name) {
  return names_credential(name) || is_password_directive(name, true);
}

std::vector<TextRange> credential_words(std::string_view text) {
  WordScanner scanner(text);
  scanner.words();
  scanner.remarks();
  return std::move(scanner.found);
}

}  // namespace fairlead
