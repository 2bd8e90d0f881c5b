#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace fairlead::compose {

struct Record;

/// What may stand at a place.
namespace allows {
inline constexpr unsigned text = 1, number = 2, integer = 4, boolean = 8, null = 16, list = 32,
                          object = 64;
}

/// How an object's fields may be called that has no fixed ones.
enum class Names : std::uint8_t {
  any,
  entity,       ///< letters, digits, `.`, `_`, `-`
  entity_open,  ///< the same; what is called otherwise may be anything
  limit_open,   ///< small letters; what is called otherwise may be anything
};

/// What compose's schema lets stand at a place.
struct Rule {
  unsigned allows = 0;
  const Rule* items = nullptr;     ///< of a list
  bool is_set = false;             ///< of a list: no item may be there twice
  const Record* record = nullptr;  ///< of an object with fixed fields
  const Rule* values = nullptr;    ///< of another object
  Names names = Names::any;
  std::string_view words = {};  ///< `a|b`: a text must be one of these
  double least = std::numeric_limits<double>::lowest();
  double most = std::numeric_limits<double>::max();
};

/// What compose makes of a value.
enum class Type : std::uint8_t {
  text,
  boolean,
  integer,
  number,       ///< of 32 bits
  cpus,         ///< the same, of texts as well
  bytes,        ///< `64m`: a text of digits
  duration,     ///< `1m30s`: a text as Go prints it
  mode,         ///< of a file: octal digits
  count,        ///< of devices: -1 for `all`
  command,      ///< words; a text is split as a shell does
  test,         ///< words; a text is run by a shell
  texts,        ///< a list
  one_or_more,  ///< the same; a text is a list of one
  printed,      ///< the same; of numbers as well
  mapping,      ///< names to texts; null is an empty text
  environment,  ///< names to texts or null
  labels,       ///< as mapping
  options,      ///< as mapping, of a mapping alone
  text_map,     ///< the same, of texts
  lists,        ///< names to lists of texts
  hosts,        ///< a list `name=address`
  ssh,          ///< a list
  limit,        ///< a number, or soft and hard
  record,
  records,     ///< a list
  record_map,  ///< names to records, or null
};

/// When a field is printed.
enum class Shown : std::uint8_t {
  filled,  ///< where it is not empty, zero or false
  given,   ///< where it is given at all
  always,
  denied,  ///< where it is false
};

struct Member {
  std::string_view name;
  const Rule* rule;
  Type type = Type::text;
  Shown shown = Shown::filled;
  std::string_view printed = {};  ///< as what; "": as its name
};

/// A mapping with fixed fields.
struct Record {
  std::span<const Member> first = {}, second = {}, third = {};  ///< in the order of printing
  bool is_closed = true;                                        ///< no other fields
  bool takes_x = true;                                          ///< but those that begin with `x-`
  std::string_view required = {};                               ///< `a|b`
};

/// Calls with each field.
template <typename Visit>
void each_field(const Record& record, const Visit& visit) {
  for (const std::span<const Member> fields : {record.first, record.second, record.third})
    for (const Member& field : fields) visit(field);
}
const Member* field_of(const Record& record, std::string_view name);
/// The record that a rule's values, items or own fields are of; null where they are none.
const Record* record_of(const Rule& rule);

/// A whole project, its services.
extern const Record project_record;

}  // namespace fairlead::compose
