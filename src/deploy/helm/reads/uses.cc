#include "deploy/helm/reads/uses.h"

#include <algorithm>

namespace fairlead::helm {
namespace {

struct Row {
  std::string_view name;
  Use use;
};

/// By name. Digests are taken of a map to see that something changed; a text's leaf is seen to be
/// there, which is all that can be read of it.
constexpr Row rows[] = {
    {"adler32sum", Use::looks},
    {"and", Use::same},
    {"append", Use::pushed},
    {"coalesce", Use::same},
    {"compact", Use::same},
    {"concat", Use::same},
    {"deepCopy", Use::same},
    {"deepEqual", Use::whole},
    {"default", Use::same},
    {"dict", Use::dict},
    {"dig", Use::dig},
    {"empty", Use::looks},
    {"first", Use::item},
    {"fromJson", Use::same},
    {"fromJsonArray", Use::same},
    {"fromYaml", Use::same},
    {"fromYamlArray", Use::same},
    {"get", Use::get},
    {"hasKey", Use::has_key},
    {"include", Use::include},
    {"index", Use::index},
    {"initial", Use::same},
    {"keys", Use::names},
    {"kindIs", Use::looks},
    {"kindOf", Use::looks},
    {"last", Use::item},
    {"len", Use::names},
    {"list", Use::list},
    {"merge", Use::merged},
    {"mergeOverwrite", Use::merged},
    {"mustAppend", Use::pushed},
    {"mustCompact", Use::same},
    {"mustDeepCopy", Use::same},
    {"mustFirst", Use::item},
    {"mustFromJson", Use::same},
    {"mustInitial", Use::same},
    {"mustLast", Use::item},
    {"mustMerge", Use::merged},
    {"mustMergeOverwrite", Use::merged},
    {"mustPrepend", Use::pushed},
    {"mustPush", Use::pushed},
    {"mustRest", Use::same},
    {"mustReverse", Use::same},
    {"mustSlice", Use::same},
    {"mustToJson", Use::same},
    {"mustToPrettyJson", Use::same},
    {"mustToRawJson", Use::same},
    {"mustToYaml", Use::same},
    {"mustUniq", Use::same},
    {"mustWithout", Use::same},
    {"not", Use::negates},
    {"omit", Use::same},
    {"or", Use::same},
    {"pick", Use::same},
    {"pluck", Use::pluck},
    {"prepend", Use::pushed},
    {"push", Use::pushed},
    {"required", Use::same},
    {"rest", Use::same},
    {"reverse", Use::same},
    {"set", Use::set},
    {"sha1sum", Use::looks},
    {"sha256sum", Use::looks},
    {"sha512sum", Use::looks},
    {"slice", Use::same},
    {"ternary", Use::same},
    {"toJson", Use::same},
    {"toPrettyJson", Use::same},
    {"toRawJson", Use::same},
    {"toYaml", Use::same},
    {"toYamlPretty", Use::same},
    {"tpl", Use::tpl},
    {"tuple", Use::list},
    {"typeIs", Use::looks},
    {"typeIsLike", Use::looks},
    {"typeOf", Use::looks},
    {"uniq", Use::same},
    {"unset", Use::same},
    {"values", Use::items},
    {"without", Use::same},
};
static_assert(std::ranges::is_sorted(rows, {}, &Row::name));

}  // namespace

Use use_of(std::string_view function) {
  const auto* found = std::ranges::lower_bound(rows, function, {}, &Row::name);
  return found != std::end(rows) && found->name == function ? found->use : Use::whole;
}

}  // namespace fairlead::helm
