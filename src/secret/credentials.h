#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "secret/text_reader.h"

namespace fairlead {

/// Texts that are credentials somewhere in a project, to be found where they are repeated: as whole
/// tokens, in any case of letters. What is too short or an everyday word is not taken.
class Credentials {
 public:
  void add(std::string_view text);
  /// A part of a text of one line, and all of the word that it is a part of.
  void add_part(std::string_view text, std::size_t begin, std::size_t end);
  /// What is a name, a host or a key as well is shown.
  void add_name(std::string_view text);

  /// Whether a text is one of them as a whole, also an everyday word.
  bool contains(std::string_view text) const;
  /// Where they stand in a text.
  std::vector<Bytes> find(std::string_view text) const;
  /// `text` with them and with passwords of URLs as `****`, as well-formed UTF-8.
  std::string hidden_in(std::string_view text) const;
  /// The same, but for URLs outside of back-quotes: those words are ours, or an engine's.
  std::string hidden_in_words(std::string_view message) const;

 private:
  std::string hidden(std::string_view text, bool urls) const;
  std::size_t longest_at(std::string_view text, std::size_t at) const;

  std::unordered_map<std::string, bool> texts_;  // and whether they are looked for in others
  std::unordered_set<std::string> names_;
};

}  // namespace fairlead
