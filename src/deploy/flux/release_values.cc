#include "deploy/flux/release_values.h"

#include <set>

#include "base/text.h"
#include "deploy/flux/references.h"
#include "deploy/helm/parameters.h"
#include "tree/scalar.h"

namespace fairlead::flux {
namespace {

/// A Secret's text as a scalar of its own.
Ref plain_scalar(const NamedText& text, std::string_view key, const InstallationView& view) {
  const Ref value = text.at(key);
  if (!value || !text.is_encoded(key)) return value;
  auto decoded = base64_decoded(value.text());
  if (!decoded) return {};
  const auto size = static_cast<std::uint32_t>(decoded->size());
  const SourceId made =
      embed_decoded(view.sources, *value, std::string(text.name), std::move(*decoded));
  const Span at{made, 0, size};
  return Ref(view.arena.make<Node>(
      Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, view.sources.text(at))));
}

/// Where `targetPath` puts a text among the values.
class TargetPaths {
 public:
  TargetPaths(Ref values, const InstallationView& view) : values_(values), view_(view) {}

  /// A text that is read as values comes before what follows.
  void pass_text() { after_text_ = true; }

  /// False where what comes of it is not known. A text in quotes stays one, and its signs may make
  /// several values, as those of `--set` do.
  bool give(Ref entry, Ref value, InstalledSource& source) {
    ReleaseParameter parameter;
    parameter.at = entry["targetPath"];
    parameter.path = parameter.at.text();
    parameter.value = value;
    parameter.is_string = entry["literal"].boolean();
    const std::string_view text = value.text();
    const bool quoted =
        text.size() > 1 && (text[0] == '\'' || text[0] == '"') && text.front() == text.back();
    const bool is_plain = parameter.is_string || text.find_first_of(",\\[]{}=") == text.npos;
    if (quoted || !is_plain || !is_plain_parameter(parameter)) return false;
    const std::string_view first = parameter.path.substr(0, parameter.path.find('.'));
    const bool is_first = seen_.insert(first).second;
    ReleaseValues made{parameter_layer(parameter, view_.sources, view_.arena).root, false, ""};
    if (!conflicts(parameter.path)) {
      source.values.push_back(made);
    } else if (!is_first || first.size() == parameter.path.size()) {
      source.values.push_back(made);  // the release's own win
    } else if (after_text_) {
      return false;
    } else {
      over_.push_back(made);  // Flux writes into the release's own
    }
    return true;
  }

  const std::vector<ReleaseValues>& over() const { return over_; }

 private:
  /// Whether the release itself gives a value there, or above.
  bool conflicts(std::string_view path) const {
    Ref at = values_;
    for (const std::string_view step : split(path, '.')) {
      if (!at || !at->is_mapping()) break;
      at = at[step];
    }
    return at.operator bool();
  }

  const Ref values_;
  const InstallationView& view_;
  std::set<std::string_view> seen_;
  std::vector<ReleaseValues> over_;
  bool after_text_ = false;
};

}  // namespace

void give_release_values(const Resource& release, const ObjectsInView& objects,
                         const InstallationView& view, Installation& installation,
                         InstalledSource& source) {
  const Ref spec = release.root["spec"];
  TargetPaths targets(spec["values"], view);
  for (const Node* item : spec["valuesFrom"].items()) {
    const Ref entry(item);
    const std::string_view key = entry["valuesKey"].text();
    Reference made = refer(entry, key.empty() ? "values.yaml" : key, release, objects);
    const Ref value = made.text ? plain_scalar(*made.text, made.named.key, view) : Ref();
    const bool gone = made.named.found == NamedObject::Found::no_key && made.named.optional;
    if (!value)
      source.open_values = source.open_values || !gone;
    else if (entry["targetPath"].present())
      source.open_values = !targets.give(entry, value, source) || source.open_values;
    else
      give_values(value, true, source);
    if (value && !entry["targetPath"].present()) targets.pass_text();
    installation.objects.push_back(std::move(made.named));
  }
  give_values(spec["values"], false, source);
  source.values.insert(source.values.end(), targets.over().begin(), targets.over().end());
  source.open_values = source.open_values || spec["postRenderers"].present();
}

}  // namespace fairlead::flux
