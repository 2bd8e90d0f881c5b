#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "deploy/compose/project/checks.h"
#include "tree/scalar_number.h"

namespace fairlead::compose {
namespace {

constexpr std::string_view service_prefix = "service:";

double number_of(const Value* value) {
  const auto number = value ? scalar_number(value->text()) : std::nullopt;
  return number ? number->floating : 0;
}

class ProjectChecker {
 public:
  ProjectChecker(const Value& project, const std::vector<std::string>& profiles)
      : project_(project), profiles_(profiles), services_(project.find("services")) {}

  Refused run() {
    if (services_)
      for (const auto* each : in_order(services_->fields))
        if (is_active(each->second.value, profiles_))
          if (auto refused = service(each->first, each->second)) return refused;
    if (auto refused = jobs()) return refused;
    if (auto refused = secrets()) return refused;
    return cycles();
  }

 private:
  enum class There : std::uint8_t { no, inactive, yes };

  There there(std::string_view name) const {
    const Value* service = services_ ? services_->find(name) : nullptr;
    if (!service) return There::no;
    return is_active(*service, profiles_) ? There::yes : There::inactive;
  }
  const Value* defined(std::string_view kind, std::string_view name) const {
    const Value* all = project_.find(kind);
    return all ? all->find(name) : nullptr;
  }
  static Refused refuse(const Value& at, std::string message) {
    return Refusal{Stage::load, std::move(message), at.span()};
  }

  Refused service(std::string_view name, const Field& field) const {
    const Value& it = field.value;
    if (!it.find("build") && !it.find("image") && !it.find("provider"))
      return refuse(key_of(field),
                    fmt::format("service \"{}\" has neither an image nor a build context "
                                "specified",
                                name));
    for (const auto check :
         {&ProjectChecker::build, &ProjectChecker::networks, &ProjectChecker::dependencies,
          &ProjectChecker::references, &ProjectChecker::scale, &ProjectChecker::limits,
          &ProjectChecker::watches, &ProjectChecker::mounts})
      if (auto refused = (this->*check)(name, it)) return refused;
    return std::nullopt;
  }

  Refused build(std::string_view name, const Value& it) const {
    const Value* build = it.find("build");
    if (!build) return std::nullopt;
    if (build->find("dockerfile") && build->find("dockerfile_inline"))
      return refuse(*build, fmt::format("service \"{}\" declares mutualy exclusive dockerfile and "
                                        "dockerfile_inline",
                                        name));
    if (const Value* contexts = build->find("additional_contexts")) {
      for (const auto& [which, field] : contexts->fields) {
        const std::string_view text = field.value.text();
        if (!text.starts_with(service_prefix)) continue;
        const Value* other = defined("services", text.substr(service_prefix.size()));
        if (!other || !other->find("build"))
          return refuse(field.value, fmt::format("service \"{}\" declares unknown or non-buildable "
                                                 "service as additional contexts {}",
                                                 name, which));
      }
    }
    const Value *platforms = build->find("platforms"), *platform = it.find("platform");
    if (!platforms || !platform) return std::nullopt;
    const bool has = std::ranges::any_of(
        platforms->items, [&](const Value& each) { return each.text() == platform->text(); });
    return has ? std::nullopt
               : refuse(*platform, fmt::format("service.build.platforms MUST include "
                                               "service.platform \"{}\"",
                                               platform->text()));
  }

  Refused networks(std::string_view name, const Value& it) const {
    const Value *mode = it.find("network_mode"), *own = it.find("networks");
    if (mode && own)
      return refuse(*mode, fmt::format("service {} declares mutually exclusive `network_mode` and "
                                       "`networks`",
                                       name));
    if (own)
      for (const auto& [network, field] : own->fields)
        if (!defined("networks", network))
          return refuse(
              field.key ? Value::scalar(field.key) : it,
              fmt::format("service \"{}\" refers to undefined network {}", name, network));
    const Value* health = it.find("healthcheck");
    const Value* test = health ? health->find("test") : nullptr;
    if (!test) return std::nullopt;
    const std::string_view first = test->items[0].text();
    if (first == "CMD" || first == "CMD-SHELL" || first == "NONE") return std::nullopt;
    return refuse(*test,
                  "healthcheck.test must start either by \"CMD\", \"CMD-SHELL\" or "
                  "\"NONE\"");
  }

  Refused dependencies(std::string_view name, const Value& it) const {
    if (const Value* all = it.find("depends_on")) {
      for (const auto& [other, field] : all->fields) {
        const There where = there(other);
        const Value* required = field.value.find("required");
        const bool is_optional = required && !required->is_true();
        if (where == There::yes || (where == There::inactive && is_optional)) continue;
        // A link or a shared namespace brings it where nobody wrote it.
        const Value* condition = field.value.find("condition");
        return refuse(
            !field.key && condition ? *condition : key_of(field),
            fmt::format("service \"{}\" depends on undefined service \"{}\"", name, other));
      }
    }
    const Value* mode = it.find("network_mode");
    if (!mode || !mode->text().starts_with(service_prefix)) return std::nullopt;
    const std::string_view other = mode->text().substr(service_prefix.size());
    if (there(other) == There::yes) return std::nullopt;
    return refuse(*mode, fmt::format("service \"{}\" not found for network_mode", other));
  }

  Refused references(std::string_view name, const Value& it) const {
    const auto missing = [&](const Value& at, std::string_view what, std::string_view which) {
      return refuse(at, fmt::format("service \"{}\" refers to undefined {} {}", name, what, which));
    };
    if (const Value* volumes = it.find("volumes"))
      for (const Value& volume : volumes->items) {
        const Value *type = volume.find("type"), *source = volume.find("source");
        if (type && source && type->text() == "volume" && !defined("volumes", source->text()))
          return missing(*source, "volume", source->text());
      }
    const Value* build = it.find("build");
    const std::tuple<const Value*, std::string_view, std::string_view> lists[] = {
        {build ? build->find("secrets") : nullptr, "secrets", "build secret"},
        {it.find("configs"), "configs", "config"},
        {it.find("secrets"), "secrets", "secret"}};
    for (const auto& [list, kind, what] : lists) {
      if (!list) continue;
      for (const Value& item : list->items) {
        const Value* source = item.find("source");
        const std::string_view which = source ? source->text() : std::string_view();
        if (!defined(kind, which)) return missing(item, what, which);
      }
    }
    if (const Value* models = it.find("models"))
      for (const auto& [model, field] : models->fields)
        if (!defined("models", model)) return missing(field.value, "model", model);
    return std::nullopt;
  }

  Refused scale(std::string_view name, const Value& it) const {
    const Value *scale = it.find("scale"), *deploy = it.find("deploy");
    const Value* replicas = deploy ? deploy->find("replicas") : nullptr;
    if (scale && replicas && !equal(*scale, *replicas))
      return refuse(*scale, fmt::format("services.{}: can't set distinct values on 'scale' and "
                                        "'deploy.replicas'",
                                        name));
    for (const Value* each : {scale, replicas})
      if (each && number_of(each) < 0)
        return refuse(*each,
                      fmt::format("services.{}.scale: must be greater than or equal to 0", name));
    const double count = scale ? number_of(scale) : replicas ? number_of(replicas) : 1;
    const Value* container = it.find("container_name");
    if (count > 1 && container)
      return refuse(*container, fmt::format("services.{}: can't set container_name and scale as "
                                            "container name must be unique",
                                            name));
    return std::nullopt;
  }

  Refused limits(std::string_view name, const Value& it) const {
    const Value* deploy = it.find("deploy");
    const Value* resources = deploy ? deploy->find("resources") : nullptr;
    if (!resources) return std::nullopt;
    constexpr std::tuple<std::string_view, std::string_view, std::string_view> pairs[] = {
        {"cpus", "limits", "cpus"},
        {"mem_limit", "limits", "memory"},
        {"mem_reservation", "reservations", "memory"},
        {"pids_limit", "limits", "pids"}};
    for (const auto& [field, group, other] : pairs) {
      const Value *own = it.find(field), *all = resources->find(group);
      if (!own || !all) continue;
      const Value* limit = all->find(other);
      if (limit ? own->text() != limit->text() : number_of(own) != 0)
        return refuse(*own, fmt::format("services.{}: can't set distinct values on '{}' and "
                                        "'deploy.resources.{}.{}'",
                                        name, field, group, other));
    }
    return std::nullopt;
  }

  Refused watches(std::string_view name, const Value& it) const {
    const Value* develop = it.find("develop");
    const Value* watches = develop ? develop->find("watch") : nullptr;
    if (!watches) return std::nullopt;
    for (const Value& watch : watches->items) {
      const Value* action = watch.find("action");
      const std::string_view word = action ? action->text() : std::string_view();
      if (!watch.find("target") && word != "rebuild" && word != "restart")
        return refuse(watch, fmt::format("services.{}.develop.watch: target is required for "
                                         "non-rebuild actions",
                                         name));
    }
    return std::nullopt;
  }

  Refused mounts(std::string_view name, const Value& it) const {
    std::map<std::string_view, std::string> seen;
    const auto twice = [&](const Value& at, std::string_view target, std::string where) -> Refused {
      const auto [place, is_new] = seen.try_emplace(target, where);
      if (is_new) return std::nullopt;
      return refuse(
          at, fmt::format("{}: target {} already mounted as {}", where, target, place->second));
    };
    std::size_t index = 0;
    if (const Value* all = it.find("tmpfs"))
      for (const Value& item : all->items)
        if (auto refused = twice(item, item.text().substr(0, item.text().find(':')),
                                 fmt::format("services.{}.tmpfs[{}]", name, index++)))
          return refused;
    index = 0;
    if (const Value* all = it.find("volumes"))
      for (const Value& item : all->items) {
        const Value* target = item.find("target");
        if (auto refused = twice(item, target ? target->text() : std::string_view(),
                                 fmt::format("services.{}.volumes[{}]", name, index++)))
          return refused;
      }
    return std::nullopt;
  }

  Refused jobs() const {
    const Value* jobs = project_.find("jobs");
    if (!jobs) return std::nullopt;
    for (const auto& [name, field] : jobs->fields) {
      if (there(name) != There::no)
        return refuse(field.value,
                      fmt::format("\"{}\" is declared both as a service and a job", name));
      if (!is_active(field.value, profiles_)) continue;
      const Value* depends = field.value.find("depends_on");
      if (!depends) continue;
      for (const auto& [other, dependency] : depends->fields) {
        const Value* job = jobs->find(other);
        const Value* required = dependency.value.find("required");
        const bool is_optional = required && !required->is_true();
        const There where = there(other);
        if ((job && is_active(*job, profiles_)) || where == There::yes ||
            (where == There::inactive && is_optional))
          continue;
        return refuse(field.value, fmt::format("job \"{}\" depends on undefined service or job "
                                               "\"{}\"",
                                               name, other));
      }
    }
    return std::nullopt;
  }

  Refused secrets() const {
    const Value* all = project_.find("secrets");
    if (!all) return std::nullopt;
    for (const auto& [name, field] : all->fields)
      if (!field.value.find("external") && !field.value.find("file") &&
          !field.value.find("environment"))
        return refuse(
            field.value,
            fmt::format("secret \"{}\" must declare either `file` or `environment`", name));
    return std::nullopt;
  }

  /// Takes services away that wait for none of the others until there are none left.
  Refused cycles() const {
    if (!services_) return std::nullopt;
    std::map<std::string_view, std::size_t> waits;
    std::map<std::string_view, std::vector<std::string_view>> waited_for;
    std::vector<std::string_view> free;
    for (const auto& [name, field] : services_->fields) {
      if (!is_active(field.value, profiles_)) continue;
      std::size_t count = 0;
      if (const Value* depends = field.value.find("depends_on"))
        for (const auto& [other, dependency] : depends->fields)
          if (there(other) == There::yes) {
            ++count;
            waited_for[other].push_back(name);
          }
      waits[name] = count;
      if (count == 0) free.push_back(name);
    }
    std::size_t left = waits.size();
    while (!free.empty()) {
      const std::string_view name = free.back();
      free.pop_back();
      --left;
      for (const std::string_view other : waited_for[name])
        if (--waits[other] == 0) free.push_back(other);
    }
    if (left == 0) return std::nullopt;
    const auto stuck =
        std::ranges::find_if(waits, [](const auto& each) { return each.second > 0; });
    return refuse(key_of(services_->fields.find(stuck->first)->second),
                  fmt::format("dependency cycle detected: {}", stuck->first));
  }

  const Value& project_;
  const std::vector<std::string>& profiles_;
  const Value* services_;
};

}  // namespace

bool is_active(const Value& workload, const std::vector<std::string>& profiles) {
  const Value* own = workload.find("profiles");
  if (!own || own->items.empty()) return true;
  return std::ranges::any_of(profiles, [&](const std::string& profile) {
    return profile == "*" || std::ranges::any_of(own->items, [&](const Value& each) {
             return each.text() == profile;
           });
  });
}

Refused check_project(const Value& project, const std::vector<std::string>& profiles) {
  return ProjectChecker(project, profiles).run();
}

}  // namespace fairlead::compose
