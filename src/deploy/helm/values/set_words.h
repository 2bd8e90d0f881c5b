#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "deploy/helm/values/table.h"

namespace fairlead::helm {

/// Bytes of an item up to a sign that ends them.
struct SetWord {
  std::string text;  ///< without the backslashes that stood before signs
  Span at;           ///< as it is written
  char stop = 0;     ///< the sign that ended it, which is read; 0 at the end of the item
  bool escaped = false;

  bool at_end() const { return stop == 0; }
};

/// Reads an item word by word, and makes nodes of the words.
class SetWords {
 public:
  SetWords(Span item, Tables& tables)
      : item_(item), text_(tables.sources().text(item)), tables_(tables) {}

  /// Up to one of `stops`; a backslash takes the next byte as it is, if `escapes`.
  SetWord until(std::string_view stops, bool escapes);
  /// The next byte, or 0 at the end.
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  void skip(std::size_t count = 1) { at_ += count; }
  /// Skips blanks and one comma; whether nothing but that was left before the comma or the end.
  bool skip_empty_value();

  /// As `--set` types it: booleans, null, whole numbers of 64 bits, else text.
  const Node* typed(const SetWord& word);
  const Node* text(const SetWord& word);
  /// The JSON value that stands here; nothing where it is none. Moves behind it.
  std::optional<const Node*> json();
  /// The name of a key, and the node that says where it is written.
  std::string_view key_name(const SetWord& word);
  const Node* key_node(const SetWord& word);

 private:
  const Node* made(const Node& node) { return tables_.arena().make<Node>(node); }
  Span without_backslashes(const SetWord& word);
  std::size_t json_size() const;

  const Span item_;
  const std::string_view text_;
  Tables& tables_;
  std::size_t at_ = 0;
};

}  // namespace fairlead::helm
