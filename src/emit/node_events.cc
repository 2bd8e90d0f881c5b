#include "emit/node_events.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "emit/refolded.h"
#include "tree/own_entries.h"
#include "tree/scalar.h"
#include "tree/scalar_number.h"
#include "tree/scalar_parts.h"
#include "tree/timestamp.h"

namespace fairlead::emit {
namespace {

class Teller {
 public:
  Teller(Numbers numbers, SourceMap& sources, Events& events)
      : numbers_(numbers), sources_(sources), events_(events) {}

  void tell(const Ref& place);
  const std::string& failure() const { return failure_; }

 private:
  void scalar(const Node& node);
  void number(const Node& node);
  void mapping(const Ref& place);
  std::vector<Entry> entries(const Ref& place) const;
  BuiltText text(const Node& node);
  BuiltText key(const Node& node);
  void refuse(const Node& node);

  OriginId origin(const Node& node) {
    return node.span().is_place() ? sources_.add_origin(node.span(), OriginKind::embedded)
                                  : OriginId::none;
  }

  const Numbers numbers_;
  SourceMap& sources_;
  Events& events_;
  std::size_t depth_ = 0;  // of mappings
  std::string failure_;
};

BuiltText Teller::text(const Node& node) {
  if (numbers_ == Numbers::exact && node.style() == Style::folded) {
    if (const std::string again = refolded(node.text()); again != node.text()) {
      TextBuilder made;
      made.put(again, origin(node), Copy::transformed);
      return made.done(sources_.arena());
    }
  }
  if (node.span().is_place()) return traced_scalar(sources_, node).done(sources_.arena());
  TextBuilder made;
  made.synthetic(node.text());
  return made.done(sources_.arena());
}

void Teller::number(const Node& node) {
  const OriginId at = origin(node);
  const auto number = scalar_number(node.text());
  if (!number) {  // .inf and .nan
    const std::string odd = json_value(node);
    const double infinite = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return events_.floating(odd == ".inf" ? infinite : odd == "-.inf" ? -infinite : nan, at);
  }
  if (numbers_ == Numbers::helm || !number->is_integer || node.kind() == Kind::floating)
    return events_.floating(number->floating, at);
  if (!number->negative) return events_.natural(number->magnitude, at);
  events_.integer(static_cast<std::int64_t>(0 - number->magnitude), at);
}

void Teller::scalar(const Node& node) {
  switch (node.kind()) {
    case Kind::null:
      return events_.null(origin(node));
    case Kind::boolean:
      return events_.boolean(json_value(node) == "true", origin(node));
    case Kind::integer:
    case Kind::floating:
      return number(node);
    case Kind::string:
    case Kind::sequence:
    case Kind::mapping:
    case Kind::alias:
      return events_.string(text(node));
  }
  __builtin_unreachable();
}

void Teller::refuse(const Node& node) {
  if (numbers_ == Numbers::exact) {
    failure_ = "json: unsupported type: map[interface {}]interface {}";
    return;
  }
  const std::string_view type = node.is_null() ? "%!s(<nil>)" : "uint64";
  failure_ = node.is_scalar() ? fmt::format("unsupported map key of type: {}", type)
                              : std::string("yaml: invalid map key");
}

BuiltText Teller::key(const Node& node) {
  const bool is_whole = node.kind() == Kind::integer;
  const auto number = is_whole ? scalar_number(node.text()) : std::nullopt;
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  const bool too_large = number && !number->negative && number->magnitude > largest;
  const bool is_odd = !node.is_scalar() || node.is_null() || too_large;
  const bool is_moment = node.style() == Style::plain && is_timestamp(node.text());
  const bool is_refused =
      numbers_ == Numbers::helm ? is_odd : depth_ > 1 && (!node.is_string() || is_moment);
  if (is_refused) {
    refuse(node);
    return {};
  }
  if (node.is_string() || numbers_ == Numbers::exact) return text(node);
  TextBuilder made;
  const OriginId at = origin(node);
  made.put(json_key(node), at, at == OriginId::none ? Copy::synthetic : Copy::transformed);
  return made.done(sources_.arena());
}

std::vector<Entry> Teller::entries(const Ref& place) const {
  const auto written = place->entries();
  if (numbers_ == Numbers::helm || std::ranges::none_of(written, is_merge)) return place.entries();
  return own_entries_first(*place);
}

void Teller::mapping(const Ref& place) {
  events_.begin_mapping();
  ++depth_;
  for (const Entry& entry : entries(place)) {
    const Node* name = entry.key->resolved();
    if (!name) continue;
    events_.key(key(*name));
    tell(Ref(entry));
  }
  --depth_;
  events_.end();
}

void Teller::tell(const Ref& place) {
  if (!place) return events_.null();
  if (place->is_mapping()) return mapping(place);
  if (!place->is_sequence()) return scalar(*place);
  events_.begin_sequence();
  for (const Node* item : place.items()) tell(Ref(item));
  events_.end();
}

}  // namespace

std::string add_tree(const Ref& root, Numbers numbers, SourceMap& sources, Events& events) {
  Teller teller(numbers, sources, events);
  teller.tell(root);
  return teller.failure();
}

}  // namespace fairlead::emit
