#include "secret/secret_words.h"

#include <utility>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "redis/config/shown.h"
#include "secret/secret_names.h"
#include "secret/secret_scripts.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}

  /// Words behind flags and directives, and an ACL user's passwords.
  void words() {
    client_in_text_ = contains(text_, "-cli");
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t line = end_of_line(text_, at);
      if (!is_comment(text_, at)) words_of_escaped(at, line);
      at = line + 1;
    }
  }

  /// Comments, where people keep the password that works: behind a word for one, whatever is no
  /// plain word.
  void remarks() {
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      const std::size_t line = end_of_line(text_, at);
      if (!is_comment(text_, at) || disabled_line(at, line)) continue;
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

  /// The words of a line and of what `\\n` parts in it, as printf is given them.
  void words_of_escaped(std::size_t at, std::size_t line) {
    const std::string_view up_to_end = text_.substr(0, line);
    while (at < line) {
      const std::size_t end = std::min(up_to_end.find("\\n", at), line);
      words_of_line(at, end);
      at = end + 2;
    }
  }

  /// A line of a configuration that somebody took out: `# requirepas swordfish`, `# user w on >p`.
  bool disabled_line(std::size_t at, std::size_t line) {
    at = std::min(text_.find_first_not_of("# \t", at), line);
    const std::size_t end = end_of_word(at, line, " \t");
    const std::string_view first = text_.substr(at, end - at);
    if (equal_ignoring_case(first, "user")) {
      const std::size_t name = std::min(text_.find_first_not_of(" \t", end), line);
      user_rules(end_of_word(name, line, " \t"), line);
      return false;
    }
    const std::size_t value = std::min(text_.find_first_not_of(" \t", end), line);
    const bool single = text_.substr(value, line - value).find_first_of(" \t") == none;
    if (!single || !is_password_directive(first, true)) return false;
    add(bare(value, line));
    return true;
  }

  /// What begins with `>`, behind a user's name.
  void user_rules(std::size_t at, std::size_t line) {
    while (at < line) {
      const std::size_t end = end_of_word(at, line, " \t");
      const TextRange word = bare(at, end);
      if (word.end > word.begin + 1 && text_[word.begin] == '>') add({word.begin + 1, word.end});
      at = end + 1;
    }
  }

  /// A comment behind something else: only where its first word announces a credential, and what
  /// follows is a word or stands behind a sign.
  void trailing(std::size_t at, std::size_t line) {
    at = std::min(text_.find_first_not_of("# \t", at), line);
    const std::size_t end = end_of_word(at, line, " \t:=");
    if (!is_password_name(text_.substr(at, end - at))) return;
    const std::size_t value = std::min(text_.find_first_not_of(" \t:=", end), line);
    const bool single = text_.substr(value, line - value).find_first_of(" \t") == none;
    const bool stated = text_.substr(end, value - end).find_first_of(":=") != none;
    const std::size_t next = end_of_word(value, line, " \t");
    if (single || stated || is_verb(text_.substr(value, next - value))) remark(end, line);
  }

  /// `is`, behind which a single word may be what is told.
  static bool is_verb(std::string_view word) { return word == "is" || word == "was"; }

  /// What follows a word for a credential, from `at` to the line's end: the word behind a colon,
  /// the only word, and all that no sentence holds.
  void remark(std::size_t at, std::size_t line) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::size_t first = std::min(text_.find_first_not_of(" \t:=", at), line);
    const bool stated = text_.substr(at, first - at).find_first_of(":=") != none;
    const auto single = [&](std::size_t from) {
      return text_.substr(from, line - from).find_first_of(" \t") == none;
    };
    const std::size_t verb = end_of_word(first, line, " \t");
    const std::size_t told = std::min(text_.find_first_not_of(" \t", verb), line);
    const bool told_at_end = is_verb(text_.substr(first, verb - first)) && single(told) &&
                             !is_said(text_.substr(told, line - told));
    const bool only = single(first) || told_at_end;
    for (std::size_t begin = first; begin < line;) {
      const std::size_t end = end_of_word(begin, line, " \t");
      const TextRange word = bare(begin, end);
      std::string_view written = text_.substr(word.begin, word.end - word.begin);
      while (written.ends_with('.') || written.ends_with(':')) written.remove_suffix(1);
      const bool plain = std::ranges::all_of(written, letter);
      if (!plain || (only && !is_verb(written)) || (stated && begin == first)) add(word);
      begin = end + 1;
    }
  }

  /// Never looks beyond `end`: the next blank may be far.
  std::size_t end_of_word(std::size_t at, std::size_t end, std::string_view blanks) const {
    return std::min(text_.substr(0, end).find_first_of(blanks, at), end);
  }

  /// What is known of a line, up to some word.
  struct Line {
    std::string_view before, earlier;   ///< the last word and the one before it
    std::size_t count = 0;              ///< of words that stand before
    bool user = false;                  ///< rules of an ACL user follow
    bool statement = false;             ///< the word is what a Sentinel is told
    bool curl = false, client = false;  ///< a command of that name goes on
    bool ended = false;                 ///< behind the last word
    bool comment = false;
  };

  void words_of_line(std::size_t at, std::size_t line) {
    Line so_far;
    while (at < line) {
      const std::size_t end = end_of_word(at, line, " \t");
      const bool hash = text_[at] == '#' && at > 0 && !so_far.user && so_far.count > 0;
      if (hash && !std::exchange(so_far.comment, true)) trailing(at, line);
      const TextRange word = bare(at, end);
      const std::string_view written = text_.substr(word.begin, word.end - word.begin);
      // Of a line of redis.conf all is the password: a stray quote or blank is one too many there.
      const bool directive = so_far.count == 1 && is_password_directive(so_far.before, true);
      if (!so_far.statement && announces(so_far) && !written.starts_with('-'))
        announced(at, word, directive ? line : 0);
      so_far.statement =
          equal_ignoring_case(so_far.before, "sentinel") || so_far.before == "--sentinel";
      if (so_far.statement || (so_far.count == 0 && is_statement(written)))
        sentinel_password(word, line, so_far.count < 2 || so_far.before.starts_with('-'));
      of_programs(so_far, word, line);
      of_user(so_far, at, word, line);
      glued(word);
      if (!written.empty()) so_far.earlier = std::exchange(so_far.before, written);
      if (!written.empty() && written != "-") ++so_far.count;
      at = end + 1;
    }
  }

  /// What stands where a password is announced; all up to `line` where that is given. What a shell
  /// fills in is hidden as a whole, what `sed` or `printf` does is seen by others.
  void announced(std::size_t at, TextRange word, std::size_t line) {
    while (at < word.end && contains("\"'\\", text_.substr(at, 1))) ++at;
    const std::size_t close = end_of_substitution(text_, at);
    const std::string_view written = text_.substr(word.begin, word.end - word.begin);
    if (close > at) {
      if (!reads_file(text_.substr(at, close - at))) add({at, close});
    } else if (line > 0) {
      add(bare(at, line));
    } else if (!is_edited(written)) {
      add(word);
    }
  }

  /// `.*|requirepass` of `s|requirepass .*|requirepass x|`, `%s` of a format.
  static bool is_edited(std::string_view word) {
    if (word == "%s" || word.starts_with("%s\\")) return true;
    const auto sign = word.find_last_of("|/#\\,");
    return sign != none && is_password_directive(word.substr(sign + 1), false);
  }

  /// What a blank should part from an option of a server: `--requirepass:swordfish`.
  void glued(TextRange word) {
    const std::string_view written = text_.substr(word.begin, word.end - word.begin);
    const std::string_view name = without_dashes(written);
    if (name.size() == written.size()) return;
    const std::size_t size = redis::shown_size(name);
    const std::string_view rest = name.substr(size);
    if (!is_password_directive(name.substr(0, size), true)) return;
    // `--auth-pass-file`, `--authpassword`.
    for (const std::string_view other : {"-", "_", "word", "phrase"}) {
      if (rest.starts_with(other)) return;
    }
    const bool sign = !rest.empty() && contains("=:>\"'", rest.substr(0, 1));
    add({word.end - rest.size() + (sign ? 1 : 0), word.end});
  }

  static bool is_statement(std::string_view word) {
    return equal_ignoring_case(word, "auth-pass") || equal_ignoring_case(word, "sentinel-pass");
  }

  /// An ACL user's rules: behind `user` that begins a line or a quoted text, or with `on` two words
  /// later.
  void of_user(Line& so_far, std::size_t at, TextRange word, std::size_t line) {
    const std::string_view written = text_.substr(word.begin, word.end - word.begin);
    const bool quoted =
        contains("\"'", text_.substr(at, 1)) && contains(" \t", text_.substr(word.end, 1));
    const bool begins = so_far.count == 0 || quoted;
    so_far.user = so_far.user || (begins && equal_ignoring_case(written, "user")) ||
                  (begins && written.starts_with("user=")) || written == "--user" ||
                  written.starts_with("--user=") || equal_ignoring_case(written, "setuser") ||
                  (equal_ignoring_case(so_far.earlier, "user") && written == "on");
    if (so_far.count == 0 && so_far.user) torn(word.end, line);
    if (const auto sign = written.find_first_of("><"); so_far.user && sign != none) {
      add({word.begin + sign + 1, word.end});
    }
    if (so_far.user && (so_far.before == ">" || so_far.before == "<")) add(word);
  }

  /// A user's line whose quotes do not match: a password with a blank or a quote may go on to its
  /// end.
  void torn(std::size_t at, std::size_t line) {
    const std::string_view rest = text_.substr(at, line - at);
    const bool even =
        std::ranges::count(rest, '"') % 2 == 0 && std::ranges::count(rest, '\'') % 2 == 0;
    if (even) return;
    const std::size_t quote = rest.find_first_of("\"'"), sign = rest.find_first_of("><");
    const std::size_t begin = rest.find_last_of(" \t", quote) + 1;
    const std::size_t end = std::min(rest.find_first_of(" \t", quote), rest.size());
    add({at + (sign < end ? sign + 1 : begin), line});
  }

  /// What programs are given in their own ways: `redis-cli -ap AUTH p`, `curl -u user:p`.
  void of_programs(Line& so_far, TextRange word, std::size_t line) {
    const std::string_view written = text_.substr(word.begin, word.end - word.begin);
    const std::string_view before = so_far.before;
    if (so_far.ended) so_far.curl = so_far.client = false;
    so_far.ended = ends_command(written) || contains(";|&)", text_.substr(word.end, 1));
    const bool flag =
        before == "--acl-user" || (so_far.curl && (before == "-u" || before == "--user"));
    const auto colon = written.find(':');
    if (flag && colon != none && !contains(written, "://")) add({word.begin + colon + 1, word.end});
    if (so_far.client && written.size() > 2 && written.starts_with("-a"))
      add({word.begin + 2, word.end});
    if (so_far.curl && colon != none && written.starts_with("-u")) {
      add({word.begin + colon + 1, word.end});
    }
    // `echo "AUTH swordfish" | redis-cli`
    const bool piped = client_in_text_ && word.begin > 0 && written == "AUTH" &&
                       contains("\"'", text_.substr(word.begin - 1, 1));
    if (piped || (so_far.client && before != "-h" && equal_ignoring_case(written, "auth")))
      last_of_two(word.end, line);
    so_far.client |= written.ends_with("-cli");
    so_far.curl |= written.ends_with("curl");
  }

  static bool ends_command(std::string_view word) {
    return word == "&&" || word == "||" || word == "|" || word == ";" || word == "&";
  }

  /// `AUTH password` and `AUTH user password`.
  void last_of_two(std::size_t at, std::size_t line) {
    TextRange last;
    for (int count = 0; count < 2 && at < line; ++count) {
      const std::size_t begin = std::min(text_.find_first_not_of(" \t", at), line);
      const std::size_t end = end_of_word(begin, line, " \t");
      const TextRange word = bare(begin, end);
      if (word.begin == word.end || ends_command(text_.substr(begin, end - begin))) break;
      last = word;
      at = contains(";)\"'`", text_.substr(end - 1, 1)) ? line : end;
    }
    if (last.end > last.begin) add(last);
  }

  /// `sentinel auth-pass <master> <password>`, also misspelt: what stands behind the master.
  void sentinel_password(TextRange statement, std::size_t line, bool begins) {
    const std::string_view name = text_.substr(statement.begin, statement.end - statement.begin);
    if (!is_sentinel_password(name, begins)) return;
    std::size_t at = text_.substr(0, line).find_first_not_of(" \t", statement.end);
    if (at == none) return;
    const std::size_t master = end_of_word(at, line, " \t");
    const std::size_t next = text_.substr(0, line).find_first_not_of(" \t\r", master);
    // `sentinel-pass` is the Sentinels' own, without a master.
    const bool own = contains(lower(name), "sentinel");
    const TextRange word = own            ? bare(at, line)
                           : next == none ? bare(at, master)
                                          : bare(next, line);
    add(word);
  }

  /// A word without the quotes and brackets around it.
  TextRange bare(std::size_t begin, std::size_t end) const {
    constexpr std::string_view around = "\"'`[](),;\r";
    while (begin < end && (around.find(text_[begin]) != none || is_escape(begin))) ++begin;
    const auto closes = [&] {  // `$(NAME)`
      return text_[end - 1] == ')' && contains(text_.substr(begin, end - begin), "$(");
    };
    const auto is_around = [&] { return around.find(text_[end - 1]) != none && !closes(); };
    while (begin < end && (is_around() || (end < text_.size() && is_escape(end - 1)))) --end;
    return {begin, end};
  }
  /// The sign before a quote that stands in another one's text.
  bool is_escape(std::size_t at) const {
    return text_[at] == '\\' && contains("\"'`", text_.substr(at + 1, 1)) && at + 1 < text_.size();
  }

  /// Whether the word behind the last one is a credential.
  bool announces(const Line& so_far) const {
    if (so_far.before == "-a") return client_in_text_;
    const std::string_view word = without_dashes(so_far.before);
    const bool option = word.size() < so_far.before.size();
    const bool single = option && !so_far.before.starts_with("--");
    const bool named = single ? names_single_option(word)
                              : word.find_first_of("=\"'") == none && names_credential(word);
    if (option && named) return true;
    return is_password_directive(word, option || so_far.count == 1);
  }

  std::string_view text_;
  bool client_in_text_ = false;  // `redis-cli`, whose -a is the password
};

}  // namespace

std::vector<TextRange> credential_words(std::string_view text) {
  WordScanner scanner(text);
  scanner.words();
  scanner.remarks();
  return std::move(scanner.found);
}

}  // namespace fairlead
