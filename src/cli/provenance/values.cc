#include <fmt/format.h>

#include "cli/files/input.h"
#include "cli/provenance/annotated.h"
#include "cli/provenance/look.h"
#include "cli/provenance/masked.h"
#include "cli/provenance/trace.h"
#include "deploy/helm/chart/go_text.h"
#include "emit/yaml_text.h"
#include "gotemplate/value/heap.h"
#include "gotemplate/value/value_events.h"
#include "report/inert.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

using gotemplate::Value;

/// Values as Helm prints them, without credentials.
class Printed {
 public:
  Printed(SourceMap& sources, Masked& masked, std::string_view prefix)
      : sources_(sources), masked_(masked), prefix_(prefix), heap_(sources, {}, helm::is_int64) {}

  Result<std::string> text(Ref values) {
    emit::Events events;
    TextBuilder out;
    const std::string wrong = gotemplate::add_value(shown(values, ""), heap_, events);
    if (!wrong.empty()) return unavailable(wrong);
    if (const auto done = emit::write_yaml(events, emit::YamlForm::pretty, heap_.arena(), out);
        !done)
      return unavailable(done.error());
    const SourceId made = sources_.add_made("values", std::move(out));
    const Tree tree = read_yaml(heap_.arena(), sources_, made);
    const Ref root(tree.documents.empty() ? nullptr : tree.documents.front().root);
    return annotated(made, root, sources_, [&](const Node& node) { return layer(node.span()); });
  }

 private:
  Value shown(Ref value, const std::string& key) {
    if (value && value->is_mapping()) {
      gotemplate::Map* map = heap_.map();
      for (const Entry& entry : value.entries()) {
        const Node* name = entry.key->resolved();
        if (!name || !name->is_scalar()) continue;
        const std::string text = json_key(*name);
        map->set(heap_.key(text), shown(Ref(entry), text));
      }
      return Value::map(map);
    }
    if (value && value->is_sequence()) {
      gotemplate::List* list = heap_.list();
      for (const Node* item : value.items()) list->push(shown(Ref(item), key));
      return Value::list(list);
    }
    const Value plain = heap_.thaw(value);
    if (!value || value->is_null()) return plain;
    const Span written = sources_.blame(value->span()).edit;
    const bool hidden = written.is_place() && sources_.is_written(written.source) &&
                        !value.text().empty() && masked_.hides(written);
    const std::string masked =
        hidden ? std::string(credential_glyph) : masked_.text(value.text(), key, false);
    return masked == value.text() ? plain : heap_.string(masked, heap_.origin_of(plain));
  }

  std::string layer(Span at) const {
    const Blame blame = sources_.blame(at);
    std::string words = place_words(blame.edit, sources_, prefix_);
    bool first = true;
    for (const Related& other : blame.others) {
      if (other.kind != Related::Kind::replaced) continue;
      words +=
          fmt::format("{}{}", first ? ", over " : ", ", place_words(other.at, sources_, prefix_));
      first = false;
    }
    return words;
  }

  SourceMap& sources_;
  Masked& masked_;
  const std::string_view prefix_;
  gotemplate::Heap heap_;
};

Result<std::string> printed_values(const Deployed& deployed, std::string_view prefix) {
  Masked masked(deployed);
  std::string all;
  for (const UnitState* unit : asked_units(deployed)) {
    if (unit->unit.kind != UnitKind::chart_values) continue;
    auto text = Printed(*unit->sources, masked, prefix).text(Ref(unit->facts->seen));
    if (!text) return tl::unexpected(text.error());
    if (!all.empty()) all += "---\n";
    all += fmt::format("# {}\n{}", inert(unit_words(unit->unit)), *text);
  }
  if (all.empty())
    return usage_error("no chart is deployed from here, so that there are no values");
  return all;
}

}  // namespace

int show_values(const ValuesOptions& options) {
  Result<std::string> text = usage_error("");
  std::string prefix;
  const Look look{[&](const Deployed& deployed) { text = printed_values(deployed, prefix); }};
  if (const auto done = look_at(options.path, look, prefix); !done) return fail(done.error());
  if (!text) return fail(text.error());
  fmt::print("{}", *text);
  return 0;
}

}  // namespace fairlead
