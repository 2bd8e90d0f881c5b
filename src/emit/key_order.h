#pragma once
#include <optional>
#include <string_view>

#include "base/regex.h"

namespace fairlead::emit {

/// In which of its versions go-yaml writes.
enum class Version : std::uint8_t { two, three };

/// How go-yaml sorts the keys of a map: numbers inside of them by their values, letters behind all
/// else. Version 3 puts a letter that follows a digit before what is no letter.
class KeyOrder {
 public:
  explicit KeyOrder(Version version) : version_(version) {}

  bool operator()(std::string_view left, std::string_view right);

 private:
  bool is_letter(std::string_view character);
  bool is_digit(std::string_view character);
  bool compare_at(std::string_view left, std::string_view right, std::size_t at, bool after_digit);

  Version version_;
  std::optional<Regex> letters_, digits_;  // of what is beyond ASCII, made when first asked for
};

}  // namespace fairlead::emit
