#include "deploy/compose/refusal_words.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <optional>
#include <vector>

namespace fairlead::compose {
namespace {

struct Row {
  std::string_view theirs;        ///< `{}` stands for anything
  std::string_view ours;          ///< `{0}` for what the first one stood for
  std::string_view section = {};  ///< what lacks the name
  int name = 0;                   ///< which `{}` it is
  bool is_layer = false;
};

constexpr Row rows[] = {
    {R"(service "{}" has neither an image nor a build context specified)",
     "service `{0}` has neither `image` nor `build`", "services", 0, true},
    {R"(service "{}" depends on undefined service "{}")",
     "service `{0}` depends on `{1}`, which is no service of this project", "services", 1},
    {R"(job "{}" depends on undefined service or job "{}")",
     "job `{0}` depends on `{1}`, which is no service or job of this project", "services", 1},
    {R"(service "{}" refers to undefined network {})",
     "service `{0}` is in the network `{1}`, which `networks` does not define", "networks", 1},
    {R"(service "{}" refers to undefined volume {})",
     "service `{0}` mounts the volume `{1}`, which `volumes` does not define", "volumes", 1},
    {R"(service "{}" refers to undefined config {})",
     "service `{0}` is given the config `{1}`, which `configs` does not define", "configs", 1},
    {R"(service "{}" refers to undefined secret {})",
     "service `{0}` is given the secret `{1}`, which `secrets` does not define", "secrets", 1},
    {R"(service "{}" refers to undefined build secret {})",
     "service `{0}` is built with the secret `{1}`, which `secrets` does not define", "secrets", 1},
    {R"(service "{}" refers to undefined model {})",
     "service `{0}` uses the model `{1}`, which `models` does not define", "models", 1},
    {R"(service "{}" declares unknown or non-buildable service as additional contexts {})",
     "service `{0}` is built with the context `{1}`, whose service has no `build` here"},
    {R"(service "{}" not found for network_mode)",
     "`network_mode` names the service `{0}`, which is none of this project", "services", 0},
    {R"(cannot extend service "{}" in {}: service "{}" not found)",
     "service `{0}` extends `{2}`, which is no service there"},
    {R"(cannot extend service "{}" in {}: Circular reference: {})",
     "service `{0}` extends itself, through what it extends"},
    {"dependency cycle detected: {}",
     "`depends_on` leads round in a circle, and `{0}` is never started"},
    {"include cycle detected: {}", "the file includes itself, through what it includes"},
    {"service {} declares mutually exclusive `network_mode` and `networks`",
     "service `{0}` has both `network_mode` and `networks`"},
    {R"(service "{}" declares mutualy exclusive dockerfile and dockerfile_inline)",
     "service `{0}` has both `dockerfile` and `dockerfile_inline`"},
    {R"(service.build.platforms MUST include service.platform "{}")",
     "`build.platforms` lacks the service's own `platform`, `{0}`"},
    {R"(healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE")",
     "a list under `healthcheck.test` begins with `CMD`, `CMD-SHELL` or `NONE`"},
    {"services.{}: can't set distinct values on '{}' and '{}'",
     "service `{0}` has two values that differ, in `{1}` and in `{2}`"},
    {"services.{}: can't set container_name and scale as container name must be unique",
     "service `{0}` runs more than once, and `container_name` gives all of them one name"},
    {"services.{}.scale: must be greater than or equal to 0",
     "service `{0}` cannot run less than 0 times"},
    {"services.{}.develop.watch: target is required for non-rebuild actions",
     "a `watch` of service `{0}` needs a `target`"},
    {"services.{}: target {} already mounted as {}",
     "`services.{0}` mounts `{1}`, where `{2}` is mounted already"},
    {"secret \"{}\" must declare either `file` or `environment`",
     "secret `{0}` has neither `file` nor `environment`", "secrets", 0},
    {R"("{}" is declared both as a service and a job)", "`{0}` is both a service and a job"},
    {"{}: one of {} must be set", "`{0}` needs one of `{1}`"},
    {"{}: {} attributes are mutually exclusive", "`{0}` may have one of `{1}` alone"},
    {R"({}: conflicting parameters "external" and "{}" specified)",
     "`{0}` is external, and what is external has no `{1}` here"},
    {"error while interpolating {}: failed to cast to expected type: {}",
     "`{0}` is of another type than compose wants there"},
    {"error while interpolating {}: invalid interpolation format{}",
     "what follows a `$` in `{0}` is no variable; a literal dollar is written `$$`"},
    {"validating {}:  additional properties '{}' not allowed", "compose knows no `{1}`"},
    {"validating {}: {} additional properties '{}' not allowed", "compose knows no `{2}` in `{1}`"},
    {"validating {}: {} must be a {}", "`{1}` must be of type {2}"},
    {"validating {}: {} must be {}", "`{1}` must be {2}"},
    {"validating {}: {} missing property '{}'", "`{1}` lacks `{2}`"},
    {"validating {}: {} value must be one of {}", "`{1}` must be one of {2}"},
    {"validating {}: {} items are equal", "an item of `{1}` is there twice"},
    {"validating {}: {} does not match pattern", "`{1}` cannot be called that"},
    {"{}: invalid spec: {}",
     "compose cannot read the mount: a part of it is empty, or there are too many"},
    {"{}: invalid ip address: {}", "`{0}` is published on what is no address"},
    {"Invalid ranges specified for container and host Ports: {}",
     "as many ports must be published as the container has"},
    {"invalid containerPort: {}", "the port of the container is no number from 0 to 65535"},
    {"invalid hostPort: {}", "the published port is no number from 0 to 65535"},
    {"key cannot contain a space", "a variable's name holds no blanks"},
    {"unsupported env_file format {}", "compose knows no such format of an `env_file`"},
    {R"(mapping key "{}" already defined)", "the key `{0}` is there twice"},
    {"services.{} must be a mapping", "`services.{0}` must be a mapping"},
    {"{}: invalid type for {}", "`{0}` is of another type than compose wants there"},
    {"{}: unexpected type", "`{0}` is of another type than compose wants there"},
    {"cannot override {}", "`{0}` is of another type than what it is merged with"},
    {"{} must be a mapping", "`{0}` must be a mapping"},
};

/// What each `{}` of a pattern stands for in a text; nothing where it does not fit. Each is as
/// short as it may be.
std::optional<std::vector<std::string_view>> captures(std::string_view pattern,
                                                      std::string_view text) {
  std::vector<std::string_view> all;
  for (;;) {
    const std::size_t hole = pattern.find("{}");
    const std::string_view fixed = pattern.substr(0, hole);
    if (!text.starts_with(fixed)) return std::nullopt;
    text.remove_prefix(fixed.size());
    if (hole == pattern.npos) return text.empty() ? std::optional(std::move(all)) : std::nullopt;
    pattern.remove_prefix(hole + 2);
    const std::string_view next = pattern.substr(0, pattern.find("{}"));
    const std::size_t end = next.empty() ? text.size() : text.find(next);
    if (end == text.npos) return std::nullopt;
    all.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

PlainRefusal plain_refusal(std::string_view message) {
  for (const Row& row : rows) {
    const auto found = captures(row.theirs, message);
    if (!found) continue;
    fmt::dynamic_format_arg_store<fmt::format_context> given;
    for (const std::string_view each : *found) given.push_back(std::string(each));
    return {fmt::vformat(row.ours, given), row.section,
            row.section.empty() ? "" : std::string((*found)[static_cast<std::size_t>(row.name)]),
            row.is_layer};
  }
  return {"compose does not load the project: it cannot read what stands here"};
}

}  // namespace fairlead::compose
