#include "deploy/compose/merge/canonical.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deploy/compose/merge/forms.h"
#include "deploy/compose/value/path.h"

namespace fairlead::compose {
namespace {

struct Row {
  std::string_view pattern;
  Form form;
};

constexpr Row rows[] = {
    {"@.*", Form::fields},
    {"@.*.build", Form::build},
    {"@.*.build.secrets.*", Form::source},
    {"@.*.build.provenance", Form::text},
    {"@.*.build.sbom", Form::text},
    {"@.*.build.additional_contexts", Form::key_values},
    {"@.*.build.ssh", Form::ssh},
    {"@.*.build.ulimits.*", Form::limit},
    {"@.*.depends_on", Form::dependencies},
    {"@.*.extends", Form::extends},
    {"@.*.ports", Form::ports},
    {"jobs.*.triggers.schedule.*", Form::schedule},
    {"services.*.develop.watch.*.ignore", Form::texts},
    {"services.*.develop.watch.*.include", Form::texts},
    {"volumes.*", Form::external},
    {"networks.*", Form::external},
    {"secrets.*", Form::external},
    {"configs.*", Form::external},
    {"include.*", Form::include},
};

/// Below services, jobs, and what runs before a service.
constexpr Row container_rows[] = {
    {"env_file", Form::env_files}, {"label_file", Form::texts}, {"gpus", Form::gpus},
    {"networks", Form::names},     {"models", Form::names},     {"volumes.*", Form::volume},
    {"dns", Form::texts},          {"devices.*", Form::device}, {"secrets.*", Form::source},
    {"configs.*", Form::source},   {"ulimits.*", Form::limit},
};

const Row* form_at(const Path& path) {
  if (const Row* row = row_for(rows, path)) return row;
  const std::size_t depth =
      path.matches("services.*.pre_start.*.*") || path.matches("services.*.pre_start.*.*.*") ? 4
                                                                                             : 2;
  if (path.parts.size() <= depth) return nullptr;
  const bool is_workload = path.parts[0] == "services" || path.parts[0] == "jobs";
  if (!is_workload) return nullptr;
  Path rest;
  rest.parts.assign(path.parts.begin() + static_cast<std::ptrdiff_t>(depth), path.parts.end());
  return row_for(container_rows, rest);
}

class Canonical {
 public:
  Canonical(bool lenient, Maker& maker) : forms_(lenient, maker) {}

  Refused value(Value& value) {
    if (const Row* row = form_at(path_)) {
      if (auto refused = forms_.make(row->form, path_, value)) return refused;
      if (!goes_on(row->form)) return std::nullopt;
    }
    for (auto& [name, field] : value.fields) {
      const Step step(path_, name);
      if (auto refused = this->value(field.value)) return refused;
    }
    if (form_at(path_) && form_at(path_)->form == Form::gpus) return std::nullopt;
    for (Value& item : value.items) {
      const Step step(path_, list_part);
      if (auto refused = this->value(item)) return refused;
    }
    return std::nullopt;
  }

 private:
  /// Whether what lies in a long form has forms of its own.
  static bool goes_on(Form form) {
    return form == Form::fields || form == Form::build || form == Form::external;
  }

  Forms forms_;
  Path path_;
};

/// What compose takes by itself.
class Defaults {
 public:
  explicit Defaults(Maker& maker) : maker_(maker) {}

  Refused value(Value& value) {
    if (const Refused* done = known(value)) return *done;
    for (auto& [name, field] : value.fields) {
      const Step step(path_, name);
      if (auto refused = this->value(field.value)) return refused;
    }
    for (Value& item : value.items) {
      const Step step(path_, list_part);
      if (auto refused = this->value(item)) return refused;
    }
    return std::nullopt;
  }

 private:
  void fill(Value& value, std::string_view name, Kind kind, std::string_view text) {
    if (value.is_mapping() && !value.find(name))
      value.set(std::string(name), nullptr, maker_.constant(kind, text, value));
  }

  Refused unfit(std::string_view what, const Value& value) const {
    return maker_.refuse(fmt::format("{}: invalid type for {}", path_.text(), what), value.span());
  }

  /// Null where a path has no defaults.
  const Refused* known(Value& value) {
    done_ = std::nullopt;
    if (path_.matches("@.*.build")) {
      fill(value, "context", Kind::string, ".");
    } else if (path_.matches("@.*.secrets.*")) {
      if (!value.is_mapping()) return done_ = unfit("secret", value), &done_;
      const Value* source = value.find("source");
      fill(value, "target", Kind::string,
           fmt::format("/run/secrets/{}", source ? printed(*source) : "%!s(<nil>)"));
    } else if (path_.matches("@.*.ports.*")) {
      fill(value, "protocol", Kind::string, "tcp");
      fill(value, "mode", Kind::string, "ingress");
    } else if (path_.matches("@.*.gpus.*") ||
               path_.matches("services.*.deploy.resources.reservations.devices.*")) {
      if (!value.is_mapping()) return done_ = unfit("device request", value), &done_;
      if (!value.find("device_ids")) fill(value, "count", Kind::string, "all");
    } else if (path_.matches("@.*.volumes.*.bind")) {
      if (!value.is_mapping()) return done_ = unfit("service volume bind", value), &done_;
      fill(value, "create_host_path", Kind::boolean, "true");
    } else {
      return nullptr;
    }
    return &done_;
  }

  Maker& maker_;
  Path path_;
  Refused done_;
};

}  // namespace

Refused make_canonical(bool lenient, Value& project, Maker& maker) {
  return Canonical(lenient, maker).value(project);
}

Refused set_defaults(Value& project, Maker& maker) { return Defaults(maker).value(project); }

}  // namespace fairlead::compose
