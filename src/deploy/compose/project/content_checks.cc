#include <fmt/format.h>

#include "base/text.h"
#include "deploy/compose/project/checks.h"
#include "deploy/compose/value/path.h"
#include "deploy/compose/value/port_text.h"

namespace fairlead::compose {
namespace {

using Names = std::vector<std::string_view>;

class Checker {
 public:
  Refused value(const Value& value) {
    const Refused refused = known(value);
    if (refused || is_known_) return refused;
    for (const auto& [name, field] : value.fields) {
      const Step step(path_, name);
      if (auto wrong = this->value(field.value)) return wrong;
    }
    for (const Value& item : value.items) {
      const Step step(path_, list_part);
      if (auto wrong = this->value(item)) return wrong;
    }
    return std::nullopt;
  }

 private:
  Refused refuse(const Value& value, std::string_view what) const {
    return Refusal{Stage::load, fmt::format("{}: {}", path_.text(), what), value.span()};
  }

  Refused known(const Value& value) {
    is_known_ = true;
    if (path_.matches("volumes.*")) return volume(value);
    if (path_.matches("configs.*")) return file_object(value, {"file", "environment", "content"});
    if (path_.matches("secrets.*")) return file_object(value, {"file", "environment"});
    if (path_.matches("services.*.ports.*")) {
      const Value* host = value.find("host_ip");
      if (host && !is_address(host->text()))
        return refuse(*host, fmt::format("invalid ip address: {}", host->text()));
      return std::nullopt;
    }
    if (path_.matches("services.*.develop.watch.*.path"))
      return value.text().empty() ? refuse(value, "value can't be blank") : std::nullopt;
    if (path_.matches("services.*.deploy.resources.reservations.devices.*") ||
        path_.matches("services.*.gpus.*")) {
      if (value.find("count") && value.find("device_ids"))
        return refuse(value, "\"count\" and \"device_ids\" attributes are exclusive");
      return std::nullopt;
    }
    is_known_ = false;
    return std::nullopt;
  }

  Refused volume(const Value& value) const {
    const Value* external = value.find("external");
    if (!external || !external->is_true()) return std::nullopt;
    for (const auto& [name, field] : value.fields)
      if (name != "name" && name != "external" && !name.starts_with("x-"))
        return refuse(field.value, fmt::format("conflicting parameters \"external\" and \"{}\" "
                                               "specified",
                                               name));
    return std::nullopt;
  }

  Refused file_object(const Value& value, const Names& names) const {
    std::size_t count = 0;
    std::string all;
    for (const std::string_view name : names) {
      if (value.find(name)) ++count;
      all += fmt::format("{}{}", all.empty() ? "" : "|", name);
    }
    if (count > 1) return refuse(value, all + " attributes are mutually exclusive");
    if (count == 0 && !value.find("driver") && !value.find("external"))
      return refuse(value, fmt::format("one of {} must be set", all));
    return std::nullopt;
  }

  Path path_;
  bool is_known_ = false;
};

}  // namespace

Refused check_content(const Value& project) { return Checker().value(project); }

}  // namespace fairlead::compose
