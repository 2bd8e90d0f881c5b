#pragma once
#include <string>

#include "deploy/helm/chart/go_text.h"
#include "emit/json_text.h"
#include "gotemplate/value/heap.h"
#include "gotemplate/value/value_events.h"
#include "tree/document.h"

namespace fairlead::testing {

/// A JSON text, read: what answer_helm_job says, or what a real Helm said.
class Answered {
 public:
  explicit Answered(std::string text)
      : tree_(read_json(arena_, sources_, sources_.add_written("answer", std::move(text)))) {}

  Ref operator[](std::string_view field) const { return root()[field]; }
  std::string text(std::string_view field) const { return std::string(root()[field].text()); }
  /// A field in one line, with its keys in the order of their bytes; "null" where it is not there.
  std::string json(std::string_view field) {
    gotemplate::Heap heap(sources_, {}, helm::is_int64);
    emit::Events events;
    TextBuilder out;
    std::string wrong = gotemplate::add_value(heap.thaw(root()[field]), heap, events);
    if (wrong.empty())
      if (const auto written = emit::write_json(events, emit::JsonForm::raw, out); !written)
        wrong = written.error();
    return wrong.empty() ? std::string(out.text()) : wrong;
  }

 private:
  Ref root() const { return Ref(tree_.documents.front().root); }

  SourceMap sources_;
  Arena arena_;
  Tree tree_;
};

}  // namespace fairlead::testing
