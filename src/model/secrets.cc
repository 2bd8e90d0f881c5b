#include "base/regex.h"
#include "base/text.h"
#include "model/build.h"
#include "redis/acl.h"
#include "tree/comments.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// Marks credentials by where they stand: in Secrets, under names that say so, in URLs, after
/// flags.
class SecretMarker {
 public:
  explicit SecretMarker(SourceMap& sources) : sources_(sources) {}

  void document(Ref root) {
    const std::string_view kind = root["kind"].text();
    if (kind == "Secret") {
      for (const std::string_view field : {"data", "stringData"}) {
        // Each of equal keys, also the one that loses.
        if (const Ref map = root[field])
          std::ranges::for_each(map->entries(), [&](const Entry& entry) { held(entry); });
      }
    }
    for (const Node* generator : root["secretGenerator"].items()) {
      for (const Node* literal : Ref(generator)["literals"].items()) after_equals(Ref(literal));
    }
    tree(root);
  }

  /// A .env file: whatever is no address.
  void env_file(Ref root) {
    for (const Entry& entry : root.entries()) held(entry);
    tree(root);
  }

  /// Comments, where people keep the password that works.
  void comment(Span at) {
    const std::string_view text = sources_.text(at);
    if (const auto found = assignment_.groups(text); found.size() == 2) {
      const auto from = static_cast<std::size_t>(found[1].data() - text.data());
      sources_.mark_secret(at.part(from, from + found[1].size()));
    }
    urls(text, [&](std::size_t from, std::size_t to) { sources_.mark_secret(at.part(from, to)); });
  }

  /// A text of a file that could not be read as YAML: line by line, by the shape of what stands
  /// there.
  void raw(SourceId source) {
    static constexpr std::size_t most = 1u << 20;
    const std::string_view text = sources_.text(source).substr(0, most);
    const bool secret = contains(text, "kind: Secret") || contains(text, "\"Secret\"");
    for (const std::string_view line : split(text, '\n')) {
      for (const auto& found :
           {assignment_.groups(line),
            secret ? any_value_.groups(line) : std::vector<std::string_view>()}) {
        if (found.size() == 2) mark(source, text, found[1]);
      }
      urls(line, [&](std::size_t from, std::size_t to) {
        mark(source, text, line.substr(from, to - from));
      });
    }
  }

  /// The credentials of a redis.conf directive (its words, the name first).
  void directive(const Directive& directive) {
    const std::string name = lower(directive.words.front().text);
    const bool last_is_secret = name == "requirepass" || name == "masterauth" ||
                                name == "primaryauth" || name == "auth-pass" ||
                                name == "sentinel-pass" || name == "tls-key-file-pass" ||
                                name == "tls-client-key-file-pass";
    if (last_is_secret && directive.words.size() > 1)
      sources_.mark_secret(directive.words.back().at);
    if (name == "sentinel" && directive.words.size() > 2) {
      const std::string option = lower(directive.words[1].text);
      if (option == "auth-pass" || option == "sentinel-pass")
        sources_.mark_secret(directive.words.back().at);
    }
  }

  void acl_user(const AclUserLine& user) {
    for (const Token& rule : user.rules) {
      if (rule.text.empty()) continue;
      const bool sign = contains("><#!", rule.text.substr(0, 1));
      // A word that is no rule may be a password whose sign was forgotten.
      if (!sign && (contains("+-~%&@()", rule.text.substr(0, 1)) || redis::is_acl_word(rule.text)))
        continue;
      // The sign stays visible; a quoted token is marked whole.
      const bool plain = sign && sources_.text(rule.at) == rule.text;
      sources_.mark_secret(plain ? rule.at.part(1, rule.at.size()) : rule.at);
    }
  }

 private:
  void mark(SourceId source, std::string_view text, std::string_view part) {
    const auto at = static_cast<std::uint32_t>(part.data() - text.data());
    sources_.mark_secret({source, at, at + static_cast<std::uint32_t>(part.size())});
  }

  /// Calls `found` with the bytes of every password in a URL of the text, and of its query's.
  template <typename Found>
  static void urls(std::string_view text, Found found) {
    if (!contains(text, "://")) return;
    for (const redis::ConnectionUrl& url : redis::find_urls(text)) {
      if (!url.password.empty() && !url.password.has_placeholder)
        found(url.password.begin, url.password.end);
      // `redis://secret@host`: a lone user is a password to several clients.
      if (!url.password.present && !url.user.empty() && url.kind == redis::Scheme::redis) {
        found(url.user.begin, url.user.end);
      }
      for (const redis::HostPort& host : url.hosts) {
        if (!host.password.empty()) found(host.password.begin, host.password.end);
      }
      for (const redis::QueryParameter& parameter : redis::query_parameters(url)) {
        if (names_credential(parameter.name.text) && !parameter.value.empty()) {
          found(parameter.value.begin, parameter.value.end);
        }
      }
    }
  }

  void scalar(const Node& node) {
    // Where there are too many to place, the whole text is hidden.
    std::size_t left = most_urls(node.text());
    urls(node.text(), [&](std::size_t from, std::size_t to) {
      if (left == 0) return;
      const bool last = --left == 0;
      sources_.mark_secret(last ? node.span() : decoded_span(sources_, node, from, to));
    });
  }

  /// A value of a Secret: all of it, unless it is an address, a name or a number by its key and
  /// shape.
  void held(const Entry& entry) {
    const Ref value(entry.value);
    if (!value.present() || !value->is_scalar() || value.text().empty()) return;
    if (is_address(entry.key->text(), value.text())) return;
    sources_.mark_secret(value->span());
  }

  static bool is_address(std::string_view key, std::string_view value) {
    if (names_credential(key)) return false;
    if (value.size() < 6 && value.find_first_not_of("0123456789") == std::string_view::npos)
      return true;
    if (redis::parse_url(value)) return true;  // its password is marked by scalar()
    const auto words = name_words(key);
    static constexpr std::array<std::string_view, 12> harmless = {
        "host",  "hosts", "port",   "addr",  "address", "hostname",
        "nodes", "queue", "stream", "group", "master",  "namespace"};
    return std::ranges::any_of(harmless,
                               [&](std::string_view word) { return has_word(words, word); });
  }

  void tree(Ref node) {
    if (!node) return;
    if (node->is_scalar()) return scalar(*node);
    // `- name: X_PASSWORD` with `value:` beside it.
    if (node->is_mapping() && names_credential(node["name"].text())) credential(node["value"]);
    for (const Entry& entry : node->entries()) {
      // Beside `remoteRef`, `secretKey` is what a key will be called (ExternalSecret, PushSecret).
      const bool names_key = entry.key->text() == "secretKey" && node["remoteRef"];
      if (!names_key && names_credential(entry.key->text())) credential(Ref(entry.value));
      tree(Ref(entry.value));
    }
    std::string_view before;
    for (const Node* item : node->items()) {
      const Ref word(item);
      argument(word, before);
      before = word.text();
      tree(word);
    }
  }

  /// A command line's word: what follows `--requirepass` or `-a`, or stands behind `--password=`.
  void argument(Ref word, std::string_view before) {
    if (word.text().empty() || !word->is_scalar()) return;
    const bool flag = before.starts_with("--") && names_credential(before.substr(2));
    if (flag || before == "-a") return credential(word);
    if (names_credential(word.text().substr(0, word.text().find('=')))) after_equals(word);
  }

  void after_equals(Ref word) {
    const auto equals = word.text().find('=');
    if (equals == std::string_view::npos || equals + 1 == word.text().size()) return;
    sources_.mark_secret(decoded_span(sources_, *word, equals + 1, word.text().size()));
  }

  void credential(Ref value) {
    if (!value.present() || !value->is_string() || value.text().empty()) return;
    if (value.text().starts_with("$(") || contains(value.text(), "{{")) return;
    sources_.mark_secret(value->span());
  }

  SourceMap& sources_;
  Regex assignment_{
      R"((?i)(?:pass(?:word|wd|phrase)?|secret|token|api_?key|requirepass|masterauth|auth-pass)[\w.-]*["']?\s*[:=\s]\s*(\S.*))"};
  Regex any_value_{R"(^\s+["']?[\w.-]+["']?:\s+(\S.*))"};
};

/// Whether some of the file did not become a tree, so that what it holds is known by its lines
/// only.
bool has_unread_part(const File& file) {
  return std::ranges::any_of(file.tree.problems, [](const Problem& problem) {
    return problem.kind != ProblemKind::duplicate_key;
  });
}

}  // namespace

void mark_secrets(const Model& model, std::span<const File* const> files, SourceMap& sources) {
  SecretMarker marker(sources);
  for (const File* file : files) {
    const bool conf = file->format == FileFormat::redis_conf ||
                      file->format == FileFormat::sentinel_conf ||
                      file->format == FileFormat::acl_file;
    if (conf || has_unread_part(*file)) marker.raw(file->source);
    for (const Document& document : file->tree.documents) {
      if (!document.root || conf) continue;
      if (file->format == FileFormat::env_file)
        marker.env_file(Ref(document.root));
      else
        marker.document(Ref(document.root));
      if (file->format == FileFormat::yaml)
        std::ranges::for_each(comments(sources, document), [&](Span at) { marker.comment(at); });
    }
  }
  for (const Directive& directive : model.directives) marker.directive(directive);
  for (const AclUserLine& user : model.acl_users) marker.acl_user(user);
  for (const Holder& holder : model.holders) {
    if (!holder.secret) continue;
    // Decoded base64: the made text is marked, so that its bytes are masked wherever they are
    // repeated.
    for (const HeldKey& key : holder.keys) {
      if (key.value && !key.value.node) sources.mark_secret(key.value.made);
    }
  }
}

}  // namespace fairlead
