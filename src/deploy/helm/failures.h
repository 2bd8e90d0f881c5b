#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "deploy/helm/engine/rendered_chart.h"
#include "deploy/types/resource.h"

namespace fairlead::helm {

/// The templates that cannot be rendered, and the documents that cannot be read. What needs a
/// template of a dependency that is not in view, and limits of ours, are none.
std::vector<TemplateFailure> template_failures(const RenderedChart& made, const SourceMap& sources);

/// Helm's words without what they quote of texts of which nothing is known: those that `tpl` was
/// given, YAML's anchors. Names and signs stay.
std::string without_texts(std::string_view words);

/// The value that a template lacks: "redis.host"; "" where it does not say.
std::string needed_value(const TemplateFault& fault);

/// Whether no more values that could mend such a failure are given to the unit: an object of Argo
/// CD or Flux names the chart; or, of a document that is no YAML, it is one of the values sets that
/// chart-testing installs the chart with.
bool gives_all_values(const Unit& unit, TemplateFailure::Kind kind);

}  // namespace fairlead::helm
