#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deploy/types/resource.h"
#include "secret/text_reader.h"
#include "source/source_map.h"

namespace fairlead {

/// Walks a file's tree and says what of its text is hidden, by structure: what stands behind a
/// credential's name and in Secrets, comments, words that no reader understands.
class FileReader {
 public:
  /// Looks at all of a file, for its credentials.
  FileReader(const File& file, const SourceMap& sources) : FileReader(file, sources, {}) {}
  /// Looks only at what overlaps windows, which are ascending and apart. All must outlive it.
  FileReader(const File& file, const SourceMap& sources, std::span<const Span> windows)
      : file_(file), source_(sources.text(file.source)), windows_(windows), reader_(source_) {}

  void add_focus(Span span) { reader_.add_focus({span.begin, span.end}); }
  /// Of windows ascending and apart; what of them was not read is hidden.
  std::vector<HiddenPart> read();

  /// Variables that are used where a password belongs, whatever they are called.
  PasswordVariables variables();
  /// What read() saw variables set to.
  struct Setting {
    std::string_view name;
    Span value;
  };
  const std::vector<Setting>& settings() const { return settings_; }
  /// What it cost: bytes of keys and texts that were read.
  std::size_t steps() const { return reader_.steps; }

 private:
  /// What a value is by the keys that lead to it.
  enum class Role : std::uint8_t {
    free,
    credential,
    held,      ///< an entry of a Secret
    leaves,    ///< below `passwords`, and of a Secret in base64: every value
    named,     ///< below `secrets`: what is named as variables are, and what a machine made
    words,     ///< a command line, or one word of it
    conf,      ///< lines of a redis.conf
    acl,       ///< lines of an ACL file
    literals,  ///< `name=value` of a secretGenerator
  };
  struct Siblings {
    bool secret = false;      ///< `kind: Secret`
    bool credential = false;  ///< `name` or `path` names one, and `value` is it
    bool remote = false;      ///< `remoteRef` stands beside
    bool patches_secret = false;
    std::string_view name;  ///< whose `value` may stand beside
  };

  bool concerns(Span span) const;
  void tree(const Document& document);
  void node(const Node* node, Role role, std::string_view key);
  void mapping(const Node& node, Role role);
  void sequence(const Node& node, Role role, std::string_view key);
  Siblings siblings(const Node& node) const;
  Role role_of(std::string_view key, const Node* value, Role above, const Siblings& beside) const;
  void scalar(const Node& node, Role role, std::string_view key);
  bool is_setting(std::string_view key, std::string_view value) const;
  void whole(const Node& node);
  void text(const Node& node, TextKind kind);
  void read_part(Bytes all, TextKind kind);
  void leaf(Span span);
  void between(Bytes range);
  void unread(Bytes range);
  void gaps(const Span& window);

  const File& file_;
  std::string_view source_;
  std::span<const Span> windows_;
  TextReader reader_;
  bool references_only_ = false;
  std::vector<Setting> settings_;
  std::vector<Bytes> leaves_;
};

/// `parts` in ascending order and apart; what is only parted by blanks and not understood is one.
std::vector<HiddenPart> in_order(std::vector<HiddenPart> parts, std::string_view source);

}  // namespace fairlead
