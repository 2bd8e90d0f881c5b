#include "model/secret_lines.h"

#include "base/text.h"
#include "model/build.h"
#include "model/secret_names.h"
#include "redis/acl.h"
#include "redis/directives.h"
#include "redis/shown.h"

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
    if (name == "sentinel" && directive.words.size() > 2) {
      const std::string option = lower(directive.words[1].text);
      if (option == "auth-pass" || option == "sentinel-pass")
        sources_.mark_secret(directive.words.back().at);
      if (option == "rename-command" && directive.words.size() == 5)
        new_name(directive.words.back());
    }
  }

  void acl_user(const AclUserLine& user) {
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
  /// What a blank should part from a directive's name: `requirepass:swordfish`.
  void glued(const Token& word) {
    std::size_t at = redis::shown_size(word.text);
    if (at == word.text.size() || !is_password_name(word.text.substr(0, at))) return;
    if (contains("=:>\"'", word.text.substr(at, 1))) ++at;
    const bool plain = sources_.text(word.at) == word.text;
    sources_.mark_secret(plain ? word.at.part(at, word.at.size()) : word.at);
  }

  void new_name(const Token& name) {
    if (!name.text.empty() && !redis::known_command(lower(name.text))) sources_.hide(name.at);
  }

  SourceMap& sources_;
};

}  // namespace

void mark_lines(const Model& model, SourceMap& sources) {
  LineMarker marker(sources);
  for (const Directive& directive : model.directives) marker.directive(directive);
  for (const AclUserLine& user : model.acl_users) marker.acl_user(user);
}

}  // namespace fairlead
