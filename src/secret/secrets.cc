#include "secret/secrets.h"

#include <algorithm>
#include <set>

#include "base/arena.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/secret_arguments.h"
#include "secret/secret_edits.h"
#include "secret/secret_lines.h"
#include "secret/secret_names.h"
#include "secret/secret_scripts.h"
#include "secret/secret_text.h"
#include "secret/secret_unread.h"
#include "tree/comments.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

/// Marks credentials by where they stand: in Secrets, under names that say so, in URLs, after
/// flags.
class SecretMarker {
 public:
  explicit SecretMarker(SourceMap& sources) : sources_(sources) {}

  void document(Ref root) {
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

  /// A text without a tree: a comment, where people keep the password that works, or what could not
  /// be read as YAML.
  void raw(Span at) {
    static constexpr std::uint32_t most = 1u << 20;
    if (at.size() > most) at = at.part(0, most);
    const std::string_view text = sources_.text(at);
    Remarks remarks(text);
    for (const TextRange& part : credentials_in(text)) {
      mark(at.part(part.begin, part.end), remarks.has(part));
    }
    for (const TextRange& part : hidden_words(text)) sources_.hide(at.part(part.begin, part.end));
    for (const TextRange& part : fallbacks(text, names_credential)) {
      sources_.hide(at.part(part.begin, part.end));
    }
    if (!is_secret(text)) return;
    for (const TextRange& part : values_in(text)) mark(at.part(part.begin, part.end));
  }

  /// The same where all that may be one is hidden: what a syntax problem's line shows.
  void unread(Span at) {
    for (const TextRange& part : unread_values(sources_.text(at))) {
      sources_.hide(at.part(part.begin, part.end));
    }
  }

  /// A command that a program is declared to run: `AUTH user password`, also behind HELLO and
  /// MIGRATE.
  void command(const Written& command) {
    const std::string_view text = sources_.text(command.at);
    std::size_t begin = std::string_view::npos;
    for (const std::string_view word : split(command.text, ' ')) {
      const std::size_t at = text.find(word);
      const bool authenticates =
          equal_ignoring_case(word, "auth") || equal_ignoring_case(word, "auth2");
      if (authenticates && at != std::string_view::npos) begin = at + word.size();
    }
    if (begin != std::string_view::npos) after_blanks(command.at, text, begin);
    for (const TextRange& part : credentials_in(text)) mark(command.at.part(part.begin, part.end));
  }

  std::size_t count_of_variables() const { return variables_.size(); }

  /// Marks the values of variables that are used as passwords somewhere: `--requirepass "$P"`.
  void variables_of(Ref root) {
    if (variables_.empty() || !root) return;
    if (root->is_scalar()) return variables_in(*root);
    if (root->is_mapping() && is_variable(root["name"].text())) credential(root["value"]);
    for (const Entry& entry : root.entries()) {
      if (is_variable(entry.key->text())) credential(Ref(entry.value));
      variables_of(Ref(entry.value));
    }
    for (const Node* item : root.items()) {
      const Ref word(item);
      if (is_variable(word.text().substr(0, word.text().find('=')))) after_equals(word);
      variables_of(word);
    }
  }

 private:
  void mark(Span at, bool here_only = false) {
    here_only || depth_ > 0 ? sources_.hide(at) : sources_.mark_secret(at);
  }

  static bool is_secret(std::string_view text) {
    return contains(text, "kind: Secret") || contains(text, "\"Secret\"") ||
           contains(text, "stringData");
  }

  /// All words from `begin` on.
  void after_blanks(Span at, std::string_view text, std::size_t begin) {
    const std::string_view rest = trimmed(text.substr(begin));
    if (rest.empty()) return;
    const auto first = static_cast<std::size_t>(rest.data() - text.data());
    for (const std::string_view word : split(rest, ' ')) {
      const auto from = first + static_cast<std::size_t>(word.data() - rest.data());
      if (!word.empty()) mark(at.part(from, from + word.size()));
    }
  }

  /// `P=x; redis-server --requirepass $P`, also `P=${P:-x}`.
  void variables_in(const Node& node) {
    const std::string_view text = node.text();
    if (!contains(text, "=") && !contains(text, "${")) return;
    const auto named = [&](std::string_view name) { return is_variable(name); };
    std::vector<TextRange> parts = fallbacks(text, named);
    each_assignment(text, named, [&](std::string_view, TextRange value) {
      const std::string_view written = text.substr(value.begin, value.end - value.begin);
      if (const auto name = variable_name(written); !name.empty()) variables_.emplace(name);
      if (!written.empty() && !is_reference(written)) parts.push_back(value);
    });
    hide_parts(node, std::move(parts));
  }

  bool is_variable(std::string_view name) const { return variables_.contains(name); }

  void scalar(const Node& node) {
    variables_.merge(credential_variables(node.text()));
    DecodedSpans written(sources_, node);
    const auto mark_parts = [&](const std::vector<TextRange>& parts) {
      Remarks remarks(node.text());
      for (const TextRange& part : parts) {
        mark(written.at(part.begin, part.end), remarks.has(part));
      }
    };
    mark_parts(credentials_in(node.text()));
    if (is_secret(node.text())) mark_parts(values_in(node.text()));  // a patch
    hide_parts(node, hidden_words(node.text()));
    hide_parts(node, fallbacks(node.text(), names_credential));
    json(node);
  }

  void hide_parts(const Node& node, std::vector<TextRange> parts) {
    if (parts.empty()) return;
    DecodedSpans written(sources_, node);
    for (const TextRange& part : joined(std::move(parts))) {
      sources_.hide(written.at(part.begin, part.end));
    }
  }

  /// What the value of a name may hold that is hidden in its place only.
  void likely(std::string_view name, Ref value) {
    if (!value.present() || !value->is_string() || value.text().empty()) return;
    if (resembles_credential(name) && !is_reference(value.text())) sources_.hide(value->span());
    if (const std::size_t user = lone_user(name, value.text()); user > 0)
      hide_parts(*value, {{0, user}});
  }

  /// A value of a Secret: all of it, unless it is an address, a name or a number by its key and
  /// shape.
  void held(const Entry& entry) {
    const Ref value(entry);
    if (!value.present() || !value->is_scalar() || value.text().empty())
      return hide_unfit(value, sources_);
    if (is_address(entry.key->text(), value.text())) return;
    mark(value->span());
  }

  void tree(Ref node) {
    if (!node) return;
    if (node->is_scalar()) return scalar(*node);
    // `- name: X_PASSWORD` with `value:` beside it.
    if (node->is_mapping()) {
      const std::string_view name = node["name"].text();
      if (names_credential(name)) credential(node["value"]);
      likely(name, node["value"]);
      // The place that a JSON patch changes.
      const std::string_view path = node["path"].text();
      if (path.starts_with('/') && names_credential(path.substr(path.rfind('/') + 1)))
        credential(node["value"]);
    }
    for (const Entry& entry : node->entries()) {
      entry_of(node, entry);
      tree(Ref(entry.value));
    }
    hide_arguments(node->items(), sources_);
    std::string_view before;
    for (const Node* item : node->items()) {
      const Ref word(item);
      argument(word, before);
      before = word.text();
      tree(word);
    }
  }

  void entry_of(Ref node, const Entry& entry) {
    const std::string_view key = entry.key->text();
    const Ref value(entry);
    // Beside `remoteRef`, `secretKey` is what a key will be called (ExternalSecret, PushSecret).
    const bool names_key = key == "secretKey" && node["remoteRef"];
    if (!names_key && names_credential(key)) credential(value);
    likely(key, value);
    if (key == "stringData" || (key == "data" && node["kind"].text() == "Secret")) {
      // Each of equal keys, also the one that loses.
      if (value) std::ranges::for_each(value->entries(), [&](const Entry& each) { held(each); });
    }
    if (key == "passwords" || key == "secretEnv") leaves(entry, false);
    if (key == "secrets" || key == "secret") leaves(entry, true);
    if (key == "patch" && node["target"]["kind"].text() == "Secret") credential(value);
  }

  /// All values below an entry of values files; only those named like variables, where the rest may
  /// be names of Secrets.
  void leaves(const Entry& entry, bool variables_only) {
    const Ref value(entry.value);
    if (!value) return;
    const std::string_view key = entry.key->text();
    const bool variable =
        key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
    if (value->is_scalar() && (variable || !variables_only)) held(entry);
    for (const Entry& each : value->entries()) leaves(each, variables_only);
    for (const Node* item : value->items()) leaves({entry.key, item}, variables_only);
  }

  /// A command line's word: what follows `--requirepass` or `-a`, or stands behind `--password=`.
  void argument(Ref word, std::string_view before) {
    if (word.text().empty() || !word->is_scalar()) return;
    const bool flag = before.starts_with("--") && names_credential(before.substr(2));
    const bool misspelt = is_password_option(before) && !word.text().starts_with('-');
    if (flag || misspelt || before == "-a") return credential(word);
    if (names_credential(word.text().substr(0, word.text().find('=')))) after_equals(word);
    const std::size_t equals = word.text().find('=');
    if (equals != none && resembles_credential(word.text().substr(0, equals)))
      hide_parts(*word, {{equals + 1, word.text().size()}});
    // An ACL user's password among the arguments of a server, or in the one that holds all rules.
    if (word.text().size() > 1 && word.text()[0] == '>') credential(word);
    if (before == "--user") passwords_of_rules(word);
  }

  void passwords_of_rules(Ref word) {
    const std::string_view text = word.text();
    DecodedSpans written(sources_, *word);
    for (auto sign = text.find_first_of("><"); sign != text.npos;
         sign = text.find_first_of("><", sign + 1)) {
      const std::size_t end = std::min(text.find_first_of(" \t", sign), text.size());
      if (sign + 1 < end) mark(written.at(sign + 1, end));
      sign = end - 1;
    }
  }

  void after_equals(Ref word) {
    const auto equals = word.text().find('=');
    if (equals == std::string_view::npos || equals + 1 == word.text().size()) return;
    mark(decoded_span(sources_, *word, equals + 1, word.text().size()));
  }

  void credential(Ref value) {
    if (!value.present() || !value->is_string() || value.text().empty())
      return hide_unfit(value, sources_);
    if (const auto name = variable_name(value.text()); !name.empty()) variables_.emplace(name);
    if (value.text().starts_with("$(")) return;
    if (contains(value.text(), "{{") && !has_default(value.text())) return;
    mark(value->span());
  }

  /// JSON in one scalar: what `kubectl apply` keeps of an object in an annotation, settings. Its
  /// tree is looked at as any other, and hidden in place.
  void json(const Node& node) {
    constexpr std::size_t longest = 256u << 10;  // what an object's annotations may hold
    constexpr int deepest = 3;
    const std::string_view text = trimmed(node.text());
    const bool object = text.starts_with('{') || text.starts_with('[');
    if (!object || !contains(text, "\"") || text.size() > longest || depth_ == deepest) return;
    if (text.size() > json_left_) return;
    json_left_ -= text.size();
    Arena arena;
    const SourceId source = embed(sources_, node, "json");
    const Tree read = read_json(arena, sources_, source);
    ++depth_;
    for (const Document& document : read.documents) {
      if (document.root) tree(Ref(document.root));
    }
    --depth_;
  }

  SourceMap& sources_;
  int depth_ = 0;                                 // of texts inside of scalars
  std::size_t json_left_ = 8u << 20;              // bytes of such texts that are still read
  std::set<std::string, std::less<>> variables_;  ///< whose values are used as passwords
};

void mark_file(SecretMarker& marker, const File& file, const SourceMap& sources) {
  const auto raw = [&](Span at) { marker.raw(at); };
  if (file.format == FileFormat::redis_conf || file.format == FileFormat::sentinel_conf ||
      file.format == FileFormat::acl_file) {
    return raw({file.source, 0, static_cast<std::uint32_t>(sources.text(file.source).size())});
  }
  for (const UnreadPart& part :
       unread_parts(file.tree, file.source, sources.text(file.source).size())) {
    if (!part.has_tree) marker.raw(part.span);
    marker.unread(part.span);
  }
  for (const Document& document : file.tree.documents) {
    if (!document.root) continue;
    if (file.format == FileFormat::env_file) {
      marker.env_file(Ref(document.root));
    } else {
      marker.document(Ref(document.root));
    }
    if (file.format == FileFormat::yaml) std::ranges::for_each(comments(sources, document), raw);
  }
}

/// The files of a unit, by path, so that marks do not depend on where files lie in memory.
std::vector<const File*> files_of(const Facts& facts) {
  std::set<const File*> all(facts.files.begin(), facts.files.end());
  for (const Resource& resource : facts.resources) all.insert(resource.file);
  all.insert(facts.unit->files.begin(), facts.unit->files.end());
  std::vector<const File*> files(all.begin(), all.end());
  std::ranges::sort(files, {}, &File::path);
  return files;
}

}  // namespace

void mark_secrets(const Facts& facts, SourceMap& sources) {
  SecretMarker marker(sources);
  const std::vector<const File*> files = files_of(facts);
  for (const File* file : files) mark_file(marker, *file, sources);
  // `P=$Q` makes another one of Q; longer chains than these nobody writes.
  constexpr int rounds = 3;
  std::size_t known = 0;
  for (int round = 0; round < rounds && marker.count_of_variables() > known; ++round) {
    known = marker.count_of_variables();
    for (const File* file : files) {
      for (const Document& document : file->tree.documents) marker.variables_of(Ref(document.root));
    }
  }
  for (const Program& program : facts.config->programs) {
    for (const Written& command : program.commands) marker.command(command);
  }
  mark_lines(facts, sources);
  for (const Holder& holder : facts.holders) {
    if (!holder.secret) continue;
    // Decoded base64: the made text is marked, so that its bytes are masked wherever they are
    // repeated.
    for (const HeldKey& key : holder.keys) {
      if (key.value && !key.value.node) sources.mark_secret(key.value.made);
    }
  }
}

}  // namespace fairlead
