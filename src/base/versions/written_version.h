#pragma once
#include <cstddef>
#include <string_view>

namespace fairlead {

/// A version's parts as they are written: what is missing is empty.
struct WrittenVersion {
  std::string_view parts[3];
  std::string_view pre, metadata;  ///< with their `-` and `+`
  std::size_t size = 0;            ///< of all; 0 where there is none
};

/// What a text begins with; `fits` says which bytes a number may have.
WrittenVersion written_version(std::string_view text, bool (*fits)(char));

/// How many bytes identifiers between points take behind `mark`, with it; 0 where there are none.
std::size_t identifiers_size(std::string_view text, char mark);

/// How many bytes at the begin are `fits`.
inline std::size_t run_size(std::string_view text, bool (*fits)(char)) {
  std::size_t size = 0;
  while (size < text.size() && fits(text[size])) ++size;
  return size;
}

}  // namespace fairlead
