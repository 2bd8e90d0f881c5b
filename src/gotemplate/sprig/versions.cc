// Versions and their ranges.
#include "base/semantic_version.h"
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

Value compare(Call& call) {
  return Value::integer(version_of(call.self.record()).compared(version_of(call[0].record())));
}

constexpr Function methods[] = {
    {"Major", "", [](Call& call) { return field(call, 0); }},
    {"Minor", "", [](Call& call) { return field(call, 1); }},
    {"Patch", "", [](Call& call) { return field(call, 2); }},
    {"Prerelease", "", [](Call& call) { return field(call, 3); }},
    {"Metadata", "", [](Call& call) { return field(call, 4); }},
    {"Original", "", [](Call& call) { return field(call, 5); }},
    {"Compare", "*semver.Version", compare},
    {"String", "", text},
};

constexpr TypeInfo version_type{"*semver.Version",  Type::nil, "ptr", methods,
                                std::size(methods), nullptr,   0,     methods + 7};

Value semver(Call& call) {
  std::string error;
  const auto version = semantic_version(call[0].text(), error);
  if (!version) return call.fail(std::move(error));
  const OriginId origin = call.origin();
  const Value parts[] = {Value::natural(version->major).from(origin),
                         Value::natural(version->minor).from(origin),
                         Value::natural(version->patch).from(origin),
                         call.made(version->pre),
                         call.made(version->metadata),
                         call[0].from(origin)};
  return Value::record(call.heap.record(version_type, parts));
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
