#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "facts/connect/credential.h"
#include "facts/server/redis_mounts.h"
#include "lint/rule_run.h"
#include "lint/words.h"

namespace fairlead {
namespace {

/// What a program is given of a Secret's key.
struct Use {
  const Workload* workload = nullptr;
  const Container* container = nullptr;
  std::string_view variable;
};

/// The first variable that a container is given of the key; none where only files are made of it,
/// whose last line ends like any other.
Use use_of(const Facts& facts, const HeldKey& key) {
  for (const ContainerSettings& each : facts.settings)
    for (const Setting& setting : each.settings)
      if (setting.value.value.data() == key.value.value.data() && !setting.value.value.empty())
        return {each.workload, each.container, setting.name};
  return {};
}

/// Whether it is a password that somebody out of view reads: a file's last line may end as it
/// likes.
bool is_password_elsewhere(const Facts& facts, const Holder& holder, const HeldKey& key) {
  return holder.resource->kind == "Secret" && contains(lower(key.name), "password") &&
         credential_name(key.name) == CredentialName::certain &&
         !is_mounted(facts.workloads, *holder.resource);
}

/// Whether a text is a word alone, with what a template puts in: no line of a configuration.
bool is_word(std::string_view text) {
  std::string bare(text);
  for (std::size_t begin; (begin = bare.find("{{")) != bare.npos;) {
    const std::size_t end = bare.find("}}", begin);
    bare.erase(begin, end == bare.npos ? bare.npos : end + 2 - begin);
  }
  return bare.find_first_of(" \n\t") == bare.npos;
}

/// The white space around a value that is otherwise one word.
std::string_view stray_space(std::string_view value) {
  const std::string_view bare = trimmed(value);
  if (bare.empty() || bare.size() == value.size() || !is_word(bare)) return {};
  return value.ends_with('\n') ? "a newline" : "a space";
}

void report(RuleRun& run, const Holder& holder, const HeldKey& key, std::string_view space,
            const Use& use) {
  Finding& finding = run.report(
      holder.resource, key.at,
      fmt::format(
          "the value of `{}` in Secret `{}` has {} at its {}, which is sent as a part of it",
          key.name, holder.name, space,
          trimmed(key.value.value).data() == key.value.value.data() ? "end" : "beginning"));
  finding.caption = fmt::format("has {} too much", space);
  const bool is_encoded = holder.resource->root["data"][key.name].present();
  finding.help =
      is_encoded ? "encode it without: `printf %s VALUE | base64`, where `echo` adds a newline"
                 : "write it on the key's own line, or behind `|-`, which ends without a newline";
  if (use.container)
    add_label(finding, use.container->at.span(),
              fmt::format("given to `{}` as `{}`", use.container->name, use.variable));
  const Ref written = holder.resource->root["data"][key.name];
  if (!written.present() || !use.container) return;
  finding.fixes.push_back(
      {"encode it without",
       {{inside(run.sources(), written), base64_encoded(trimmed(key.value.value))}}});
}

}  // namespace

void rule_secret_whitespace(RuleRun& run) {
  for (const Holder& holder : run.facts().holders) {
    if (!holder.secret || !holder.resource) continue;
    for (const HeldKey& key : holder.keys) {
      if (key.value.value.empty()) continue;
      const std::string_view space = stray_space(key.value.value);
      if (space.empty()) continue;
      const Use use = use_of(run.facts(), key);
      if (use.container || is_password_elsewhere(run.facts(), holder, key))
        report(run, holder, key, space, use);
    }
  }
}

}  // namespace fairlead
