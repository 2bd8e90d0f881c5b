#include "gotemplate/parse/templates.h"

#include "gotemplate/parse/parser.h"

namespace fairlead::gotemplate {

std::optional<ParseError> Templates::parse(std::string_view name, SourceId source,
                                           std::string_view text) {
  Template whole;
  whole.name = whole.file = name;
  whole.text = text;
  whole.source = source;
  Parser parser(whole, *functions_, unknown_, arena_, ids_, most_ids_);
  const std::vector<Template> made = parser.parse();
  if (parser.error()) return parser.error();
  for (const Template& one : made) {
    if (one.is_empty && find(one.name)) continue;
    all_.insert_or_assign(one.name, arena_.make<Template>(one));
  }
  return std::nullopt;
}

const Template* Templates::find(std::string_view name) const {
  const auto found = all_.find(name);
  if (found != all_.end()) return found->second;
  return below_ ? below_->find(name) : nullptr;
}

}  // namespace fairlead::gotemplate
