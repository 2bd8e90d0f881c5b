#include "deploy/helm/parameters.h"

#include <charconv>

#include "base/text.h"
#include "tree/scalar.h"
#include "tree/written_text.h"

namespace fairlead {
namespace {

Kind kind_of(std::string_view text) {
  if (equal_ignoring_case(text, "true") || equal_ignoring_case(text, "false")) return Kind::boolean;
  if (text == "null") return Kind::null;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, number);
  const bool whole = error == std::errc() && read == end;
  return whole && (text == "0" || text[0] != '0') ? Kind::integer : Kind::string;
}

}  // namespace

bool is_plain_parameter(const ReleaseParameter& parameter) {
  const std::string_view path = parameter.path;
  if (path.find_first_of("[]{}\\,=") != path.npos) return false;
  for (const std::string_view step : split(path, '.')) {
    if (step.empty()) return false;
  }
  return parameter.value && parameter.value->is_scalar() &&
         !parameter.value.text().starts_with('{');
}

ValuesLayer parameter_layer(const ReleaseParameter& parameter, const SourceMap& sources,
                            Arena& arena) {
  const Node& value = *parameter.value;
  const std::string_view text = parameter.value.text();
  const Kind kind = parameter.is_string ? Kind::string : kind_of(text);
  const Node* made =
      arena.make<Node>(Node::scalar(kind, value.style(), value.syntax(), value.span(), text));
  const std::vector<std::string_view> steps = split(parameter.path, '.');
  for (std::size_t i = steps.size(); i-- > 0;) {
    const auto from = static_cast<std::size_t>(steps[i].data() - parameter.path.data());
    const Span at = decoded_span(sources, *parameter.at, from, from + steps[i].size());
    const Node pair[] = {Node::scalar(Kind::string, Style::plain, Syntax::yaml, at, steps[i]),
                         *made};
    const std::span<const Node> kept = arena.copy(std::span<const Node>(pair));
    made = arena.make<Node>(Node::mapping(Style::block, Span{}, kept));
  }
  return {Ref(made), false};
}

Span set_item(const ReleaseParameter& parameter, SourceMap& sources) {
  TextBuilder item;
  const auto put = [&](Ref written, std::string_view text) {
    const WrittenText all = text_of(written);
    const Span at = all.value.empty() ? written.span() : all.span(sources, 0, all.value.size());
    item.put(text, sources.add_origin(at, OriginKind::interpolated), Copy::transformed);
  };
  put(parameter.at, parameter.path);
  item.synthetic("=");
  std::string value;
  for (const char letter : parameter.value.text()) {
    if (letter == ',' || letter == '\\') value += '\\';
    value += letter;
  }
  if (!value.empty()) put(parameter.value, value);
  const std::uint32_t size = item.size();
  return {sources.add_made(std::string(parameter.path), std::move(item)), 0, size};
}

}  // namespace fairlead
