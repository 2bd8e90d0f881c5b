#pragma once
#include <cstdint>
#include <string_view>

#include "source/problem.h"
#include "tree/node.h"
#include "tree/yaml_text.h"

namespace fairlead {

/// Turns libyaml's marks, which count characters from where it began to read, into bytes of the
/// text. Marks come nearly in order, so it walks on from the last one.
class YamlMarks {
 public:
  YamlMarks(std::string_view text, std::uint32_t begin, bool is_ascii)
      : text_(text), begin_(begin), byte_(begin), is_ascii_(is_ascii) {}

  std::uint32_t byte(std::size_t character) {
    return is_ascii_ ? begin_ + static_cast<std::uint32_t>(character) : walk(character);
  }

 private:
  std::uint32_t walk(std::size_t character);

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t byte_;
  std::size_t character_ = 0;
  bool is_ascii_;
};

/// Where a value's own bytes begin, after the anchor and the tag at `at`; not past `end`.
std::uint32_t after_properties(std::string_view text, std::uint32_t at, std::uint32_t end);
/// The end of the last line of a block scalar that is not blank; that of its indicators where all
/// are.
std::uint32_t block_scalar_end(std::string_view text, Span marks);
/// The place of a value that is not written: after the colon of its key, after the key where there
/// is no colon, else (an item, a key) at libyaml's mark.
std::uint32_t empty_place(std::string_view text, std::uint32_t mark, const Node* key,
                          std::uint32_t end);

}  // namespace fairlead
