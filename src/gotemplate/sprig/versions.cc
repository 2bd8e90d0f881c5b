// Versions and their ranges.
#include "base/versions/version_constraint.h"
#include "gotemplate/sprig/casts.h"
#include "gotemplate/sprig/sprig.h"

namespace fairlead::gotemplate {
namespace {

Value field(Call& call, std::size_t index) { return call.self.record().fields[index]; }

SemanticVersion version_of(const Record& record) {
  const auto number = [&](std::size_t i) { return record.fields[i].natural(); };
  return {number(0), number(1), number(2), std::string(record.fields[3].text()),
          std::string(record.fields[4].text())};
}

Value text(Call& call) {
  return call.heap.string(version_of(call.self.record()).text(), field(call, 5).origin());
}

int compared(Call& call) {
  return version_of(call.self.record()).compared(version_of(call[0].record()));
}

Value compare(Call& call) { return Value::integer(compared(call)); }

/// Another version, with the `v` of this one.
Value changed(Call& call, const SemanticVersion& next);

Value next_patch(Call& call) {
  SemanticVersion next = version_of(call.self.record());
  if (next.pre.empty()) ++next.patch;
  next.pre = next.metadata = "";
  return changed(call, next);
}

Value next_minor(Call& call) {
  const SemanticVersion now = version_of(call.self.record());
  return changed(call, {now.major, now.minor + 1, 0, "", ""});
}

Value next_major(Call& call) {
  return changed(call, {version_of(call.self.record()).major + 1, 0, 0, "", ""});
}

Value with_pre(Call& call) {
  SemanticVersion next = version_of(call.self.record());
  next.pre = call[0].text();
  if (std::string error = pre_release_refusal(next.pre); !error.empty())
    return call.fail(std::move(error));
  return changed(call, next);
}

Value with_metadata(Call& call) {
  SemanticVersion next = version_of(call.self.record());
  next.metadata = call[0].text();
  if (std::string error = metadata_refusal(next.metadata); !error.empty())
    return call.fail(std::move(error));
  return changed(call, next);
}

Value as_json(Call& call) {
  const std::string json = "\"" + version_of(call.self.record()).text() + "\"";
  return Value::string(call.heap.key(json, field(call, 5).origin()), Type::bytes);
}

Value as_bytes(Call& call) { return Value::string(&text(call).rope(), Type::bytes); }

/// Those of a version come first; of a pointer to one there are all.
constexpr Function methods[] = {
    {"String", "", text},
    {"Major", "", [](Call& call) { return field(call, 0); }},
    {"Minor", "", [](Call& call) { return field(call, 1); }},
    {"Patch", "", [](Call& call) { return field(call, 2); }},
    {"Prerelease", "", [](Call& call) { return field(call, 3); }},
    {"Metadata", "", [](Call& call) { return field(call, 4); }},
    {"IncPatch", "", next_patch},
    {"IncMinor", "", next_minor},
    {"IncMajor", "", next_major},
    {"SetPrerelease", "string", with_pre},
    {"SetMetadata", "string", with_metadata},
    {"MarshalJSON", "", as_json},
    {"MarshalText", "", as_bytes},
    {"Value", "", [](Call& call) { return text(call).boxed(true); }},
    {"Original", "", [](Call& call) { return field(call, 5); }},
    {"Compare", "*semver.Version", compare},
    {"LessThan", "*semver.Version", [](Call& call) { return Value::boolean(compared(call) < 0); }},
    {"LessThanEqual", "*semver.Version",
     [](Call& call) { return Value::boolean(compared(call) <= 0); }},
    {"GreaterThan", "*semver.Version",
     [](Call& call) { return Value::boolean(compared(call) > 0); }},
    {"GreaterThanEqual", "*semver.Version",
     [](Call& call) { return Value::boolean(compared(call) >= 0); }},
    {"Equal", "*semver.Version", [](Call& call) { return Value::boolean(compared(call) == 0); }},
};
constexpr std::size_t of_a_pointer = 7;

constexpr TypeInfo version_type{.name = "semver.Version",
                                .kind = "struct",
                                .methods = methods,
                                .method_count = std::size(methods) - of_a_pointer,
                                .printed = methods};
constexpr TypeInfo pointer_type{.name = "*semver.Version",
                                .kind = "ptr",
                                .methods = methods,
                                .method_count = std::size(methods),
                                .printed = methods};

Value made(Call& call, const TypeInfo& type, const SemanticVersion& version, Value original) {
  const OriginId origin = call.self.is_valid() ? field(call, 5).origin() : call.origin();
  const Value parts[] = {
      Value::natural(version.major).from(origin), Value::natural(version.minor).from(origin),
      Value::natural(version.patch).from(origin), call.heap.string(version.pre, origin),
      call.heap.string(version.metadata, origin), original.from(origin)};
  return Value::record(call.heap.record(type, parts));
}

Value changed(Call& call, const SemanticVersion& next) {
  const Value original = field(call, 5);
  const std::string text = (original.text().starts_with('v') ? "v" : "") + next.text();
  return made(call, version_type, next, call.heap.string(text, original.origin()));
}

Value semver(Call& call) {
  std::string error;
  const auto version = semantic_version(call[0].text(), error);
  if (!version) return call.fail(std::move(error));
  return made(call, pointer_type, *version, call[0]);
}

Value semver_compare(Call& call) {
  std::string error;
  const auto range = VersionConstraint::parsed(call[0].text(), error);
  const auto version = range ? semantic_version(call[1].text(), error) : std::nullopt;
  return version ? Value::boolean(range->met_by(*version)) : call.fail(std::move(error));
}

constexpr Function table[] = {
    {"semver", "string", semver},
    {"semverCompare", "string, string", semver_compare},
};

}  // namespace

std::span<const Function> version_functions() { return table; }

}  // namespace fairlead::gotemplate
