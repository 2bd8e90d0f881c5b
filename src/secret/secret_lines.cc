#include "secret/secret_lines.h"

#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/config/directive_check.h"
#include "redis/config/directives.h"
#include "redis/config/shown.h"
#include "secret/secret_names.h"

namespace fairlead {
namespace {

class LineMarker {
 public:
  explicit LineMarker(SourceMap& sources) : sources_(sources) {}

  /// The credentials of a redis.conf directive (its words, the name first).
  void directive(const Directive& directive) {
    const std::string name = lower(directive.words.front().text);
    glued(directive.words.front());
    if (is_password_name(name) && !redis::find_directive(name)) {
      // No server reads it, but who wrote it did not mean it to be read.
      for (std::size_t i = 1; i < directive.words.size(); ++i) sources_.hide(directive.words[i].at);
    }
    const bool last_is_secret = name == "requirepass" || name == "masterauth" ||
                                name == "primaryauth" || name == "auth-pass" ||
                                name == "sentinel-pass" || name == "tls-key-file-pass" ||
                                name == "tls-client-key-file-pass";
    if (last_is_secret && directive.words.size() > 1)
      sources_.mark_secret(directive.words.back().at);
    // A name that nobody knows is what rename-command protects a command with.
    if (name == "rename-command" && directive.words.size() == 3) new_name(directive.words[2]);
    if (name == "sentinel" && directive.words.size() > 1) glued(directive.words[1]);
    if (name == "sentinel" && directive.words.size() > 2) {
      const std::string option = lower(directive.words[1].text);
      if (option == "auth-pass" || option == "sentinel-pass")
        sources_.mark_secret(directive.words.back().at);
      if (option == "rename-command" && directive.words.size() == 5)
        new_name(directive.words.back());
    }
    if (is_server_file(directive.place)) unread(directive);
  }

  void acl_user(const AclUserLine& user) {
    name(user);
    for (const Token& rule : user.rules) {
      if (rule.text.empty()) continue;
      // The sign stays visible, also one that was glued to another rule; a quoted token is marked
      // whole.
      const auto sign = rule.text.find_first_of("><");
      const bool plain = sources_.text(rule.at) == rule.text;
      if (sign != std::string_view::npos) {
        sources_.mark_secret(plain ? rule.at.part(sign + 1, rule.at.size()) : rule.at);
      } else if (contains("#!", rule.text.substr(0, 1))) {
        sources_.mark_secret(plain ? rule.at.part(1, rule.at.size()) : rule.at);
      } else if (!contains("+-~%&@()", rule.text.substr(0, 1)) && !redis::is_acl_word(rule.text)) {
        // A word that is no rule may be a password whose sign was forgotten.
        sources_.mark_secret(rule.at);
      } else if (rule.text.starts_with("--") && !redis::find_directive(rule.text.substr(2))) {
        sources_.hide(rule.at);
      }
    }
  }

 private:
  /// Words that no server reads: a password may have got onto a line of its own, behind a name that
  /// is none, or behind the last value. What only needs a look is not hidden: a misspelt directive,
  /// its value, a unit, a comment.
  void unread(const Directive& directive) {
    const std::vector<Token>& words = directive.words;
    const std::string_view first = words.front().text;
    std::size_t from = 1;
    if (equal_ignoring_case(first, "sentinel")) {
      from = words_of_statement(words);
    } else if (redis::find_directive(first)) {
      from = words_read(directive);
    } else if (const std::string_view near = redis::nearest_directive(first); !near.empty()) {
      if (!redis::find_directive(near)->secret) return;
    } else if (words.size() == 1 || !is_plain(first)) {
      sources_.hide(words.front().at);
    }
    constexpr std::size_t longest_unit = 3;
    for (std::size_t i = from; i < words.size(); ++i) {
      const std::string_view word = words[i].text;
      if (word.starts_with('#')) return;
      if (word.size() > longest_unit) sources_.hide(words[i].at);
    }
  }

  /// How many words of a known directive's line are read, its name included.
  static std::size_t words_read(const Directive& directive) {
    std::vector<std::string_view> words;
    for (const Token& word : directive.words) words.push_back(word.text);
    const auto mode = directive.place == ConfigPlace::sentinel_conf ? redis::ServerMode::sentinel
                                                                    : redis::ServerMode::data;
    const auto version = directive.version.value_or(redis::Version::redis_7_2);
    const auto error = redis::check_line(words, version, mode, false);
    const bool too_many = error && error->kind == redis::LineErrorKind::argument_count;
    return too_many ? std::max<std::size_t>(error->word, 1) : words.size();
  }

  /// The same of a Sentinel's statement; of one that is none the master alone.
  static std::size_t words_of_statement(const std::vector<Token>& words) {
    if (words.size() < 3) return words.size();
    const std::string name = "sentinel " + lower(words[1].text);
    const auto statements = redis::all_statements();
    const auto known = std::ranges::find(statements, name, &redis::StatementNotes::name);
    if (known != statements.end()) {
      const auto arguments = std::ranges::count(known->arguments, ' ') + 1;
      return 2 + static_cast<std::size_t>(arguments);
    }
    return redis::nearest_sentinel_option(words[1].text).empty() ? 3 : words.size();
  }

  /// As names of directives are written.
  static bool is_plain(std::string_view word) {
    return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
  }

  /// `user worker:swordfish`, of whom no rule says how it authenticates.
  void name(const AclUserLine& user) {
    const auto colon = user.name.text.find(':');
    if (colon == std::string_view::npos) return;
    const bool authenticates = std::ranges::any_of(user.rules, [](const Token& rule) {
      return contains("><#!", rule.text.substr(0, 1)) || equal_ignoring_case(rule.text, "nopass");
    });
    const bool plain = sources_.text(user.name.at) == user.name.text;
    if (!authenticates && plain)
      sources_.mark_secret(user.name.at.part(colon + 1, user.name.at.size()));
  }

  /// What a blank should part from a directive's name: `requirepass:swordfish`.
  void glued(const Token& word) {
    std::size_t at = redis::shown_size(word.text);
    if (at == word.text.size() || !is_password_name(word.text.substr(0, at))) return;
    if (contains("=:>\"'", word.text.substr(at, 1))) ++at;
    const bool plain = sources_.text(word.at) == word.text;
    const Span rest = plain ? word.at.part(at, word.at.size()) : word.at;
    // `requirepassword`: an everyday word, which is hidden nowhere else.
    const bool everyday =
        word.text.substr(at).starts_with("word") || word.text.substr(at).starts_with("phrase");
    everyday ? sources_.hide(rest) : sources_.mark_secret(rest);
  }

  void new_name(const Token& name) {
    if (!name.text.empty() && !redis::known_command(lower(name.text))) sources_.hide(name.at);
  }

  SourceMap& sources_;
};

}  // namespace

void mark_lines(const Facts& facts, SourceMap& sources) {
  LineMarker marker(sources);
  for (const Directive& directive : facts.redis.directives) marker.directive(directive);
  for (const AclUserLine& user : facts.redis.acl_users) marker.acl_user(user);
}

}  // namespace fairlead
